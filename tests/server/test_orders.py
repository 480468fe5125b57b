"""Orders come from a browser: what is not one of ours is no order."""

from __future__ import annotations

import math

import pytest

from pages._shell.orders import KEEP, Order, read_order

KEYS = {"a" * 16, "b" * 16}
KEY = "a" * 16


@pytest.mark.parametrize("deed", ["pause", "resume", "step", "stop", "repeat_clipped"])
def test_an_order_names_a_run(deed: str) -> None:
    order = read_order({"do": deed, "key": KEY, "learning_rate": 1, "more": object()}, KEYS)
    assert order == Order(deed, KEY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "rate", "clip"),
    [
        ({"learning_rate": 0.5}, 0.5, KEEP),
        ({"clip": 2}, None, 2.0),
        ({"clip": None}, None, None),
        ({"clip": 0}, None, None),
        ({"clip": 0.0}, None, None),
        ({"learning_rate": 1, "clip": None}, 1.0, None),
    ],
)
def test_a_change_says_what_differs(said: dict[str, object], rate: float | None, clip: object) -> None:
    assert read_order({"do": "change", "key": KEY, **said}, KEYS) == ("change", KEY, rate, clip)


@pytest.mark.parametrize(
    "raw",
    [
        None, "pause", 3, [], {}, {"do": "pause"}, {"key": KEY}, {"do": "pause", "key": "c" * 16},
        {"do": "eval", "key": KEY}, {"do": ["pause"], "key": KEY}, {"do": "pause", "key": [KEY]},
    ],
)  # fmt: skip
def test_anything_else_is_no_order(raw: object) -> None:
    assert read_order(raw, KEYS) is None


@pytest.mark.parametrize(
    "said",
    [
        {}, {"clip": KEEP}, {"learning_rate": "1"}, {"learning_rate": True}, {"learning_rate": 0},
        {"learning_rate": math.nan}, {"learning_rate": 0.1, "clip": math.inf}, {"clip": -1}, {"clip": [1]},
        {"clip": False}, {"clip": "0"}, {"clip": 1e-7},
    ],
)  # fmt: skip
def test_a_change_to_what_cannot_be_is_no_order(said: dict[str, object]) -> None:
    assert read_order({"do": "change", "key": KEY, **said}, KEYS) is None
