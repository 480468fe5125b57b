"""Shapes of sequence problems: what a second direction, a state, attention and a readout bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...instruments.generate import generate
from ...recipes import default_run
from ...spec import RunSpec
from ...spec.model import Readout
from ...tasks.reviews import STARS, is_new, stars_of
from ..experiment import Experiment, Line, Trained

GUESSED, KNOWN = 0.1, 0.99
"""How far from one half is still guessed, and from where on it is known."""

SHORT, LONGEST, BEYOND, LONG = 4, 8, 10, 12
"""Letters of a sequence that comes back, of the longest in training, of a longer one, of one that is lost."""

WRITTEN, MOST_WORDS = 20, 32
"""Reviews that are written for each number of stars, to see how many are new, and words of the longest."""

READOUTS: tuple[Readout, ...] = ("each", "mean", "max")
STEPS, DECAY = 900, 0.1
"""Fewer steps than everyday English usually gets, so that three networks are ready in five seconds.

Of 700 steps at twice the rate, of larger batches and of smaller networks all were worse by 5 to 30 points.
"""


def directions(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipes of an LSTM that tags names, reading from the left and from both ends."""
    spec = default_run("lstm", "tagging", seed)
    return tuple(replace(spec, model=replace(spec.model, bidirectional=both)) for both in (False, True))


def writers(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipes of LSTMs that write: reviews for stars, and translations."""
    return default_run("lstm", "reviews", seed), default_run("lstm", "translation", seed)


def returning(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipes of an LSTM that returns letters in reverse, without attention and with it."""
    spec = default_run("lstm", "reversal", seed)
    return tuple(replace(spec, model=replace(spec.model, attention=looks)) for looks in (False, True))


def translating(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipes of a GRU that translates, without attention and with it."""
    spec = default_run("gru", "translation", seed)
    return tuple(replace(spec, model=replace(spec.model, attention=looks)) for looks in (False, True))


def readouts(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipes of three LSTMs that differ in what their answer is read from."""
    spec = default_run("lstm", "everyday", seed)
    shorter = replace(spec, train=replace(spec.train, steps=STEPS, decay=DECAY))
    return tuple(replace(shorter, model=replace(shorter.model, readout=one)) for one in READOUTS)


def scores(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the share of right test sentences of each network."""
    return tuple(one.score for one in trained)


def written(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how often reviews and translations are right, and which share of right reviews is new."""
    reviews, translation = trained
    found = []
    for stars in STARS:
        for draw in range(WRITTEN):
            text = generate(reviews.network, stars, MOST_WORDS, 1.0, draw)
            words = text.replace(".", " .").split()
            found += [is_new(int(stars), words)] if stars_of(words) == int(stars) else []
    return reviews.score, translation.score, sum(found) / max(len(found), 1)


def returned(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how often sequences of `_LETTERS` come back, without attention and with it."""
    without, looking = (dict(one.curve) for one in trained)
    lengths = (BEYOND, LONGEST, LONG)
    return without[SHORT], *(share for one in lengths for share in (without[one], looking[one]))


def guessed_and_known(shares: Sequence[float]) -> float:
    """Return how much room is left: below a guess on the first line, above what is known on the second."""
    left, both = shares
    return min(GUESSED - abs(left - 0.5), both - KNOWN)


def first(shares: Sequence[float]) -> float:
    """Return the first share."""
    return shares[0]


def second(shares: Sequence[float]) -> float:
    """Return the second share."""
    return shares[1]


def last(shares: Sequence[float]) -> float:
    """Return the last share."""
    return shares[-1]


def lost(shares: Sequence[float]) -> float:
    """Return by how much rarer twelve letters come back than four, both without attention."""
    return shares[0] - shares[5]


def looking_back(shares: Sequence[float]) -> float:
    """Return by how much oftener ten letters come back with attention than without."""
    return shares[2] - shares[1]


def second_above_first(shares: Sequence[float]) -> float:
    """Return by how much the second share is above the first."""
    return shares[1] - shares[0]


def minus_spread(shares: Sequence[float]) -> float:
    """Return minus how far apart the shares are."""
    return min(shares) - max(shares)


_ONE_RECIPE = "The task's own recipe and test sentences; only the random start changes."
_LOOKS = "The same cell, sizes and training; only attention and the random start change."
_BOTTLENECK = "A decoder that gets one state has to press a whole sentence into it."
_BAHDANAU = "Bahdanau et al. 2015"
_WRITES = ("reviews", "translations", "new ones of right reviews")
_LETTERS = (
    "4 letters",
    "10 letters",
    "10 letters, with attention",
    "8 letters",
    "8 letters, with attention",
    "12 letters",
    "12 letters, with attention",
)


def _aside(names: Sequence[str], *shown: int) -> tuple[Line, ...]:
    return tuple(Line(name, "lstm", aside=at not in shown) for at, name in enumerate(names))


EXPERIMENTS = (
    Experiment(
        "shapes/kinds",
        "An LSTM writes reviews that go with the number of stars that it read.",
        _ONE_RECIPE,
        _aside(_WRITES, 0),
        written,
        first,
        0.9,
        writers,
        unit="right ones of those written in the test",
        scale="percent",
        slow=True,
        said="One to many: one thing is read, many words are written.",
    ),
    Experiment(
        "shapes/kinds/translation",
        "An LSTM translates nine of ten sentences that it never read, or more, by a small grammar.",
        _ONE_RECIPE,
        _aside(_WRITES, 1),
        written,
        second,
        0.9,
        writers,
        unit="right ones of the test sentences",
        scale="percent",
        slow=True,
        said="An encoder reads a sentence, and a decoder writes it in another language.",
        source="Sutskever et al. 2014",
    ),
    Experiment(
        "shapes/kinds/new",
        "Of the right reviews that it writes some were never read; one review in eight was kept from it.",
        _ONE_RECIPE,
        _aside(_WRITES, 2),
        written,
        last,
        0.03,
        writers,
        unit="new ones, of the right reviews",
        scale="percent",
        slow=True,
        said="A language model writes what it has never read.",
    ),
    Experiment(
        "shapes/tags",
        "Who Teddy is, an LSTM that reads from the left guesses; one that reads from both ends knows it.",
        "The same cell, training and test sentences; only the second direction and the random start change.",
        (Line("from the left", "rnn"), Line("from both ends", "lstm", KNOWN)),
        scores,
        guessed_and_known,
        0.0,
        directions,
        unit="right at the name, of the test sentences",
        scale="percent",
        slow=True,
        said="A second direction knows what comes after a word.",
        source="Schuster and Paliwal 1997",
    ),
    Experiment(
        "shapes/bottleneck",
        "One state returns four letters, but not twelve: they come back 80 points more rarely, or more.",
        _LOOKS,
        _aside(_LETTERS, 0, 5),
        returned,
        lost,
        0.8,
        returning,
        unit="all letters right, of test sequences",
        scale="percent",
        slow=True,
        said=_BOTTLENECK,
        source="Cho et al. 2014",
    ),
    Experiment(
        "shapes/attention",
        "With attention ten letters come back at least 15 points more often than without.",
        _LOOKS,
        _aside(_LETTERS, 1, 2),
        returned,
        looking_back,
        0.15,
        returning,
        unit="all letters right, of test sequences",
        scale="percent",
        slow=True,
        said=_BOTTLENECK,
        source=_BAHDANAU,
    ),
    Experiment(
        "shapes/attention/translation",
        "With attention a GRU translates at least 20 points more sentences without a fault than without.",
        _LOOKS,
        (Line("without attention", "gru"), Line("with attention", "gru")),
        scores,
        second_above_first,
        0.2,
        translating,
        unit="right ones of the test sentences",
        scale="percent",
        slow=True,
        said=_BOTTLENECK,
        source=_BAHDANAU,
    ),
    Experiment(
        "shapes/pool",
        "Last state, mean and largest values are right about equally often.",
        "The same cell, training and test sentences; only the readout and the random start change.",
        (Line("last state", "lstm"), Line("mean", "lstm"), Line("largest values", "lstm")),
        scores,
        minus_spread,
        -0.05,
        readouts,
        unit="right ones of the test sentences",
        scale="percent",
        within="5 points",
        expected="mostly",
        slow=True,
        singly=True,
        said="For a class, one may take the mean or the largest values of all states instead of the last.",
        source="Jurafsky and Martin, chapter 8",
    ),
)
