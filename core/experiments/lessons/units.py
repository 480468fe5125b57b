"""Units that mean something: which unit of a trained LSTM follows a label, on sentences it was not chosen by.

After Karpathy, Johnson and Fei-Fei (2016), who looked for such units by eye, and Radford et al. (2017), who
found one for sentiment. Here a unit is chosen on every other test sentence and judged on those between, and
so is one of the network before training: a state can rise with the number of words without having learnt
anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from ...instruments import UnitSearch, find_units, record_batch
from ...instruments.labels import Labels, Words, depth, number, position, valence_so_far
from ...network import Network, initial_network
from ...recipes import default_run
from ...spec import RunSpec, TaskName
from ...tasks import task
from ..experiment import Experiment, Line, Trained, Word

_SHUFFLED: Final = 0
_CONSTANT = "The same test sentences, the default recipe; only the random start changes."


@dataclass(frozen=True, slots=True)
class Followed:
    """What a unit may follow, and where it is looked for.

    Attributes:
        label: Returns what holds after each word, as a number.
        task: What the network was trained for.
        points: The points of that task's exam whose sentences are read.
    """

    label: Callable[[Words], Labels]
    task: TaskName
    points: tuple[int, ...]

    def recipe(self, seed: int = 0) -> RunSpec:
        """Return the recipe of its network."""
        return default_run("lstm", self.task, seed)

    def sentences(self) -> list[list[str]]:
        """Return the test sentences, in an order in which every other one is a fair half."""
        this = task(default_run("lstm", self.task).task)
        exams = [this.exam(point) for point in self.points]
        found = [
            [this.vocabulary[word] for word in ids[: last + 1]]
            for exam in exams
            for ids, last in zip(exam.ids, exam.last, strict=True)
        ]
        np.random.default_rng(_SHUFFLED).shuffle(found)
        return found

    def search(self, network: Network) -> UnitSearch:
        """Return how each unit's cell state goes with the label, on both halves."""
        sentences = self.sentences()
        return find_units(record_batch(network, sentences), list(map(self.label, sentences)))


FOLLOWED: Final[Mapping[str, Followed]] = MappingProxyType(
    {
        "number": Followed(number, "agreement", (0, 1, 2, 3)),
        "depth": Followed(depth, "brackets", (2, 3, 4)),
        "sentiment": Followed(valence_so_far, "everyday", (0, 2, 4, 6)),
        "position": Followed(position, "everyday", (0, 2, 4, 6)),
    }
)


def best_of(followed: Followed, network: Network) -> float:
    """Return |r| of the chosen unit on the half it was not chosen by; 0 if it never changes."""
    found = followed.search(network)
    return float(np.nan_to_num(abs(found.held_out[found.best])))


def _both(name: str, trained: Trained) -> tuple[float, ...]:
    followed = FOLLOWED[name]
    return best_of(followed, trained.network), best_of(followed, initial_network(trained.network.spec))


def of_number(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of the network that makes verbs agree."""
    return (FOLLOWED["number"].recipe(seed),)


def of_depth(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of the network that closes brackets."""
    return (FOLLOWED["depth"].recipe(seed),)


def of_everyday(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of the lesson's network."""
    return (FOLLOWED["sentiment"].recipe(seed),)


def follows_number(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return |r| of the best unit with the subject's number: trained, untrained."""
    return _both("number", trained[0])


def follows_depth(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return |r| of the best unit with the open brackets: trained, untrained."""
    return _both("depth", trained[0])


def follows_sentiment(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return |r| of the best unit with the sentiment so far: trained, untrained."""
    return _both("sentiment", trained[0])


def follows_position(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return |r| of the best unit with the number of words read: trained, untrained."""
    return _both("position", trained[0])


def beyond(follows: Sequence[float]) -> float:
    """Return how closely the trained unit follows; nothing if an untrained one follows as closely."""
    trained, untrained = follows
    return trained if trained > untrained else 0.0


def _experiment(
    name: str,
    claim: str,
    measure: Callable[[int, tuple[Trained, ...]], tuple[float, ...]],
    recipes: Callable[[int], tuple[RunSpec, ...]],
    least: float,
    expected: Word = "holds",
) -> Experiment:
    return Experiment(
        f"lstm/units/{name}",
        claim,
        _CONSTANT,
        (Line("after training", "cell_state", least), Line("before training")),
        measure,
        beyond,
        least,
        recipes,
        unit="|r| of the best unit, on the other sentences",
        expected=expected,
        slow=True,
        said="Single units follow what a person can name.",
        source="Karpathy et al. 2015; Radford et al. 2017",
    )


EXPERIMENTS = (
    _experiment(
        "number",
        "One unit follows the number of the subject, |r| 0.8 or more, and above any untrained one.",
        follows_number,
        of_number,
        0.8,
    ),
    _experiment(
        "depth",
        "One unit follows how many brackets are open, |r| 0.9 or more, and above any untrained one.",
        follows_depth,
        of_depth,
        0.9,
    ),
    _experiment(
        "sentiment",
        "One unit follows the sentiment so far, |r| 0.5 or more, and above any untrained one.",
        follows_sentiment,
        of_everyday,
        0.5,
    ),
    _experiment(
        "position",
        "One unit follows how many words were read, |r| 0.5 or more, and above any untrained one.",
        follows_position,
        of_everyday,
        0.5,
        "fails",
    ),
)
