"""Tables of n-grams: equal to counting in plain Python, and probabilities whatever the text."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.instruments import NgramTable, count_ngrams
from core.instruments.ngrams import LONGEST_GRAM, Smoothing
from core.spec import TaskSpec
from core.tasks import task
from core.tasks.language import Language

every_smoothing = pytest.mark.parametrize("smoothing", get_args(Smoothing))
SIZES = st.integers(1, 4)


@st.composite
def texts(draw: st.DrawFn) -> tuple[int, list[list[int]], list[int]]:
    """How many pieces there are, the stretches of a text, and other pieces to judge."""
    size = draw(SIZES)
    pieces = st.integers(0, size - 1)
    stretches = draw(st.lists(st.lists(pieces, max_size=12), max_size=4))
    return (
        size,
        [*stretches, draw(st.lists(pieces, min_size=6, max_size=20))],
        draw(st.lists(pieces, min_size=1, max_size=15)),
    )


class Counted:
    """The oracle: counts in dictionaries, probabilities as exact fractions, as the formulas say."""

    def __init__(
        self, stretches: Sequence[Sequence[int]], order: int, size: int, smoothing: Smoothing
    ) -> None:
        self.order, self.size, self.smoothing = order, size, smoothing
        self.after: dict[tuple[int, ...], Counter[int]] = {}
        for stretch in stretches:
            for m in range(order):
                for t in range(m, len(stretch)):
                    self.after.setdefault(tuple(stretch[t - m : t]), Counter())[stretch[t]] += 1

    def probability(self, context: tuple[int, ...], piece: int) -> Fraction:
        return self._of(context[len(context) - min(len(context), self.order - 1) :], piece)

    def _of(self, context: tuple[int, ...], piece: int) -> Fraction:
        after = self.after.get(context, Counter())
        n, u, c = after.total(), len(after), after[piece]
        if self.smoothing == "counts":
            return Fraction(c, n) if n else Fraction(0)
        if n == 0:
            return self._shorter(context, piece)
        if self.smoothing == "witten-bell":
            return (c + u * self._shorter(context, piece)) / (n + u)
        d = Fraction(1, 2) if u < self.size else Fraction(0)
        if c:
            return (c - d) / n
        left = 1 - sum((self._shorter(context, one) for one in after), Fraction(0))
        return d * u / n / left * self._shorter(context, piece)

    def _shorter(self, context: tuple[int, ...], piece: int) -> Fraction:
        return self._of(context[1:], piece) if context else Fraction(1, self.size)


@every_smoothing
@given(text=texts(), order=st.integers(1, LONGEST_GRAM))
@settings(max_examples=80, deadline=None)
def test_the_table_is_counting_by_hand(
    smoothing: Smoothing, text: tuple[int, list[list[int]], list[int]], order: int
) -> None:
    size, stretches, other = text
    table = count_ngrams(stretches, order, size, smoothing)
    oracle = Counted(stretches, order, size, smoothing)
    for t in range(len(other)):
        before = tuple(other[:t])
        expected = [float(oracle.probability(before, piece)) for piece in range(size)]
        np.testing.assert_allclose(table.probabilities(other[:t]), expected, rtol=1e-12)
        if t >= order - 1:
            last = oracle.after.get(before[t - order + 1 :], Counter())
            assert table.counts(other[:t]).tolist() == [last[piece] for piece in range(size)]
            assert table.unseen(other)[t] == (not last)
        else:
            assert not table.unseen(other)[t]
    judged = [float(oracle.probability(tuple(other[:t]), other[t])) for t in range(len(other))]
    np.testing.assert_allclose(np.exp(table.log_probabilities(other)), judged, rtol=1e-12)
    grams = [{(*c, w) for c in oracle.after if len(c) == m for w in oracle.after[c]} for m in range(order)]
    assert table.stored == tuple(map(len, grams))


@given(
    text=texts(), order=st.integers(1, LONGEST_GRAM), smoothing=st.sampled_from(["back-off", "witten-bell"])
)
@settings(max_examples=80, deadline=None)
def test_smoothed_probabilities_add_up_and_none_is_zero(
    text: tuple[int, list[list[int]], list[int]], order: int, smoothing: Smoothing
) -> None:
    size, stretches, other = text
    row = count_ngrams(stretches, order, size, smoothing).probabilities(other)
    assert row.sum() == pytest.approx(1, rel=1e-12)
    assert (row > 0).all()


@every_smoothing
def test_rows_are_read_each_by_itself(smoothing: Smoothing) -> None:
    rng = np.random.default_rng(0)
    table = count_ngrams([rng.integers(5, size=300)], 4, 5, smoothing)
    rows = rng.integers(5, size=(3, 9))
    np.testing.assert_array_equal(table.log_probabilities(rows), [table.log_probabilities(r) for r in rows])
    np.testing.assert_array_equal(table.unseen(rows), [table.unseen(r) for r in rows])


def test_counts_know_nothing_after_an_unseen_context() -> None:
    table = count_ngrams([[0, 1, 2, 0, 1]], 3, 3, "counts")
    assert table.probabilities([1, 1]).tolist() == [0, 0, 0]
    assert table.probabilities([0, 1]).tolist() == [0, 0, 1]
    assert table.log_probabilities([1, 1, 2])[-1] == -np.inf


def test_no_gram_goes_from_one_stretch_into_the_next() -> None:
    assert count_ngrams([[0, 1], [2, 0]], 2, 3).counts([1]).sum() == 0


def test_many_pieces_and_long_grams_are_told_apart() -> None:
    size = 50_000
    text = np.random.default_rng(1).integers(size, size=3000)
    table = count_ngrams([text], LONGEST_GRAM, size)
    assert isinstance(table, NgramTable)
    assert table.counts(text[100:105])[text[105]] == 1
    assert table.counts(text[100:105]).sum() == 1


def test_more_context_helps_until_most_contexts_are_new() -> None:
    """On 230,000 characters of Moby-Dick, judged as a network's exam is; measured: best at N = 5."""
    novel = task(TaskSpec("characters", 24, 48, corpus="whale"))
    assert isinstance(novel, Language)
    read = [novel.ids[start:end].astype(np.int64) for start, end in novel.stretches]
    exams = [novel.exam(point) for point in novel.exam_points]
    rows = [np.concatenate([exam.ids, exam.targets[:, -1:]], axis=1) for exam in exams]
    measured, unseen = [], []
    for order in range(1, LONGEST_GRAM + 1):
        table = count_ngrams(read, order, len(novel.vocabulary))
        judged = [
            table.log_probabilities(row)[:, 1:][exam.judged] for row, exam in zip(rows, exams, strict=True)
        ]
        measured.append(float(np.exp(-np.concatenate(judged).mean())))
        unseen.append(float(np.mean(np.concatenate([table.unseen(row).ravel() for row in rows]))))
    assert np.argmin(measured) == 4
    np.testing.assert_allclose(measured, [19.87, 10.69, 7.06, 5.53, 5.23, 5.57], atol=0.01)
    assert unseen == sorted(unseen)


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(ValueError, match="order is 7; choose a whole number from 1 to 6"):
        count_ngrams([[0]], 7, 1)
    with pytest.raises(ValueError, match="size is 0"):
        count_ngrams([[0]], 1, 0)
    with pytest.raises(ValueError, match="smoothing is 'none'"):
        count_ngrams([[0]], 1, 1, "none")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no piece to count"):
        count_ngrams([[], []], 1, 1)
    with pytest.raises(ValueError, match="No stretch has 3 pieces"):
        count_ngrams([[0, 0], [0]], 3, 1)
    with pytest.raises(ValueError, match="One piece is 3; ids run from 0 to 2"):
        count_ngrams([[0, 3]], 1, 3)
    with pytest.raises(ValueError, match="expected ids"):
        count_ngrams([[0.5]], 1, 3)  # type: ignore[list-item]
