"""Which unit waits for the last word: found again number by number on drawn networks."""

from __future__ import annotations

import math

import pytest

from core import Trace
from core.experiments.drawing import drawn
from core.instruments.showing import NEEDED, Waiting, waiting


def by_hand(trace: Trace, since: int) -> list[tuple[float, float, float]]:
    """Return of each unit what it holds all along, shows on average between, and shows at the end."""
    found = []
    for unit in range(trace["hidden"].shape[1]):
        held = [math.tanh(float(value)) for value in trace["cell_state"][since:, unit]]
        shown = [abs(float(value)) for value in trace["hidden"][since:, unit]]
        one_sign = all(value * held[-1] > 0 for value in held)
        least = min(abs(value) for value in held) if one_sign else 0.0
        found.append((least, sum(shown[1:-1]) / len(shown[1:-1]), shown[-1]))
    return found


@pytest.mark.parametrize("seed", range(8))
def test_the_unit_holds_most_all_along_and_shows_least_of_it_on_the_way(seed: int) -> None:
    trace = drawn(seed)
    for since in range(len(trace) - NEEDED + 1):
        telling = {trace.words[since].lower()}
        since = [word.lower() for word in trace.words].index(trace.words[since].lower())
        found = waiting(trace, telling)
        assert found is not None
        units = by_hand(trace, since)
        best = max(min(held, end) - between for held, between, end in units)
        held, between, end = units[found.unit]
        assert min(held, end) - between == pytest.approx(best)
        assert (found.held, found.between, found.shown) == pytest.approx((held, between, end))
        assert found.since == since
        shown = abs(trace["hidden"][since + 1 :, found.unit])
        assert shown[found.at - since - 1] == shown.max()


def test_fewer_words_than_are_needed_tell_nothing() -> None:
    trace = drawn(0)
    assert waiting(trace, {trace.words[-1].lower()} - {word.lower() for word in trace.words[:-2]}) is None


@pytest.mark.parametrize(
    ("held", "between", "shown", "waits"),
    [(0.9, 0.4, 0.9, True), (0.9, 0.5, 0.9, False), (0.1, 0.1, 0.9, False), (0.9, 0.1, 0.1, False)],
)
def test_a_unit_waits_if_the_end_is_more_than_twice_the_way(
    held: float, between: float, shown: float, waits: bool
) -> None:
    assert Waiting(0, 1, 4, held, between, shown).waits == waits
