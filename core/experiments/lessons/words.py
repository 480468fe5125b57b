"""Words to numbers: what counted and learnt vectors of a small grammar's words say, and what they do not.

Each seed draws a text of its own; the vectors that are learnt from it begin at the same seed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from ...instruments.valence import apart, valences
from ...recipes import default_run
from ...spec import RunSpec
from ...tasks.everyday import RATED
from ...vectors import (
    Analogy,
    VectorSpec,
    WordVectors,
    count_neighbours,
    counted_vectors,
    grammar_analogies,
    grammar_sentences,
    one_hot,
    ppmi,
    train_vectors,
)
from ...vectors.grammar import Sentences
from ..experiment import Experiment, Line, Trained, Word

Text = Literal["balanced", "unbalanced", "hidden"]
Made = Literal["cbow", "skip-gram", "counted"]
HIDDEN = "princess"
"""The person of whom no sentence of the text "hidden" says both sex and rank."""

WORD, BESIDE, NEVER = "king", "throne", "queen"
"""A word, one that often stands beside it, and one that never does."""

THRONE, MATES, MET = "throne", ("palace", "court", "crown"), ("king", "queen")
"""A word, those that fit the same gaps, and two that stand beside it."""

ASKED = Analogy("king", "man", "woman", "queen")
CROSSING = Analogy("prince", "king", "queen", HIDDEN)
"""What is asked of the text that never shows the crossing."""

ANALOGIES = grammar_analogies()
TEN = 10
"""Words whose one-hot distances are compared, and analogies of which a text that fails gets so many wrong."""

FAR = 1.25
"""Two words this many mean distances apart are far apart."""

_WAYS: tuple[Made, ...] = ("cbow", "skip-gram", "counted")


def sentences_of(text: Text, seed: int = 0) -> Sentences:
    """Return the sentences of a text."""
    return grammar_sentences(
        balanced=text != "unbalanced", held_out=HIDDEN if text == "hidden" else "", seed=seed
    )


def spec_of(made: Made, seed: int = 0) -> VectorSpec | None:
    """Return how vectors are trained; None where they are counted."""
    return None if made == "counted" else VectorSpec(made, seed=seed)


def vectors_of(text: Text, made: Made, seed: int) -> WordVectors:
    """Return the vectors of a text of this seed, first vectors and batches of the same seed."""
    sentences, spec = sentences_of(text, seed), spec_of(made, seed)
    return counted_vectors(count_neighbours(sentences)) if spec is None else train_vectors(sentences, spec)


def one_hot_distances(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the smallest and the largest distance of two of ten drawn words."""
    words = one_hot(np.random.default_rng(seed).choice(list(RATED), TEN, replace=False).tolist())
    found = [words.distance(one, other) for one in words.words for other in words.words if one != other]
    return min(found), max(found)


def _rows(text: Text, seed: int) -> tuple[float, ...]:
    counts = count_neighbours(sentences_of(text, seed))
    rows = WordVectors(counts.words, ppmi(counts))
    return rows.cosine(WORD, NEVER), rows.cosine(WORD, BESIDE)


def company(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the cosines of counted neighbours: of two words that never meet, and of two that often do."""
    return _rows("balanced", seed)


def unbalanced_company(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the same of the unbalanced text."""
    return _rows("unbalanced", seed)


def gaps(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return cosines with "throne": of CBOW, then of skip-gram, and last of all other words by CBOW.

    Of each the lowest one of the words that fit the same gaps, and the highest of those that stand beside it.
    """
    cbow, skip = (vectors_of("balanced", made, seed) for made in ("cbow", "skip-gram"))
    found: list[float] = []
    for vectors in (cbow, skip):
        found.append(min(vectors.cosine(THRONE, mate) for mate in MATES))
        found.append(max(vectors.cosine(THRONE, one) for one in MET))
    others = [word for word in cbow.words if word not in (THRONE, *MATES)]
    return *found, max(cbow.cosine(THRONE, word) for word in others)


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


def of_everyday(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of an LSTM that tells good sentences from bad ones."""
    return (default_run("lstm", "everyday", seed),)


def in_embedding(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how far "good" is from "bad", and how closely an axis of the plane follows people's ratings."""
    found = valences(trained[0].network)
    return apart(found.vectors), found.correlation


def minus_spread(distances: Sequence[float]) -> float:
    """Return minus by how much the two differ."""
    return distances[0] - distances[1]


def first_above_second(cosines: Sequence[float]) -> float:
    """Return by how much the first is higher than the second."""
    return cosines[0] - cosines[1]


def third_above_fourth(cosines: Sequence[float]) -> float:
    """Return by how much the third is higher than the fourth."""
    return cosines[2] - cosines[3]


def first_above_last(cosines: Sequence[float]) -> float:
    """Return by how much the first is higher than the last."""
    return cosines[0] - cosines[-1]


def first(found: Sequence[float]) -> float:
    """Return the first number."""
    return found[0]


def second(found: Sequence[float]) -> float:
    """Return the second number."""
    return found[1]


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


_DRAWN = "drawn texts"
_GRAMMAR = "One small grammar and one way to count; each seed draws another text."
_LEARNT = "One small grammar and the same recipes; each seed draws another text and other first vectors."
_COSINE = "cosine"
_MEETINGS = (Line("king and queen (never meet)"), Line("king and throne (often meet)"))
_GAPS = (
    Line("CBOW: least alike of palace, court, crown"),
    Line("CBOW: most alike of king, queen"),
    Line("skip-gram: least alike of palace, court, crown"),
    Line("skip-gram: most alike of king, queen"),
    Line("CBOW: most alike of all other words"),
)
_GREEN = "Words that stand in the same places come to lie near one another."
_COMPANY = "Harris 1954; Firth 1957"
_MIKOLOV = "Mikolov et al. 2013"
_OFFSETS = "Mikolov, Yih and Zweig 2013"
_ARITHMETIC = "Word vectors can calculate: king − man + woman = queen."
_STEPS = "man → king beside woman → queen"
_DISTANCE, _CORRELATION = "good and bad", "an axis and people's ratings"
_ONE_LSTM = "One recipe, no vectors from elsewhere; only the random start changes."


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
        _LEARNT,
        (*ways, Line(_STEPS, aside=True)) if balanced else ways,
        right_when_balanced if balanced else right_when_unbalanced,
        strength,
        least,
        unit=f"right of {len(ANALOGIES)} analogies",
        drawn=_DRAWN,
        expected=expected,
        trains=True,
        said=_ARITHMETIC,
        source=_OFFSETS,
    )


def _hidden(name: str, claim: str, strength: Callable[[Sequence[float]], float], said: str) -> Experiment:
    return Experiment(
        "words/analogy/" + name,
        claim,
        _LEARNT,
        (Line("CBOW", least=0.0), Line("skip-gram", least=0.0), Line("counting", least=0.0)),
        crossing,
        strength,
        0.0,
        unit="cosine of the princess less that of the next word",
        drawn=_DRAWN,
        trains=True,
        said=said,
        source=_OFFSETS,
    )


EXPERIMENTS = (
    Experiment(
        "words/ids",
        "As one-hot numbers all pairs of different words are equally far apart.",
        "Ten words of everyday English, drawn.",
        (Line("nearest pair"), Line("farthest pair")),
        one_hot_distances,
        minus_spread,
        0.0,
        unit="distance",
        drawn="drawn sets of words",
        said="A one-hot number does not say how alike two words are.",
    ),
    Experiment(
        "words/counts",
        "By its neighbours “king” is nearer to “queen”, which it never meets, than to “throne” beside it.",
        _GRAMMAR,
        _MEETINGS,
        company,
        first_above_second,
        0.2,
        unit=_COSINE,
        drawn=_DRAWN,
        said="You shall know a word by the company it keeps.",
        source=_COMPANY,
    ),
    Experiment(
        "words/counts/unbalanced",
        "On an unbalanced text “king” is nearer to “queen” than to “throne” by its neighbours, too.",
        _GRAMMAR,
        _MEETINGS,
        unbalanced_company,
        first_above_second,
        0.05,
        unit=_COSINE,
        drawn=_DRAWN,
        said="You shall know a word by the company it keeps.",
        source=_COMPANY,
    ),
    Experiment(
        "words/learn",
        "CBOW puts “throne” near the words that fit the same gaps, not near those that stand beside it.",
        _LEARNT,
        _GAPS,
        gaps,
        first_above_second,
        0.5,
        unit=_COSINE,
        drawn=_DRAWN,
        trains=True,
        said=_GREEN,
        source=_MIKOLOV,
    ),
    Experiment(
        "words/learn/skipgram",
        "Skip-gram puts “throne” near the words that fit the same gaps, too.",
        _LEARNT,
        _GAPS,
        gaps,
        third_above_fourth,
        0.5,
        unit=_COSINE,
        drawn=_DRAWN,
        trains=True,
        said=_GREEN,
        source=_MIKOLOV,
    ),
    Experiment(
        "words/learn/first",
        "By CBOW court, palace and crown come before all other words when “throne” is asked for its nearest.",
        _LEARNT,
        _GAPS,
        gaps,
        first_above_last,
        0.2,
        unit=_COSINE,
        drawn=_DRAWN,
        trains=True,
        said=_GREEN,
        source=_MIKOLOV,
    ),
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
        _LEARNT,
        (
            *(Line(way, aside=True) for way in ("CBOW, nothing left out", "skip-gram", "counting")),
            Line(_STEPS, least=0.9),
        ),
        right_when_balanced,
        fourth,
        0.9,
        unit=_COSINE,
        drawn=_DRAWN,
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
    Experiment(
        "words/task",
        "A network that has to tell good sentences from bad ones puts “good” and “bad” far apart.",
        _ONE_LSTM,
        (Line(_DISTANCE, "lstm", FAR), Line(_CORRELATION, aside=True)),
        in_embedding,
        first,
        FAR,
        of_everyday,
        unit="distance, in mean distances of two words",
        slow=True,
        said="Opposites get similar vectors, because they stand in the same places.",
    ),
    Experiment(
        "words/task/axis",
        "One of the two widest axes of its embedding follows people's ratings, with a correlation over 0.9.",
        _ONE_LSTM,
        (Line(_DISTANCE, aside=True), Line(_CORRELATION, "lstm", 0.9)),
        in_embedding,
        second,
        0.9,
        of_everyday,
        unit="correlation with people's ratings",
        slow=True,
        said="A network learns vectors that suit its task.",
    ),
)
