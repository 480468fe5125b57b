"""What a browser is told of runs: nothing twice, nothing missing, in numbers that it reads."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from pages._shell.server.reports import BrowserState, TextCache, frame_json, join_object
from tests.making.runs import SIGNALS, Frame, View, frames, put_together, tail


def news(told: BrowserState, view: View) -> dict[str, Any]:
    text = told.news(view)
    assert text is not None
    said: dict[str, Any] = json.loads(text)
    return said


def five_digits(values: Any) -> list[float]:
    return [float(f"{value:.5g}") for value in values]


def test_what_comes_in_pieces_is_the_whole() -> None:
    history = frames(1, 4, 9, 16)
    later = tail([0.5, 0.25], [7.0, 8.0])
    views = [
        View(state="queued", place=2, seconds_left=None),
        View(history[:1]),
        View(history[:1], tail=tail([1 / 2], [2])),
        View(history[:1], tail=tail([1 / 2, 1 / 3], [2, 3])),
        View(history[:3]),
        View(history[:3], tail=later),
        View(history, tail=later),
        View(history, state="done"),
    ]
    told = BrowserState(TextCache())
    parts = [news(told, view) for view in views]
    losses, norms, steps = put_together(parts[:5])
    assert steps == [1, 4, 9]
    assert norms == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert losses == five_digits(1 / np.arange(1, 10, dtype=np.float32))
    losses, norms, steps = put_together(parts[:6])
    assert (losses[9:], norms[9:]) == ([0.5, 0.25], [7.0, 8.0])
    assert [len(part["losses"]) for part in parts[:6]] == [0, 1, 1, 1, 6, 2], "no number twice"
    assert sum(len(part["frames"]) for part in parts[1:6]) == 3, "no frame twice"
    assert parts[0]["place"] == 2
    assert parts[-1]["state"] == "done"
    assert [part["step"] for part in parts] == [0, 1, 2, 3, 9, 11, 18, 16]


def test_nothing_new_is_not_told() -> None:
    told = BrowserState(TextCache())
    view = View(frames(1, 4))
    assert told.news(view)
    assert told.news(view) is None
    said = news(told, replace(view, state="paused"))
    assert (said["state"], said["from"], said["losses"], said["frameFrom"], said["frames"]) == (
        "paused", 4, [], 2, [],
    )  # fmt: skip


@pytest.mark.parametrize("after", [frames(1, 4), frames(1, 4, 9, 20), (), frames(3, 4, 16)])
def test_a_run_that_went_back_is_told_anew(after: tuple[Frame, ...]) -> None:
    told = BrowserState(TextCache())
    first = news(told, View(frames(1, 4, 9)))
    said = [first, news(told, View(after, restarts=1))]
    losses, norms, steps = put_together(said)
    assert steps == [frame.step for frame in after]
    assert norms == list(range(1, (steps or [0])[-1] + 1))
    assert len(losses) == len(norms)


def test_a_run_that_was_set_aside_says_so_once() -> None:
    told = BrowserState(TextCache())
    view = View(frames(5, 10))
    assert news(told, view)["aside"] is None
    away = replace(view, set_aside_at=10)
    assert news(told, away)["aside"] == 10
    assert told.news(away) is None


def test_a_frame_says_everything_in_numbers_a_browser_reads() -> None:
    frame = Frame(4, 3, samples={"0.7": "the <b>cat"}, score=float("nan"))
    said = json.loads(frame_json(frame))
    assert said["shape"] == [5, 3]
    assert list(said["signals"]) == list(SIGNALS)
    for name, codes in frame.signals.items():
        assert base64.b64decode(said["signals"][name]) == codes.tobytes()
    assert said["profile"] == [None, 0.001, 0.01, 0.1, 1.0]
    assert said["cell"] == [1.0] * 5
    assert said["curve"] == [[3, 1.0], [24, 0.25]]
    assert said["samples"] == {"0.7": "the <b>cat"}
    assert said["score"] is None


def test_texts_are_made_once_and_bounded() -> None:
    made: list[int] = []
    texts = TextCache(room=1000)

    def make(number: int) -> Callable[[], str]:
        def text() -> str:
            made.append(number)
            return "x" * 100

        return text

    for number in (1, 1, 2, 1):
        assert texts.get((number,), make(number)) == "x" * 100
    assert made == [1, 2]
    for number in range(3, 60):
        texts.get((number,), make(number))
    assert sum(map(len, texts._texts.values())) <= 1000
    assert texts._size == sum(map(len, texts._texts.values()))


def test_an_object_is_joined_of_values_and_of_what_is_json_already() -> None:
    text = join_object({"a": 'say "}"', "b": float("nan"), "c": [1, 2], "d": None}, e="[1,null]", f='{"g":2}')
    assert json.loads(text) == {
        "a": 'say "}"',
        "b": None,
        "c": [1, 2],
        "d": None,
        "e": [1, None],
        "f": {"g": 2},
    }
    assert join_object({}) == "{}"


def test_a_frame_whose_time_is_not_finite_is_still_json() -> None:
    assert json.loads(frame_json(Frame(4, 3, seconds=float("inf"))))["seconds"] is None
