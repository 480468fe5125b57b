"""Words to numbers: what counted and learnt vectors of a small grammar's words say, and what they do not.

Each seed draws a text of its own; the vectors that are learnt from it begin at the same seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from ...instruments.valence import apart, valences
from ...recipes import default_run
from ...spec import RunSpec
from ...tasks.everyday import RATED
from ...vectors import (
    VectorSpec,
    WordVectors,
    count_neighbours,
    counted_vectors,
    grammar_sentences,
    one_hot,
    ppmi,
    train_vectors,
)
from ...vectors.grammar import Sentences
from ..experiment import Experiment, Line, Trained

Text = Literal["balanced", "unbalanced", "hidden"]
Made = Literal["cbow", "skip-gram", "counted"]
HIDDEN = "princess"
"""The person of whom no sentence of the text "hidden" says both sex and rank."""

WORD, BESIDE, NEVER = "king", "throne", "queen"
"""A word, one that often stands beside it, and one that never does."""

THRONE, MATES, MET = "throne", ("palace", "court", "crown"), ("king", "queen")
"""A word, those that fit the same gaps, and two that stand beside it."""


TEN = 10
"""Words whose one-hot distances are compared, and analogies of which a text that fails gets so many wrong."""

FAR = 1.25
"""Two words this many mean distances apart are far apart."""


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


DRAWN = "drawn texts"
_GRAMMAR = "One small grammar and one way to count; each seed draws another text."
LEARNT = "One small grammar and the same recipes; each seed draws another text and other first vectors."
COSINE = "cosine"
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
_DISTANCE, _CORRELATION = "good and bad", "an axis and people's ratings"
_ONE_LSTM = "One recipe, no vectors from elsewhere; only the random start changes."


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
        unit=COSINE,
        drawn=DRAWN,
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
        unit=COSINE,
        drawn=DRAWN,
        said="You shall know a word by the company it keeps.",
        source=_COMPANY,
    ),
    Experiment(
        "words/learn",
        "CBOW puts “throne” near the words that fit the same gaps, not near those that stand beside it.",
        LEARNT,
        _GAPS,
        gaps,
        first_above_second,
        0.5,
        unit=COSINE,
        drawn=DRAWN,
        trains=True,
        said=_GREEN,
        source=_MIKOLOV,
    ),
    Experiment(
        "words/learn/skipgram",
        "Skip-gram puts “throne” near the words that fit the same gaps, too.",
        LEARNT,
        _GAPS,
        gaps,
        third_above_fourth,
        0.5,
        unit=COSINE,
        drawn=DRAWN,
        trains=True,
        said=_GREEN,
        source=_MIKOLOV,
    ),
    Experiment(
        "words/learn/first",
        "By CBOW court, palace and crown come before all other words when “throne” is asked for its nearest.",
        LEARNT,
        _GAPS,
        gaps,
        first_above_last,
        0.2,
        unit=COSINE,
        drawn=DRAWN,
        trains=True,
        said=_GREEN,
        source=_MIKOLOV,
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
