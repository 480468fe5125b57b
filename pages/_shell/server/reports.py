"""What a browser is told of a run, as JSON: each time only what it does not know yet.

A snapshot and each stretch of losses become text once for all who watch; of these texts a bounded number of
bytes is kept. Knows neither Streamlit nor HTTP.
"""

from __future__ import annotations

import base64
import json
import math
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

ENDED = frozenset({"done", "stopped", "diverged", "failed", "unknown"})
"""States after which nothing more comes."""


class SnapshotLike(Protocol):
    """A snapshot, as far as it is told; `core.nets.snapshot.Snapshot` is one."""

    @property
    def step(self) -> int: ...
    @property
    def losses(self) -> NDArray[np.float32]: ...
    @property
    def gradient_norms(self) -> NDArray[np.float32]: ...
    @property
    def score(self) -> float: ...
    @property
    def curve(self) -> tuple[tuple[int, float], ...]: ...
    @property
    def profile(self) -> NDArray[Any]: ...
    @property
    def cell_profile(self) -> NDArray[Any] | None: ...
    @property
    def signals(self) -> Mapping[str, NDArray[np.unsignedinteger]]: ...
    @property
    def samples(self) -> Mapping[str, str]: ...
    @property
    def broken(self) -> bool: ...
    @property
    def seconds(self) -> float: ...


class RunLike(Protocol):
    """A run at one moment, as far as it is told; `core.jobs.RunView` is one."""

    @property
    def key(self) -> str: ...
    @property
    def spec(self) -> Any: ...
    @property
    def state(self) -> str: ...
    @property
    def place(self) -> int: ...
    @property
    def seconds_left(self) -> float | None: ...
    @property
    def restarts(self) -> int: ...
    @property
    def message(self) -> str: ...
    @property
    def set_aside_at(self) -> int | None: ...
    @property
    def history(self) -> Sequence[SnapshotLike]: ...
    @property
    def tail(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]: ...


class TextCache:
    """TextCache that were made before, the least recently used dropped beyond `room` characters."""

    def __init__(self, room: int = 24_000_000) -> None:
        self._room, self._size = room, 0
        self._texts: OrderedDict[tuple[object, ...], str] = OrderedDict()

    def get(self, key: tuple[object, ...], make: Callable[[], str]) -> str:
        """Return the text of a key, made now if it is not there."""
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = make()
            self._size += len(text)
            while self._size > self._room and len(self._texts) > 1:
                self._size -= len(self._texts.popitem(last=False)[1])
        self._texts.move_to_end(key)
        return text


class BrowserState:
    """What one browser has been told of one run."""

    def __init__(self, texts: TextCache) -> None:
        self._texts = texts
        self._steps = self._frames = self._restarts = self._last = 0
        self._status: tuple[object, ...] = ()

    @property
    def begun(self) -> bool:
        """Whether a first measurement was told."""
        return self._frames > 0

    def news(self, view: RunLike) -> str | None:
        """Return what is new as a JSON object, or None when nothing is."""
        history = view.history
        measured = history[-1].step if history else 0
        steps = measured + len(view.tail[0])
        said = (view.state, view.place, view.seconds_left, view.restarts, view.message, view.set_aside_at)
        status = (*said, steps, len(history))
        if status == self._status:
            return None
        if self._must_begin_anew(view, steps):
            self._steps = self._frames = 0
        fields = {
            "key": view.key, "state": view.state, "place": view.place, "left": _rounded(view.seconds_left),
            "step": steps, "steps": view.spec.train.steps, "restarts": view.restarts,
            "message": view.message, "aside": view.set_aside_at,
            "from": self._steps, "frameFrom": self._frames,
        }  # fmt: skip
        fragments = {
            "losses": f"[{self._numbers(view, 0, steps)}]",
            "norms": f"[{self._numbers(view, 1, steps)}]",
            "frames": f"[{','.join(self._frame(view, frame) for frame in history[self._frames :])}]",
        }
        self._steps, self._frames, self._restarts, self._status = steps, len(history), view.restarts, status
        self._last = measured
        return join_object(fields, **fragments)

    def _must_begin_anew(self, view: RunLike, steps: int) -> bool:
        """Whether what was told is not the beginning of what there is: the run went back or began again."""
        if steps < self._steps or len(view.history) < self._frames:
            return True
        return self._frames > 0 and view.history[self._frames - 1].step != self._last

    def _numbers(self, view: RunLike, which: int, steps: int) -> str:
        start = self._steps
        if start == steps:
            return ""
        return self._texts.get((view.key, which, start, steps), lambda: numbers(_since(view, which, start)))

    def _frame(self, view: RunLike, frame: SnapshotLike) -> str:
        return self._texts.get((view.key, frame.step), lambda: frame_json(frame))


def _since(view: RunLike, which: int, start: int) -> list[float]:
    """Return the losses (0) or gradient norms (1) of all steps after the first `start`."""
    found: list[float] = view.tail[which].tolist()
    if view.history:
        before = view.history[-1].step
        if start > before:
            return found[start - before :]
    for frame in reversed(view.history):
        values = frame.gradient_norms if which else frame.losses
        new = min(frame.step - start, len(values))
        if new <= 0:
            break
        found[:0] = np.asarray(values)[len(values) - new :].tolist()
    return found


def frame_json(frame: SnapshotLike) -> str:
    """Return a snapshot as a JSON object; its signals are the bytes of its (T, U) codes in base64."""
    signals = {name: base64.b64encode(np.ascontiguousarray(codes).tobytes()).decode()
               for name, codes in frame.signals.items()}  # fmt: skip
    shape = list(next(iter(frame.signals.values())).shape) if frame.signals else [0, 0]
    fields = {
        "step": frame.step, "score": _rounded(frame.score, 5), "shape": shape, "signals": signals,
        "samples": dict(frame.samples), "seconds": _rounded(frame.seconds, 3),
        "broken": frame.broken,
    }  # fmt: skip
    curve = ",".join(f"[{x},{number(value)}]" for x, value in frame.curve)
    cell = "null" if frame.cell_profile is None else f"[{numbers(frame.cell_profile)}]"
    return join_object(fields, curve=f"[{curve}]", profile=f"[{numbers(frame.profile)}]", cell=cell)


def unknown(key: str) -> str:
    """Return what is told of a run that the desk does not know."""
    return join_object({"key": key, "state": "unknown"})


def join_object(fields: Mapping[str, Any], **fragments: str) -> str:
    """Return a JSON object of `fields`, which are plain values, and of `fragments`, which are JSON already.

    A field that is a number and not finite becomes null.
    """
    parts = [f"{json.dumps(name)}:{_json(value)}" for name, value in fields.items()]
    parts += [f"{json.dumps(name)}:{text}" for name, text in fragments.items()]
    return f"{{{','.join(parts)}}}"


def _json(value: Any) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return "null"
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def numbers(values: Iterable[float]) -> str:
    """Return numbers with five digits, joined by commas."""
    return ",".join(map(number, values))


def number(value: float) -> str:
    """Return a number with five digits; what is not finite is null."""
    return f"{value:.5g}" if math.isfinite(value) else "null"


def _rounded(value: float | None, digits: int = 1) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, digits)
