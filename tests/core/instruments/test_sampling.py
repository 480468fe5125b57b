"""Temperature, top-k, top-p and the draw; the longest copied run."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.arrays import Floats
from core.instruments import drawn, longest_copy, reshaped, round_trip, write_on

ROWS = st.lists(st.floats(0, 1, allow_subnormal=False), min_size=1, max_size=9).filter(
    lambda row: max(row) > 0
)


def by_hand(row: list[float], temperature: float, k: int, p: float) -> list[float]:
    order = sorted(range(len(row)), key=lambda i: (-row[i], i))[:k]
    sharp = {i: (row[i] / max(row)) ** (1 / temperature) for i in order}
    kept, sum_ = {}, 0.0
    for i in order:
        if sum_ >= p:
            break
        kept[i] = sharp[i]
        sum_ += sharp[i] / sum(sharp.values())
    return [kept.get(i, 0) / sum(kept.values()) for i in range(len(row))]


@given(
    row=ROWS,
    temperature=st.sampled_from([0.1, 0.5, 1, 2, 100]),
    k=st.integers(1, 9),
    p=st.sampled_from([0.1, 0.37, 0.8]),
)
@settings(max_examples=200, deadline=None)
def test_probabilities_are_reshaped_as_by_hand(
    row: list[float], temperature: float, k: int, p: float
) -> None:
    np.testing.assert_allclose(
        reshaped(row, temperature, k, p), by_hand(row, temperature, k, p), rtol=1e-9, atol=1e-300
    )


def test_as_they_are_nothing_changes() -> None:
    np.testing.assert_allclose(reshaped([0.2, 0.5, 0.3]), [0.2, 0.5, 0.3], rtol=1e-15)


@pytest.mark.parametrize("temperature", [0, 1e-300, 1e-6])
def test_a_temperature_of_nothing_takes_the_likeliest(temperature: float) -> None:
    assert reshaped([0.2, 0.5, 0.3], temperature).tolist() == [0, 1, 0]


def test_of_two_equally_likely_the_first_is_taken_at_zero_and_both_just_above() -> None:
    assert reshaped([0.2, 0.4, 0.4], 0).tolist() == [0, 1, 0]
    assert reshaped([0.2, 0.4, 0.4], 1e-9).tolist() == [0, 0.5, 0.5]
    assert reshaped([0.2, 0.4, 0.4], 1, top_k=1).tolist() == [0, 1, 0]


def test_heat_makes_all_that_may_come_equally_likely() -> None:
    np.testing.assert_allclose(reshaped([0.9, 0.1, 0], 1e9), [0.5, 0.5, 0], atol=1e-8)


@given(row=ROWS, number=st.floats(0, 1, exclude_max=True))
@settings(max_examples=200, deadline=None)
def test_the_number_falls_on_the_piece_that_is_drawn(row: list[float], number: float) -> None:
    piece = drawn(row, number)
    assert row[piece] > 0
    line = np.cumsum(row)
    low = 0 if piece == 0 else line[piece - 1]
    assert low <= number * line[-1] <= line[piece]


def test_numbers_all_over_the_line_draw_each_piece_as_often_as_it_is_likely() -> None:
    numbers = (np.arange(1000) + 0.5) / 1000
    counts = np.bincount([drawn([0.1, 0, 0.6, 0.3], number) for number in numbers], minlength=4)
    assert counts.tolist() == [100, 0, 600, 300]


def test_an_edge_belongs_to_the_piece_after_it() -> None:
    assert [drawn([0, 0.5, 0.5, 0], number) for number in (0, 0.5, np.nextafter(1, 0))] == [1, 2, 2]


@given(written=st.lists(st.integers(0, 2), max_size=12), text=st.lists(st.integers(0, 2), max_size=30))
def test_the_longest_copy_is_found_as_by_trying_all(written: list[int], text: list[int]) -> None:
    runs = {tuple(text[a:b]) for a in range(len(text)) for b in range(a + 1, len(text) + 1)}
    mine = [
        (b - a, -a)
        for a in range(len(written))
        for b in range(a + 1, len(written) + 1)
        if tuple(written[a:b]) in runs
    ]
    length, begin = max(mine, default=(0, 0))
    assert longest_copy(written, text) == (-begin, length)


def test_ids_beyond_what_letters_allow_are_told_apart() -> None:
    assert longest_copy([0xD7FF, 0xD800, 0xDFFF], [5, 0xD800, 0xDFFF, 0xD7FF]) == (1, 2)


def test_what_is_out_of_range_is_refused() -> None:
    for temperature in (-1, np.nan, np.inf, True):
        with pytest.raises(ValueError, match=r"temperature is .*; choose a finite number from 0 on"):
            reshaped([1.0], temperature)
    for k in (0, 1.5, True):
        with pytest.raises(ValueError, match="top_k is "):
            reshaped([1.0], top_k=k)  # type: ignore[arg-type]
    for p in (0, 1.1, np.nan):
        with pytest.raises(ValueError, match="top_p is "):
            reshaped([1.0], top_p=p)
    for number in (-0.1, 1, np.nan):
        with pytest.raises(ValueError, match="number is "):
            drawn([1.0], number)
    for row in ([], [0.0, 0.0], [np.nan, 1], [-1.0, 2]):
        with pytest.raises(ValueError, match="nothing to draw"):
            drawn(row, 0.5)
        with pytest.raises(ValueError, match="nothing to draw"):
            reshaped(row)


def test_writing_reads_the_beginning_and_what_it_drew() -> None:
    seen: list[int] = []

    def after(piece: int) -> Floats:
        seen.append(piece)
        return np.asarray(np.eye(4)[(piece + 1) % 4])

    assert write_on(after, [0, 1], [0.0, 0.5, 0.9]).tolist() == [2, 3, 0]
    assert seen == [0, 1, 2, 3, 0]


def test_writing_draws_as_the_numbers_say() -> None:
    row = np.array([0.1, 0.2, 0.7])
    numbers = [0.05, 0.25, 0.95]
    assert write_on(lambda _: row, [0], numbers).tolist() == [drawn(row, one) for one in numbers]
    assert write_on(lambda _: row, [0], numbers, temperature=0).tolist() == [2, 2, 2]
    assert write_on(lambda _: row, [0], numbers, top_k=2).tolist() == [1, 2, 2]
    assert write_on(lambda _: row, [0], numbers, temperature=100).tolist() == [0, 0, 2]
    with pytest.raises(ValueError, match="nothing to begin with"):
        write_on(lambda _: row, [], numbers)


def test_a_text_that_goes_round_is_found() -> None:
    assert round_trip([5, 6, 7, 8, 0, 1, 2, 0, 1, 2, 0, 1]) == 3
    assert round_trip([1] * 8) == 1
    assert round_trip([0, 1, 2, 3, 4, 5, 6, 7]) == 0
    assert round_trip([0, 1, 0, 1, 2, 3, 4, 5]) == 0, "it came to something else"
    assert round_trip([]) == 0
