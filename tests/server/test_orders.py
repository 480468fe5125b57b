"""Orders come from a browser: what is not one of ours is no order."""

from __future__ import annotations

import math

import pytest

from pages._shell.lab.orders import KEEP, MOST_AT_ONCE, Order, new_orders, read_order

KEY = "a" * 16


@pytest.mark.parametrize("deed", ["pause", "resume", "step", "stop", "repeat_clipped"])
def test_an_order_names_a_run(deed: str) -> None:
    order = read_order({"do": deed, "key": KEY, "learning_rate": 1, "more": object()})
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
    assert read_order({"do": "change", "key": KEY, **said}) == ("change", KEY, rate, clip)


@pytest.mark.parametrize(
    "raw",
    [
        None, "pause", 3, [], {}, {"do": "pause"}, {"key": KEY},
        {"do": "eval", "key": KEY}, {"do": ["pause"], "key": KEY}, {"do": "pause", "key": [KEY]},
    ],
)  # fmt: skip
def test_anything_else_is_no_order(raw: object) -> None:
    assert read_order(raw) is None


@pytest.mark.parametrize(
    "said",
    [
        {}, {"clip": KEEP}, {"learning_rate": "1"}, {"learning_rate": True}, {"learning_rate": 0},
        {"learning_rate": math.nan}, {"learning_rate": 0.1, "clip": math.inf}, {"clip": -1}, {"clip": [1]},
        {"clip": False}, {"clip": "0"}, {"clip": 1e-7},
    ],
)  # fmt: skip
def test_a_change_to_what_cannot_be_is_no_order(said: dict[str, object]) -> None:
    assert read_order({"do": "change", "key": KEY, **said}) is None


def numbered(*numbers: object) -> list[dict[str, object]]:
    return [{"n": number, "do": "pause", "key": f"run {number}"} for number in numbers]


def test_each_order_is_done_once_and_in_order() -> None:
    orders, done = new_orders(numbered(3, 4, 5), done=3)
    assert ([order.key for order in orders], done) == (["run 4", "run 5"], 5)
    assert new_orders(numbered(3, 4, 5), done) == ([], 5)


def test_what_is_no_order_keeps_none_back() -> None:
    raw = [*numbered(1), {"n": 2, "do": "eval", "key": KEY}, "x", None, *numbered("3", None, 2.5, True, 4)]
    orders, done = new_orders(raw, 0)
    assert ([order.key for order in orders], done) == (["run 1", "run 4"], 4)


@pytest.mark.parametrize("raw", [None, "pause", 7, {}, {"n": 1, "do": "pause", "key": KEY}])
def test_orders_come_as_a_list(raw: object) -> None:
    assert new_orders(raw, 2) == ([], 2)


def test_a_flood_of_orders_is_bounded() -> None:
    orders, _ = new_orders(numbered(*range(1, 1000)), 0)
    assert len(orders) == MOST_AT_ONCE
