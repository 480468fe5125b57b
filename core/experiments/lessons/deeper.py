"""Deeper and both ways: what each direction knows, what a second layer adds, and what is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from ...instruments import Probe, Trace, fit_probe, record_batch
from ...network import Network
from ...spec import ModelSpec, RunSpec, TaskSpec, TrainSpec
from ...tasks.two_sided import (
    AND,
    CLUES,
    KINDS,
    NOUNS,
    Tagged,
    learnt,
    meanings,
    table,
    unseen,
)
from ..experiment import Experiment, Line, Trained

DIRECTIONS: Final = (False, True)
NOTHING: Final = "nothing"
"""What a direction knows of a clause in which it has read no clue yet."""

UNITS: Final = {"meanings": 12, "verbs": 16}
"""Units of each layer and direction, by the table that is learnt."""

_KIND_OF: Final = {word: kind for kind, words in CLUES.items() for word in words}

FITTED = 240
"""Sentences on which a probe is fitted."""

_APART = 0.8
"""By how much what is known lies above what is not, as a share of the nouns."""


def recipe(of: TaskSpec, train: TrainSpec, units: int, layers: int, *, both: bool, seed: int) -> RunSpec:
    """Return the recipe of an LSTM on one of the two tables; as many numbers a word as units."""
    model = ModelSpec("lstm", embedding_size=units, hidden_size=units, layers=layers, bidirectional=both)
    return RunSpec(model, of, train, seed=seed)


def of_meanings(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipes of the network that reads from the left, and of the one that reads both ways."""
    train = TrainSpec(steps=300, learning_rate=0.03)
    return tuple(
        recipe(table(meanings), train, UNITS["meanings"], 1, both=both, seed=seed) for both in DIRECTIONS
    )


def both_ways(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of the network that reads both ways."""
    return of_meanings(seed)[1:]


def clue_before(words: Sequence[str]) -> list[str | None]:
    """Return what the words of its clause up to each word say of the noun to come: its kind, or nothing.

    Behind the noun there is none to come, and None stands.
    """
    found: list[str | None] = []
    known: str | None = NOTHING
    for word in words:
        if word == AND:
            known = NOTHING
        elif known is not None:
            known = _KIND_OF.get(word, known)
        found.append(known)
        known = None if word in NOUNS else known
    return found


def clue_behind(words: Sequence[str]) -> list[str | None]:
    """Return the same of the words from each word to the end of its clause."""
    return clue_before(words[::-1])[::-1]


def probes(network: Network) -> tuple[Probe, Probe]:
    """Return what reads the clue from the state that comes from the left, and from the one from the right."""
    sentences = [row.words for row in learnt(meanings)[:FITTED]]
    return (
        fit_probe(network, clue_before, sentences=sentences),
        fit_probe(network, clue_behind, reverse=True, sentences=sentences),
    )


def read_at(probe: Probe, trace: Trace, place: int) -> str:
    """Return what a probe reads at a word: a kind, or nothing."""
    return probe.classes[int(probe.read(trace)[place].argmax())]


def said(trace: Trace, place: int) -> str:
    """Return the most probable tag of a word."""
    return trace.network.classes[int(trace.logits[place].argmax())]


def said_of_kinds(trace: Trace, place: int) -> str:
    """Return which of the two kinds a network holds for more probable at a word."""
    classes = trace.network.classes
    return max(KINDS, key=lambda kind: float(trace.logits[place, classes.index(kind)]))


def known_from(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the shares of nouns whose kind is read from each direction, and right, by where the clue stands.

    The left and the right direction where it stands before the noun, both where it stands behind; at last
    the share of nouns that the network itself answers rightly.
    """
    network = trained[0].network
    sides = probes(network)
    rows = unseen(meanings)
    read: dict[bool, list[tuple[bool, ...]]] = {True: [], False: []}
    for row, trace in zip(rows, record_batch(network, [row.words for row in rows]), strict=True):
        for place, before in row.asked:
            read[before].append(tuple(read_at(side, trace, place) == row.tags[place] for side in sides))
    alone = (float(share) for before in (True, False) for share in np.mean(read[before], axis=0))
    return *alone, right_of(network, rows)


class Course(NamedTuple):
    """What a network says of a word while a sentence comes in, word by word.

    Attributes:
        answers: Its answer when the word was the last one heard, and after each further word.
        right: What is right.
    """

    answers: tuple[str, ...]
    right: str

    @property
    def taken_back(self) -> bool:
        """Whether the first answer is not the last."""
        return self.answers[0] != self.answers[-1]

    @property
    def waits(self) -> int:
        """How many words come until the answer stays what it is."""
        last = self.answers[-1]
        others = [at for at, answer in enumerate(self.answers) if answer != last]
        return others[-1] + 1 if others else 0


def courses(network: Network, rows: Sequence[Tagged]) -> list[Course]:
    """Return the courses of the nouns whose clue comes behind them."""
    found = []
    for row in rows:
        places = [place for place, before in row.asked if not before]
        if not places:
            continue
        heard = [row.words[:count] for count in range(1, len(row.words) + 1)]
        traces = record_batch(network, heard)
        for place in places:
            answers = tuple(said_of_kinds(trace, place) for trace in traces[place:])
            found.append(Course(answers, row.tags[place]))
    return found


def taken_back(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the shares right at once and taken back, of one direction and two; of two, right at the end."""
    found = []
    for one in trained:
        of = courses(one.network, unseen(meanings)[:80])
        at_once = np.mean([course.answers[0] == course.right for course in of])
        back = np.mean([course.taken_back for course in of])
        end = np.mean([course.answers[-1] == course.right for course in of])
        found.append((float(at_once), float(back), float(end)))
    (one_once, one_back, _), (two_once, two_back, two_end) = found
    return one_once, one_back, two_once, two_back, two_end


def right_of(network: Network, rows: Sequence[Tagged]) -> float:
    """Return the share of the words that are asked about whose tag a network knows."""
    traces = record_batch(network, [row.words for row in rows])
    return float(
        np.mean(
            [
                said(trace, place) == row.tags[place]
                for row, trace in zip(rows, traces, strict=True)
                for place, _ in row.asked
            ]
        )
    )


def each_knows_its_side(shares: Sequence[float]) -> float:
    """Return how much more a direction knows where the clue stands on its side than where it does not."""
    left_before, right_before, left_behind, right_behind, both = shares
    return min(left_before, right_behind, both) - max(right_before, left_behind)


def two_take_back(shares: Sequence[float]) -> float:
    """Return the share that two directions take back, if one takes back nothing."""
    return shares[3] if shares[1] == 0 else 0.0


_OF_NOUNS = "The same cell, training and test sentences; only the random start changes."
EXPERIMENTS = (
    Experiment(
        "deeper/both",
        "A direction knows a noun when its clue stands on that side, else it does not; both know all.",
        _OF_NOUNS,
        (
            Line("clue before: from the left", "lstm"),
            Line("clue before: from the right", "rnn"),
            Line("clue behind: from the left", "rnn"),
            Line("clue behind: from the right", "lstm"),
            Line("both directions", "lstm"),
        ),
        known_from,
        each_knows_its_side,
        _APART,
        both_ways,
        unit="known at the noun, of the test sentences",
        scale="percent",
        expected="mostly",
        slow=True,
        said="Reading both ways sees the whole sentence.",
        source="Schuster and Paliwal 1997",
    ),
    Experiment(
        "deeper/wait",
        "Of what two directions say at once of a noun whose clue comes later, they take back at least three "
        "in ten; one direction takes back nothing.",
        _OF_NOUNS,
        (
            Line("one direction: right at once", "rnn"),
            Line("one direction: taken back", "rnn"),
            Line("two directions: right at once", "lstm"),
            Line("two directions: taken back", "lstm", 0.3),
            Line("two directions: right at the end", "lstm"),
        ),
        taken_back,
        two_take_back,
        0.3,
        of_meanings,
        unit="of the nouns whose clue comes later, in test sentences",
        scale="percent",
        slow=True,
        said="A bidirectional network can only be used once the sentence has ended.",
    ),
)
