"""Counts against counting by hand, PPMI against its definition, its axes against laws of singular values."""

from collections import Counter
from itertools import combinations
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.vectors import count_neighbours, counted_vectors, grammar_analogies, grammar_sentences, ppmi

BY_HAND = (("the", "cat", "sat"), ("the", "dog", "sat", "down"))
TEXTS = st.lists(st.lists(st.sampled_from("abcde"), min_size=2, max_size=7), min_size=1, max_size=6).filter(
    lambda sentences: len({word for sentence in sentences for word in sentence}) > 1
)


def test_counts_by_hand() -> None:
    words, table = count_neighbours(BY_HAND, window=1)
    assert words == ("the", "sat", "cat", "dog", "down"), "by frequency, then as they come"
    assert table.tolist() == [
        [0, 0, 1, 1, 0],
        [0, 0, 1, 1, 1],
        [1, 1, 0, 0, 0],
        [1, 1, 0, 0, 0],
        [0, 1, 0, 0, 0],
    ]
    words, table = count_neighbours(BY_HAND, window=2)
    assert table[0].tolist() == [0, 2, 1, 1, 0]
    assert table[words.index("down")].tolist() == [0, 1, 0, 1, 0], "a sentence ends the window"


@given(TEXTS, st.integers(1, 8))
def test_counts_are_those_of_all_pairs(sentences: list[list[str]], window: int) -> None:
    words, table = count_neighbours(sentences, window)
    pairs: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        for (i, one), (j, other) in combinations(enumerate(sentence), 2):
            if j - i <= window:
                pairs[one, other] += 1
                pairs[other, one] += 1
    assert {(a, b): table[i, j] for i, a in enumerate(words) for j, b in enumerate(words)} == {
        (a, b): pairs[a, b] for a in words for b in words
    }
    assert np.array_equal(table, table.T)


def test_ppmi_by_hand() -> None:
    words, _ = counts = count_neighbours(BY_HAND, window=1)
    table = ppmi(counts)  # ten pairs in all; "the" has 2 of them, "sat" 3, "cat" 2, "down" 1
    the, sat, cat, down = (words.index(word) for word in ("the", "sat", "cat", "down"))
    assert table[the, cat] == pytest.approx(log(0.1 / (0.2 * 0.2)))
    assert table[down, sat] == pytest.approx(log(0.1 / (0.1 * 0.3)))
    assert table[the, sat] == 0, "what never comes is not minus infinity"


def test_what_comes_less_often_than_by_chance_is_zero() -> None:
    often = count_neighbours([("a", "b")] * 9 + [("c", "d")] * 9 + [("a", "d")], window=1)
    assert ppmi(often)[often.words.index("a"), often.words.index("d")] == 0
    assert np.all(ppmi(often) >= 0)


@given(TEXTS)
def test_all_axes_keep_every_inner_product(sentences: list[list[str]]) -> None:
    counts = count_neighbours(sentences, 2)
    table = ppmi(counts)
    vectors = counted_vectors(counts, len(counts.words))
    assert np.allclose(vectors.matrix @ vectors.matrix.T, table @ table.T)


def test_the_first_axes_are_the_best_of_their_number() -> None:
    counts = count_neighbours(grammar_sentences(200))
    table = ppmi(counts)
    values = np.linalg.svd(table, compute_uv=False)
    matrix = counted_vectors(counts, 3).matrix
    assert np.allclose(np.linalg.norm(matrix, axis=0), values[:3])
    inside = matrix / values[:3]
    left = table - inside @ inside.T @ table
    assert np.linalg.norm(left) == pytest.approx(np.sqrt(np.sum(values[3:] ** 2))), "Eckart and Young"
    assert np.array_equal(matrix, counted_vectors(counts, 5).matrix[:, :3])


@pytest.mark.parametrize("seed", range(5))
def test_counting_alone_finds_all_analogies_of_a_balanced_text(seed: int) -> None:
    def right(balanced: bool) -> int:
        counts = count_neighbours(grammar_sentences(balanced=balanced, seed=seed))
        return counted_vectors(counts).right(grammar_analogies(), exclude=False)

    assert right(balanced=True) == 48
    assert right(balanced=False) <= 24


@pytest.mark.parametrize(
    ("sentences", "said"),
    [
        ([], "two different words or more; this one has none"),
        ([[]], "two different words or more; this one has none"),
        ([["word"]], "this one has only 'word'"),
        ([["again"] * 50], "this one has only 'again'"),
        ([["one"], ["two"]], "No word of this text has a neighbour"),
    ],
)
def test_a_text_without_neighbours_is_told_in_a_sentence(sentences: list[list[str]], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        count_neighbours(sentences)


def test_windows_and_sizes_have_limits() -> None:
    with pytest.raises(ValueError, match="reaches 1 word or more to each side; 0 was asked for"):
        count_neighbours(BY_HAND, window=0)
    for size in (0, 6):
        with pytest.raises(ValueError, match=f"5 words have 1 to 5 axes; {size} were asked for"):
            counted_vectors(count_neighbours(BY_HAND), size)
