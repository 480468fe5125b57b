"""What the scenes of Words to numbers claim."""

from collections.abc import Callable

import numpy as np

from core import (
    WordVectors,
    count_neighbours,
    counted_vectors,
    default_run,
    grammar_analogies,
    one_hot,
    train,
    train_vectors,
)
from pages._scenes.words.asked import ASKED, CROSSING
from pages._scenes.words.common import common_words
from pages._scenes.words.company import BESIDE, NEVER, company_of
from pages._scenes.words.films import BESIDE as MET
from pages._scenes.words.films import MATES
from pages._scenes.words.films import WORD as THRONE
from pages._scenes.words.task import FAR, apart, drawn_of
from pages._scenes.words.texts import Made, Text, sentences_of, spec_of
from tests.bench.claims import Claim

ANALOGIES = grammar_analogies()
Measure = Callable[[int], float]


def vectors(text: Text, made: Made, seed: int) -> WordVectors:
    """Return the vectors of a text of this seed, first vectors and batches of the same seed."""
    sentences, spec = sentences_of(text, seed), spec_of(made, seed)
    return counted_vectors(count_neighbours(sentences)) if spec is None else train_vectors(sentences, spec)


def minus_spread_of_one_hot(seed: int) -> float:
    """Return by how much the distances of ten drawn words differ, negative."""
    words = one_hot(np.random.default_rng(seed).choice(common_words(), 10, replace=False).tolist())
    found = [words.distance(a, b) for a in words.words for b in words.words if a != b]
    return min(found) - max(found)


def shared_above_beside(text: Text) -> Measure:
    """Measure by how much the cosine of words that share neighbours exceeds that of two that meet."""

    def measure(seed: int) -> float:
        found = company_of(sentences_of(text, seed))
        return found.cosine(NEVER) - found.cosine(BESIDE)

    return measure


def right(text: Text, made: Made, *, exclude: bool = True) -> Measure:
    """Measure how many of the 48 analogies come out right."""
    return lambda seed: vectors(text, made, seed).right(ANALOGIES, exclude=exclude)


def wrong(text: Text, made: Made) -> Measure:
    """Measure how many of the 48 analogies come out wrong."""
    return lambda seed: len(ANALOGIES) - vectors(text, made, seed).right(ANALOGIES)


def offset(seed: int) -> float:
    """Return the cosine of the two arrows of king − man + woman = queen."""
    return vectors("balanced", "cbow", seed).offset_cosine(ASKED)


def crossing(made: Made) -> Measure:
    """Measure the cosine of the hidden person less that of the nearest other word; above 0 she is found."""

    def measure(seed: int) -> float:
        first, minus, plus, answer = CROSSING
        found = dict(vectors("hidden", made, seed).analogy(first, minus, plus, 40))
        return found.pop(answer) - max(found.values())

    return measure


def missed(seed: int) -> float:
    """Return by how much CBOW has another word before the hidden person."""
    return -crossing("cbow")(seed)


def same_gaps_above_beside(made: Made) -> Measure:
    """Measure by how much throne is nearer to what fits the same gaps than to what stands beside it."""

    def measure(seed: int) -> float:
        found = vectors("balanced", made, seed)
        return min(found.cosine(THRONE, mate) for mate in MATES) - max(
            found.cosine(THRONE, one) for one in MET
        )

    return measure


def group_above_others(seed: int) -> float:
    """Return by how much what fits throne's gaps is nearer to it than any other word is."""
    found = vectors("balanced", "cbow", seed)
    others = [word for word in found.words if word not in (THRONE, *MATES)]
    return min(found.cosine(THRONE, mate) for mate in MATES) - max(
        found.cosine(THRONE, other) for other in others
    )


def follows_ratings(seed: int) -> float:
    """Return the correlation of people's ratings with one of the two widest axes of a trained embedding."""
    return drawn_of(train(default_run("lstm", "everyday", seed))).correlation


def opposites_apart(seed: int) -> float:
    """Return how far good is from bad in a trained embedding, in mean distances of two words."""
    return apart(drawn_of(train(default_run("lstm", "everyday", seed))).vectors)


CLAIMS = (
    Claim("words/ids", "all pairs of different words are equally far apart", minus_spread_of_one_hot, 0.0),
    Claim("words/counts", "king is nearer to queen than to its throne", shared_above_beside("balanced"), 0.2),
    Claim("words/counts", "in the unbalanced text, too", shared_above_beside("unbalanced"), 0.05),
    Claim("words/learn", "CBOW: same gaps, same place", same_gaps_above_beside("cbow"), 0.5),
    Claim("words/learn", "CBOW: court, palace and crown before all other words", group_above_others, 0.2),
    Claim("words/learn", "skip-gram: same gaps, same place", same_gaps_above_beside("skip-gram"), 0.5),
    Claim(
        "words/analogy",
        "balanced text, CBOW: 48 of 48, nothing left out",
        right("balanced", "cbow", exclude=False),
        48,
    ),
    Claim("words/analogy", "balanced text, skip-gram: 46 of 48 or more", right("balanced", "skip-gram"), 46),
    Claim("words/analogy", "balanced text, counting: 48 of 48", right("balanced", "counted"), 48),
    Claim("words/analogy", "the two arrows point the same way", offset, 0.9),
    Claim("words/analogy", "unbalanced text, CBOW: ten or more are wrong", wrong("unbalanced", "cbow"), 10),
    Claim(
        "words/analogy", "unbalanced, skip-gram: ten or more are wrong", wrong("unbalanced", "skip-gram"), 10
    ),
    Claim("words/analogy", "unbalanced, counting: most are wrong", wrong("unbalanced", "counted"), 25),
    Claim("words/analogy", "skip-gram finds the hidden crossing", crossing("skip-gram"), 0.0),
    Claim("words/analogy", "counting finds the hidden crossing", crossing("counted"), 0.0),
    Claim("words/analogy", "CBOW does not find the hidden crossing", missed, 0.0),
    Claim("words/task", "good and bad are far apart", opposites_apart, FAR, slow=True),
    Claim("words/task", "an axis follows people's ratings", follows_ratings, 0.9, slow=True),
)
