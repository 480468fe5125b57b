"""An experiment: a claim, and how a seed bears it. Plain values and functions; measures nothing by itself."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final, Literal, NamedTuple, TypeAlias

from ..network import Network
from ..spec import RunSpec

Scale: TypeAlias = Literal["linear", "log", "percent"]
Word: TypeAlias = Literal["holds", "mostly", "fails"]

ALL_BUT_FEW: Final = 0.95
"""A claim holds when this share of the seeds bears it: 19 of 20."""

MOST: Final = 0.75
_DEVIATIONS: Final = 1.96
"""Half the width of the range in which 95 of 100 measurements lie, in standard deviations."""


class Line(NamedTuple):
    """One number that is measured of each seed: a row of points.

    Attributes:
        name: What it is called on screen.
        look: A cell ("gru") or a signal ("cell_state") in whose hue it is drawn; "" for none.
        least: Where the claim draws a border on it, if it does.
        aside: Whether it is kept for a picture of a scene, and no row of the proof's own.
    """

    name: str
    look: str = ""
    least: float | None = None
    aside: bool = False


class Trained(NamedTuple):
    """A network of a seed after training, and what its last exam said.

    Attributes:
        network: The network.
        score: The mean of `curve`; of a language model the perplexity.
        curve: (length, share of right test sentences), as `core.nets.snapshot.Snapshot` has it.
        seconds: Of one processor, that its training took.
    """

    network: Network
    score: float
    curve: tuple[tuple[int, float], ...]
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came out over seeds.

    Attributes:
        word: "holds" where 19 of 20 seeds bear the claim, "mostly" where 3 of 4 do, otherwise "fails".
        bears: How many seeds bear it.
        count: Of how many.
        text: The same in words, as a page says it.
        low: Of many more seeds at least this share would bear it, with 95 % confidence.
        high: At most this share.
    """

    word: Word
    bears: int
    count: int
    text: str
    low: float
    high: float


@lru_cache(maxsize=512)
def _fingerprint(of: Experiment) -> str:
    """Every run of a page asks for some."""
    keys = [spec.key for spec in of.recipes(0)]
    said = (_called(of.measure), [line.name for line in of.lines], keys)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:12]


def _no_recipes(_seed: int) -> tuple[RunSpec, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Experiment:
    """A claim that can be measured.

    It travels to the processes that train, so its functions stand at the top of a module.

    Attributes:
        id: "lesson/scene", or "lesson/scene/name" where a scene has several.
        claim: The claim, a sentence as a student would say it.
        constant: What is the same for all lines of a seed, a sentence.
        lines: What is measured of each seed.
        measure: Returns a number a line of a seed and its trained networks, in the order of `recipes`. NumPy
            only; a second at most, or some seconds where it trains by itself.
        strength: Returns by how much these numbers bear the claim.
        least: From here on they bear it.
        recipes: The recipes that a seed trains; none where what is measured is exact, or drawn.
        unit: What the numbers are, as the axis says it.
        scale: How the axis is divided; "percent" shows shares of 1.
        within: The margin in words, where the claim is about things that are alike: "5 points".
        drawn: What a seed stands for.
        expected: What came out when it was measured.
        slow: Whether a seed takes more than some three seconds; the suite then leaves it to `make test`.
        singly: Whether each line is measured of the network at its place, and of nothing else: it can then be
            told as soon as that one is trained.
        trains: Whether `measure` trains what no recipe describes, as word vectors or probes: the digits of
            what comes out then depend on the processor, as those of recipes do.
        said: What lectures and books say, in our own words, where the claim is more careful or comes to
            something else; "" where the claim says the same.
        source: Who says so, or whose equation it is: "Bengio et al. 1994"; "" for a commonplace.
    """

    id: str
    claim: str
    constant: str
    lines: tuple[Line, ...]
    measure: Callable[[int, tuple[Trained, ...]], tuple[float, ...]]
    strength: Callable[[Sequence[float]], float]
    least: float
    recipes: Callable[[int], tuple[RunSpec, ...]] = _no_recipes
    unit: str = ""
    scale: Scale = "linear"
    within: str = ""
    drawn: str = "random starts"
    expected: Word = "holds"
    slow: bool = False
    singly: bool = False
    trains: bool = False
    said: str = ""
    source: str = ""

    @property
    def lesson(self) -> str:
        """The lesson that claims it."""
        return self.id.split("/")[0]

    @property
    def scene(self) -> str:
        """The scene that shows it, "lesson/scene"."""
        return "/".join(self.id.split("/")[:2])

    @property
    def fingerprint(self) -> str:
        """12 hex digits of what is measured: experiments that measure the same share their seeds."""
        return _fingerprint(self)

    def holds(self, values: Sequence[float]) -> bool:
        """Return whether the numbers of a seed, one a line, bear the claim; what is not finite does not."""
        if not all(map(math.isfinite, values)):
            return False
        return bool(self.strength(values) >= self.least)

    def verdict(self, seeds: Sequence[Sequence[float]]) -> Verdict:
        """Return what these seeds say of the claim, each with a number a line."""
        bears, count = sum(map(self.holds, seeds)), len(seeds)
        share = bears / count if count else 0.0
        word: Word = "holds" if share >= ALL_BUT_FEW else "mostly" if share >= MOST else "fails"
        low, high = _range_of(bears, count)
        return Verdict(word, bears, count, self._in_words(word, bears, count), low, high)

    def _in_words(self, word: Word, bears: int, count: int) -> str:
        if not count:
            return "Not measured yet"
        within = f" within {self.within}" if self.within else ""
        seeds = f"{bears} of {count} {self.drawn}"
        if word == "holds":
            return f"Holds{within} on {seeds}"
        if word == "mostly":
            return f"Holds{within} on most, not on all: {seeds}"
        return f"Does not hold here{within}: {seeds}"


def _called(function: Callable[..., object]) -> str:
    """Return a name of a function that is the same in every process, and whatever the package is called."""
    if isinstance(function, partial):
        return f"{_called(function.func)} of {function.args} {sorted(function.keywords.items())}"
    return f"{function.__module__.rpartition('.')[2]}.{function.__qualname__}"


def _range_of(bears: int, count: int) -> tuple[float, float]:
    """Return Wilson's interval of a share (1927): between which shares it lies, with 95 % confidence."""
    if not count:
        return 0.0, 1.0
    share, z = bears / count, _DEVIATIONS**2 / count
    middle = share + z / 2
    apart = _DEVIATIONS * math.sqrt(share * (1 - share) / count + z / (4 * count))
    low, high = (middle - apart) / (1 + z), (middle + apart) / (1 + z)
    return (low if bears else 0.0), (high if bears < count else 1.0)
