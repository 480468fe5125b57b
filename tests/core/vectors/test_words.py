"""Cosines, neighbours, analogies and axes against what can be worked out by hand and against NumPy."""

import math

import numpy as np
import pytest

from core.vectors import Analogy, WordVectors, one_hot, principal_axes

PLANE = WordVectors(
    ("man", "woman", "king", "queen", "apple"),
    np.array([[1.0, 0.0], [1.0, 1.0], [3.0, 0.0], [3.0, 1.0], [0.0, -2.0]]),
)


def test_one_hot_words_are_all_equally_far_apart() -> None:
    vectors = one_hot(["river", "bank", "river", "money"])
    assert vectors.words == ("river", "bank", "money")
    assert np.array_equal(vectors.vector("bank"), [0, 1, 0])
    for one, other in (("river", "bank"), ("river", "money"), ("bank", "money")):
        assert vectors.cosine(one, other) == 0
        assert vectors.distance(one, other) == math.sqrt(2)
    assert vectors.cosine("river", "river") == 1


def test_cosines_are_those_of_the_angles() -> None:
    assert PLANE.cosine("man", "woman") == pytest.approx(math.cos(math.pi / 4))
    assert PLANE.cosine("man", "king") == pytest.approx(1)
    assert PLANE.cosine("woman", "apple") == pytest.approx(-math.sqrt(0.5))


def test_the_nearest_come_first_and_the_word_itself_is_left_out() -> None:
    found = PLANE.neighbours("man")
    assert [word for word, _ in found] == ["king", "queen", "woman", "apple"]
    assert [cosine for _, cosine in found] == pytest.approx([1, 3 / math.sqrt(10), math.sqrt(0.5), 0])
    assert PLANE.neighbours("man", 2) == found[:2]


def test_a_parallelogram_is_an_analogy() -> None:
    ((word, cosine),) = PLANE.analogy("king", "man", "woman", 1)
    assert word == "queen"
    assert cosine == pytest.approx(1)
    assert PLANE.offset_cosine(Analogy("king", "man", "woman", "queen")) == pytest.approx(1)
    assert PLANE.offset_cosine(Analogy("king", "man", "apple", "woman")) == pytest.approx(1 / math.sqrt(10))


def test_the_asked_words_are_often_the_nearest_unless_they_are_left_out() -> None:
    """king + a little: what is sought is nearer to king than to the word that is closest otherwise."""
    short = WordVectors(
        ("man", "woman", "king", "queen"),
        np.array([[1.0, 0.0], [1.0, 0.1], [3.0, 1.0], [2.0, 2.0]]),
    )
    assert short.analogy("king", "man", "woman", 1, exclude=False)[0][0] == "king"
    assert short.analogy("king", "man", "woman", 1)[0][0] == "queen"
    asked = [Analogy("king", "man", "woman", "queen")]
    assert (short.right(asked), short.right(asked, exclude=False)) == (1, 0)
    assert {word for word, _ in short.analogy("king", "man", "woman", 9, exclude=False)} == set(short.words)


def test_a_vector_of_zero_is_near_to_nothing() -> None:
    vectors = WordVectors(("none", "some"), np.array([[0.0, 0.0], [1.0, 2.0]]))
    assert vectors.cosine("none", "some") == vectors.cosine("none", "none") == 0
    assert vectors.neighbours("none") == (("some", 0.0),)


def test_axes_are_those_of_the_covariance() -> None:
    rows = np.random.default_rng(0).normal(size=(40, 5)) * [1, 5, 2, 0.5, 3]
    axes = principal_axes(rows, 3)
    values, vectors = np.linalg.eigh(np.cov(rows.T))
    assert np.allclose(axes.T @ axes, np.eye(3))
    assert np.allclose(np.abs(np.sum(axes * vectors[:, ::-1][:, :3], axis=0)), 1)
    assert np.allclose(np.var((rows - rows.mean(axis=0)) @ axes, axis=0, ddof=1), values[::-1][:3])
    assert np.array_equal(axes, principal_axes(-rows, 3)), "it does not depend on a sign"
    assert all(axis[np.abs(axis).argmax()] > 0 for axis in axes.T)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("king", "man", "<b>"), "'<b>' is not among the 5 words that have a vector here."),
        (("king", "king", "woman"), "three different words; 'king' stands in it twice"),
        (("king", "man", "man"), "'man' stands in it twice"),
        (("woman", "man", "woman"), "'woman' stands in it twice"),
    ],
)
def test_an_analogy_that_cannot_be_asked_is_told_in_a_sentence(
    asked: tuple[str, str, str], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        PLANE.analogy(*asked)


def test_an_unknown_word_is_told_in_a_sentence() -> None:
    for ask in (PLANE.vector, PLANE.neighbours):
        with pytest.raises(ValueError, match=r"^'' is not among the 5 words"):
            ask("")


def test_words_and_rows_have_to_fit() -> None:
    with pytest.raises(ValueError, match=r"3 words need a matrix of 3 rows; its shape is \(2, 2\)"):
        WordVectors(("a", "b", "c"), np.zeros((2, 2)))
    with pytest.raises(ValueError, match="stands in the vocabulary twice"):
        WordVectors(("a", "a"), np.zeros((2, 2)))
    with pytest.raises(ValueError, match="has no 3 principal axes"):
        principal_axes(PLANE.matrix, 3)
