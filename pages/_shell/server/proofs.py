"""Proofs that are measured anew, as a stream: `<base>/proofs/events?proof=…&first=…`, as `runs` are.

The browser asks once, when its reader presses the button; no page is run for it. The stream has the seeds
trained by the desk, a few at a time, and tells what each gives. It ends when all are measured; with
`within=25` it ends after so many seconds, too, if one is measured by then, and who asks once more gets the
others. Who hangs up, by Stop or by leaving the page, leaves the seeds that are on their way.

What was measured for a visitor is noted here, for the time of its visit: a page that is come to again shows
it. Knows neither Streamlit nor what trains.
"""

from __future__ import annotations

import json
import math
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Protocol

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from core.experiments import Experiment, experiment
from core.experiments.training import Seed, measured_of
from core.jobs import RunRefusedError, RunView, place_of
from pages._shell.server.runs import WATCHER_HEADER
from pages._shell.server.streams import Streams, streams
from pages._shell.server.watchers import Watchers, watchers

COUNT: Final = 20
"""Seeds that are measured at a click."""

HIGHEST: Final = 1_000_000
LONGEST: Final = 3600
"""Seconds that one may ask for at most."""

AT_ONCE: Final = 4
"""Seeds that are on their way at the same time: twice as many as a visitor may train, so that none rests."""

MOST_FAILURES: Final = 3
MOST_STOPPED: Final = 3
"""How often a seed that was stopped is begun again: what was hung up before may be heard of after this."""

_KNOWN_SHARE: Final = 0.04
_NOTHING: Final[Mapping[int, tuple[float, ...]]] = MappingProxyType({})

Values = Mapping[int, tuple[float, ...]]


class Runs(Protocol):
    """Where runs are trained; `core.jobs.Desk` is one."""

    def submit(self, spec: Seed, watcher: str) -> RunView[Seed]: ...
    def look(self, key: str, watcher: str) -> RunView[Any] | None: ...
    def leave(self, key: str, watcher: str) -> None: ...
    def listen(self, keys: Iterable[str], wake: Callable[[], None]) -> Callable[[], None]: ...


class Measurements:
    """What was measured for each visitor, by what is measured; the least recently used goes first.

    Args:
        most: Measurements that are noted, of all visitors together.
        most_seeds: Seeds of one of them.
    """

    def __init__(self, most: int = 2000, most_seeds: int = 400) -> None:
        self._most, self._most_seeds = most, most_seeds
        self._known: OrderedDict[tuple[str, str], dict[int, tuple[float, ...]]] = OrderedDict()

    def of(self, watcher: str, fingerprint: str) -> Values:
        """Return the values of each seed that was measured for a visitor, in the order of measurement."""
        return MappingProxyType(dict(self._known.get((watcher, fingerprint), _NOTHING)))

    def note(self, watcher: str, fingerprint: str, seed: int, values: tuple[float, ...]) -> None:
        """Note the values of a seed."""
        found = self._known.setdefault((watcher, fingerprint), {})
        self._known.move_to_end((watcher, fingerprint))
        found[seed] = values
        while len(found) > self._most_seeds:
            del found[next(iter(found))]
        while len(self._known) > self._most:
            self._known.popitem(last=False)


class ProofNews:
    """The news of seeds that are measured for one visitor: a `Source` of a stream.

    Args:
        runs: Where they are trained.
        proof: What is measured.
        seeds: Which.
        watcher: For whom.
        known: Where it is noted.
        within: Seconds after which it ends, if a seed was measured in them; 0 measures all.
        clock: Seconds, for the tests.
    """

    def __init__(
        self,
        runs: Runs,
        proof: Experiment,
        seeds: Sequence[int],
        watcher: str,
        known: Measurements,
        within: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._runs, self._proof, self._watcher, self._known, self._clock = runs, proof, watcher, known, clock
        self._within = within or math.inf
        found = known.of(watcher, proof.fingerprint)
        self._seeds = tuple(seeds)
        self._keys = [Seed(proof, seed).key for seed in seeds]
        self._waiting = deque(Seed(proof, seed) for seed in seeds if seed not in found)
        self._here_before = len(self._seeds) - len(self._waiting)
        self._going: dict[str, Seed] = {}
        self._shares: dict[str, float] = {}
        self._growing: dict[str, tuple[float, ...]] = {}
        self._stopped: Counter[str] = Counter()
        self._told: set[int] = set()
        self._said: tuple[object, ...] = ()
        self._trouble = ""
        self._failures: list[str] = []
        self._began = clock()

    def news(self) -> list[str]:
        """Look after the seeds that are on their way; return one event if there is something new."""
        self._trouble = ""
        for key in tuple(self._going):
            self._look(key)
        if self._late:
            self._leave_the_others()
        while self._waiting and len(self._going) < AT_ONCE and self._submit():
            pass
        found = self._known.of(self._watcher, self._proof.fingerprint)
        done = [seed for seed in self._seeds if seed in found]
        share = (len(done) + sum(self._shares[key] for key in self._going)) / len(self._seeds)
        left = self._left(share)
        trouble = self._failures[-1] if self._failures else self._trouble
        growing = self.growing
        said = (len(done), round(share, 2), left and round(left), trouble, self.over, str(growing))
        if said == self._said:
            return []
        self._said = said
        new = [seed for seed in done if seed not in self._told]
        self._told.update(new)
        event = {
            "points": points(self._proof, {seed: found[seed] for seed in new}),
            "growing": growing_points(self._proof, growing),
            "verdict": verdict(self._proof, found),
            "done": len(done),
            "of": len(self._seeds),
            "share": round(share, 3),
            "left": left and round(left),
            "trouble": trouble,
            "over": self.over,
        }
        return [json.dumps(event, separators=(",", ":"), allow_nan=False)]

    @property
    def over(self) -> bool:
        """Whether all seeds are measured, or could not be, or the time is up."""
        return not self._waiting and not self._going

    @property
    def growing(self) -> dict[int, tuple[float, ...]]:
        """The first numbers of seeds whose other networks are still trained."""
        return {self._going[key].seed: values for key, values in self._growing.items()}

    @property
    def urgent(self) -> bool:
        """Whether somebody waits for the first seed."""
        return not self._told

    def listen(self, wake: Callable[[], None]) -> Callable[[], None]:
        """Call `wake` whenever one of the seeds moves; return how to end that, and leave the seeds."""
        end_listening = self._runs.listen(self._keys, wake)

        def end() -> None:
            end_listening()
            for key in self._going:
                self._runs.leave(key, self._watcher)

        return end

    @property
    def _late(self) -> bool:
        """Whether the time is up, and something was measured in it."""
        measured = len(self._seeds) - len(self._waiting) - len(self._going) - len(self._failures)
        return measured > self._here_before and self._clock() - self._began >= self._within

    def _leave_the_others(self) -> None:
        for key in self._going:
            self._runs.leave(key, self._watcher)
        self._going.clear()
        self._growing.clear()
        self._waiting.clear()

    def _submit(self) -> bool:
        """Have the next seed measured; return whether it was taken."""
        seed = self._waiting[0]
        try:
            view = self._runs.submit(seed, self._watcher)
        except RunRefusedError as refusal:
            if not self._going:
                self._trouble = f"{refusal} This begins by itself then."
            return False
        self._waiting.popleft()
        self._going[seed.key] = seed
        self._take(view)
        return True

    def _look(self, key: str) -> None:
        view = self._runs.look(key, self._watcher)
        if view is None:  # forgotten meanwhile
            self._waiting.appendleft(self._going.pop(key))
            self._growing.pop(key, None)
        else:
            self._take(view)

    def _take(self, view: RunView[Any]) -> None:
        seed, last = self._going[view.key], measured_of(view)
        self._shares[view.key] = min(view.step / seed.steps, 1.0)
        if view.active or view.state == "paused":
            self._trouble = view.message
            if last is not None and last.values:
                self._growing[view.key] = last.values
            return
        del self._going[view.key]
        self._growing.pop(view.key, None)
        if view.state == "done" and last is not None:
            self._known.note(self._watcher, self._proof.fingerprint, seed.seed, last.values)
            return
        if view.state == "stopped" and self._stopped[view.key] < MOST_STOPPED:
            self._stopped[view.key] += 1
            self._waiting.appendleft(seed)
            return
        self._failures.append(f"Start {seed.seed} could not be measured. {view.message}".strip())
        if len(self._failures) >= MOST_FAILURES:
            self._waiting.clear()

    def _left(self, share: float) -> float | None:
        """Return the seconds that it still takes, once enough is done to say so."""
        before = self._here_before / len(self._seeds)
        if self.over or share - before < _KNOWN_SHARE:
            return None
        gone = self._clock() - self._began
        left = gone * (1 - share) / (share - before)
        return min(left, self._within - gone) if self._told else left


def points(proof: Experiment, found: Values) -> list[list[object]]:
    """Return what a picture draws of each seed: its number, what was measured, its part, its strength.

    What is not finite is null. The numbers are those of the lines that are rows of the proof; the strength
    has three digits.
    """

    def drawn(values: Sequence[float]) -> list[float | None]:
        rows = (one for line, one in zip(proof.lines, values, strict=True) if not line.aside)
        return [one if math.isfinite(one) else None for one in rows]

    def strength(values: Sequence[float]) -> float | None:
        found = proof.strength(values) if all(map(math.isfinite, values)) else math.nan
        return float(f"{found:.3g}") if math.isfinite(found) else None

    return [[seed, drawn(values), proof.holds(values), strength(values)] for seed, values in found.items()]


def growing_points(proof: Experiment, found: Values) -> list[list[object]]:
    """Return the same of seeds of which the first networks are measured: null where one is still to come.

    Their part is null, too: what they say of the claim is known when all of a seed are measured.
    """
    missing = {seed: (math.nan,) * (len(proof.lines) - len(values)) for seed, values in found.items()}
    whole = points(proof, {seed: values + missing[seed] for seed, values in found.items()})
    return [[seed, values, None, None] for seed, values, *_ in whole]


def verdict(proof: Experiment, found: Values) -> dict[str, object]:
    """Return what so many seeds say of the claim, as a picture says it."""
    said = proof.verdict(tuple(found.values()))
    return {"word": said.word, "text": said.text, "low": said.low, "high": said.high, "count": said.count}


def proofs_route(
    desk: Callable[[], Runs],
    base: str = "",
    open_streams: Streams | None = None,
    names: Watchers | None = None,
    known: Measurements | None = None,
) -> Route:
    """Return the route `<base>/proofs/events`. `desk` is called with the first request, not before."""
    counted, visitors, noted = open_streams or streams(), names or watchers(), known or measurements()

    async def send(request: Request) -> Response:
        watcher = request.headers.get(WATCHER_HEADER, "")
        try:
            proof, first, within = _asked(request)
        except ValueError as problem:
            return _sentence(str(problem), 400)
        if request.headers.get("sec-fetch-site") == "cross-site":
            return _sentence("Proofs are measured for the pages of this server only.", 403)
        if not visitors.knows(watcher):
            return _sentence(
                "The server does not know this visit; it may have been restarted. Reload the page.", 403
            )
        source = ProofNews(desk(), proof, range(first, first + COUNT), watcher, noted, within)
        return counted.answer(watcher, place_of(watcher), source)

    return Route(f"{base}/proofs/events", send, methods=["GET"])


def _asked(request: Request) -> tuple[Experiment, int, int]:
    """Return which experiment an address names, from which seed on, and for how many seconds."""
    asked = request.query_params
    first = _whole(asked.get("first", "0"), HIGHEST, "The first seed has to be")
    within = _whole(asked.get("within", "0"), LONGEST, "The seconds have to be")
    return experiment(asked.get("proof", "")[:100]), first, within


def _whole(text: str, most: int, what: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 8 and int(text) <= most):
        raise ValueError(f"{what} a whole number from 0 to {most:,}.")
    return int(text)


def _sentence(text: str, status: int) -> Response:
    return PlainTextResponse(text, status, {"Cache-Control": "no-store"})


@cache
def measurements() -> Measurements:
    """Return what was measured in this process, of all visitors."""
    return Measurements()
