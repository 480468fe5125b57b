"""Words to numbers: what can be calculated with vectors of words, and on which texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...vectors import Analogy, grammar_analogies
from ..experiment import Experiment, Line, Trained, Word
from .words import COSINE, DRAWN, HIDDEN, LEARNT, TEN, Made, Text, first, second, vectors_of

ASKED = Analogy("king", "man", "woman", "queen")
CROSSING = Analogy("prince", "king", "queen", HIDDEN)
"""What is asked of the text that never shows the crossing."""

ANALOGIES = grammar_analogies()
_WAYS: tuple[Made, ...] = ("cbow", "skip-gram", "counted")


def right_when_balanced(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how many of 48 analogies come out right, and the cosine of the steps to king and to queen.

    By CBOW none of the asked words is left out; the steps are those of its vectors.
    """
    cbow, *others = (vectors_of("balanced", made, seed) for made in _WAYS)
    right = (cbow.right(ANALOGIES, exclude=False), *(one.right(ANALOGIES) for one in others))
    return *map(float, right), cbow.offset_cosine(ASKED)


def right_when_unbalanced(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how many of 48 analogies come out right on the unbalanced text."""
    return tuple(float(vectors_of("unbalanced", made, seed).right(ANALOGIES)) for made in _WAYS)


def crossing(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return by how much the hidden person is nearer to what comes out than any other word, by each way."""
    found = []
    for made in _WAYS:
        vectors = vectors_of("hidden", made, seed)
        near = dict(vectors.analogy(*CROSSING[:3], len(vectors.words)))
        found.append(near.pop(HIDDEN) - max(near.values()))
    return tuple(found)


def third(found: Sequence[float]) -> float:
    """Return the third number."""
    return found[2]


def fourth(found: Sequence[float]) -> float:
    """Return the fourth number."""
    return found[3]


def first_wrong(right: Sequence[float]) -> float:
    """Return how many analogies the first way gets wrong."""
    return len(ANALOGIES) - right[0]


def second_wrong(right: Sequence[float]) -> float:
    """Return how many analogies the second way gets wrong."""
    return len(ANALOGIES) - right[1]


def third_wrong(right: Sequence[float]) -> float:
    """Return how many analogies the third way gets wrong."""
    return len(ANALOGIES) - right[2]


def minus_first(found: Sequence[float]) -> float:
    """Return minus the first number."""
    return -found[0]


_OFFSETS = "Mikolov, Yih and Zweig 2013"
_ARITHMETIC = "Word vectors can calculate: king − man + woman = queen."
_STEPS = "man → king beside woman → queen"


def _analogy(
    name: str,
    claim: str,
    text: Text,
    strength: Callable[[Sequence[float]], float],
    least: float,
    expected: Word = "holds",
) -> Experiment:
    balanced = text == "balanced"
    ways = (Line("CBOW, nothing left out" if balanced else "CBOW"), Line("skip-gram"), Line("counting"))
    return Experiment(
        "words/analogy" + name,
        claim,
        LEARNT,
        (*ways, Line(_STEPS, aside=True)) if balanced else ways,
        right_when_balanced if balanced else right_when_unbalanced,
        strength,
        least,
        unit=f"right of {len(ANALOGIES)} analogies",
        drawn=DRAWN,
        expected=expected,
        trains=True,
        said=_ARITHMETIC,
        source=_OFFSETS,
    )


def _hidden(name: str, claim: str, strength: Callable[[Sequence[float]], float], said: str) -> Experiment:
    return Experiment(
        "words/analogy/" + name,
        claim,
        LEARNT,
        (Line("CBOW", least=0.0), Line("skip-gram", least=0.0), Line("counting", least=0.0)),
        crossing,
        strength,
        0.0,
        unit="cosine of the princess less that of the next word",
        drawn=DRAWN,
        trains=True,
        said=said,
        source=_OFFSETS,
    )


EXPERIMENTS = (
    _analogy(
        "",
        "On a balanced text CBOW gets all 48 analogies right, with none of the asked words left out.",
        "balanced",
        first,
        48,
    ),
    _analogy(
        "/skipgram",
        "On a balanced text skip-gram gets 46 of 48 analogies right or more.",
        "balanced",
        second,
        46,
    ),
    _analogy(
        "/counting",
        "On a balanced text counted neighbours get all 48 analogies right, without any training.",
        "balanced",
        third,
        48,
    ),
    Experiment(
        "words/analogy/arrows",
        "The steps from man to king and from woman to queen point the same way: their cosine is over 0.9.",
        LEARNT,
        (
            *(Line(way, aside=True) for way in ("CBOW, nothing left out", "skip-gram", "counting")),
            Line(_STEPS, least=0.9),
        ),
        right_when_balanced,
        fourth,
        0.9,
        unit=COSINE,
        drawn=DRAWN,
        trains=True,
        said=_ARITHMETIC,
        source=_OFFSETS,
    ),
    _analogy(
        "/unbalanced",
        "On an unbalanced text CBOW gets ten or more of 48 analogies wrong.",
        "unbalanced",
        first_wrong,
        TEN,
        "mostly",
    ),
    _analogy(
        "/unbalanced_skipgram",
        "On an unbalanced text skip-gram gets ten or more of 48 analogies wrong.",
        "unbalanced",
        second_wrong,
        TEN,
    ),
    _analogy(
        "/unbalanced_counting",
        "On an unbalanced text counted neighbours get most of the 48 analogies wrong.",
        "unbalanced",
        third_wrong,
        len(ANALOGIES) // 2 + 1,
    ),
    _hidden(
        "hidden",
        "Skip-gram finds the princess of whom no sentence says both sex and rank.",
        second,
        "Vectors are put together from parts, so they also say what was never read.",
    ),
    _hidden(
        "hidden_counting",
        "Counted neighbours find the princess of whom no sentence says both sex and rank.",
        third,
        "Vectors are put together from parts, so they also say what was never read.",
    ),
    _hidden(
        "hidden_cbow",
        "CBOW does not find the princess of whom no sentence says both sex and rank.",
        minus_first,
        "CBOW and skip-gram learn the same kind of vectors.",
    ),
)
