"""A series of numbers: what comes next, and after that.

    0.31 0.62 0.83 ...          asks for the next number after each of them

Supplied are a sum of three sines, a bouncing ball, and a trend with a season; or it is a column of one's
own. The last quarter is held out. In the exam a network reads up to `CONTEXT` numbers and goes on by itself,
its own answer being the next number that it reads; its error is measured so many steps ahead (`HORIZONS`),
as a share of the series' spread, so that 1 is as bad as always saying the mean. Beside it stand rules that
need no network (`naive`).

Numbers are words, as in the adding problem: a number is a token with a fixed, untrained vector, so all
instruments work on it unchanged. They stand on a grid of about a thousandth of the range, which reaches as
far beyond the data as the data reach; what lies farther out is unknown. Answers are numbers in the series'
own units. To train alike whatever these are, the readout is trained in units of `unit`, a power of two,
which changes no bit (`core.nets.layer`).
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from ..arrays import Floats, Ints
from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..spec.rows import numbers_of
from ..text import MAX_LETTERS, MAX_TOKENS, UNKNOWN, Reading
from .base import Batch, Measured, Task, last_word
from .grid import grid_of, look_up_numbers, nearest, number_in
from .supplied import SOURCES

HORIZONS = (1, 2, 4, 8, 16, 32)
CONTEXT = 48
MOST_STARTS = 24
HELD_OUT_SHARE = 0.25
_LONGEST_SEASON = 64
_ALMOST = 0.95
_RULES = ("mean", "last value", "last season")


class Series(Task):
    """The next number, on passages of `spec.shortest` to `spec.longest` numbers.

    Attributes:
        values: The series, (N,), float64.
        begins: Where the held-out part begins.
        period: The season that a rule repeats: the lag at which the series is most like itself.
        decimals: Of the numbers' words.
    """

    name = "series"
    piece = "number"
    title = "A series of numbers"
    shows = (
        "One step ahead all three cells are nearly exact. Then each reads its own answers, and errors grow "
        "with every step: 16 numbers ahead of a sum of sines they are mostly worse than repeating a season."
    )
    right_when = "it goes on as the series does: error 0 is exact, 1 as bad as always the mean"
    classes = ("next value",)
    answer = "number"
    scale = "error"
    curve_name = "steps ahead"
    curve_unit = "numbers"
    samples: tuple[str, ...]

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=1, hidden_size=32),
            TaskSpec("series", shortest=16, longest=48),
            TrainSpec(steps=900 if kind == "gru" else 1500, learning_rate=0.01, decay=0.2),
        )

    def __init__(self, spec: TaskSpec) -> None:
        super().__init__(spec)
        self.values: Floats = numbers_of(spec.text) if spec.text else SOURCES[spec.source]()
        self.begins = len(self.values) - round(HELD_OUT_SHARE * len(self.values))
        seen = self.values[: self.begins]
        self.unit = float(2.0 ** np.round(np.log2(max(float(seen.std()), float(np.ptp(self.values)) / 100))))
        self.spread, self.centre = self.unit, float(seen.mean())
        self.deviation = float(self.values.std())
        self._grid, self.decimals = grid_of(self.values)
        self.vocabulary = (UNKNOWN, *(f"{value:.{self.decimals}f}" for value in self._grid))
        self._grid = np.array([float(word) for word in self.vocabulary[1:]])
        self.vectors = np.zeros((len(self.vocabulary), 1), np.float32)
        self.vectors[1:, 0] = (self._grid - self.centre) / self.unit
        self.vectors.flags.writeable = False
        self._ids = self.ids_of(self.values)
        self.exam_points = tuple(h for h in HORIZONS if 2 * h <= len(self.values) - self.begins)
        self.period = _period(seen)
        self.samples = self._samples()
        self.probe = self.samples[0]
        self.probe_answer = self._word(self._starts[0])

    def ids_of(self, values: Floats) -> Ints:
        """Return the ids of the words nearest to numbers, 0 for those beyond the grid; shape as it came."""
        return nearest(self._grid, values)

    def read(self, text: str) -> Reading:
        """Cut a text at its spaces into numbers, each read as the nearest word; a comma may be the decimal
        sign.

        Raises:
            ValueError: if there is nothing in it.
        """
        found = text.split() if isinstance(text, str) else []
        if not found:
            raise ValueError("There is no number in this sentence. Type some, with spaces between.")
        kept = tuple(word[:MAX_LETTERS] for word in found[:MAX_TOKENS])
        ids = self.ids_of(np.array([number_in(word) for word in kept]))
        return Reading(kept, ids, ids != 0, len(found) - len(kept), self.vocabulary, text)

    def look_up(self, reading: Reading, vocabulary: tuple[str, ...]) -> Reading:
        """Return numbers in another grid: the nearest there."""
        found = look_up_numbers(reading.words, vocabulary)
        return replace(found, dropped=reading.dropped, text=reading.text)

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` passages of one length from the training part; the next number is asked after each."""
        most = self.begins - 1
        length = int(rng.integers(min(self.spec.shortest, most), min(self.spec.longest, most) + 1))
        first = rng.integers(self.begins - length, size=size)
        places = first[:, None] + np.arange(length)
        weights = np.full(places.shape, 1 / (length * self.unit**2), np.float32)
        targets = self.values[places + 1].astype(np.float32)
        return Batch(
            self._ids[places], targets, weights, np.full(size, length - 1), np.ones(places.shape, bool)
        )

    def exam(self, point: int) -> Batch:
        """Return what is read before the exam's places, and what comes `point` steps after it."""
        starts = self._starts
        ids = self._ids[starts[:, None] + np.arange(-self.context, 0)]
        last = np.full(len(starts), ids.shape[1] - 1)
        judged = last_word(ids, last)
        right = self.values[starts + point - 1]
        targets = np.repeat(right[:, None], ids.shape[1], axis=1).astype(np.float32)
        return Batch(ids, targets, (judged / self.unit**2).astype(np.float32), last, judged)

    @property
    def context(self) -> int:
        """How many numbers are read before a network goes on."""
        return min(CONTEXT, self.begins // 2)

    @property
    def exam_answers(self) -> int:
        """How many continuations each point of the exam judges."""
        return len(self._starts)

    def error(self, answers: Floats, point: int) -> float:
        """Return the error of answers (N,) so many steps ahead: root mean square in deviations."""
        right = self.values[self._starts + point - 1]
        found = float(np.sqrt(np.mean((answers.astype(np.float64) - right) ** 2)) / self.deviation)
        return found if np.isfinite(found) else float("inf")

    def naive(self, before: Floats, count: int) -> dict[str, Floats]:
        """Return how simple rules go on after numbers (T,), by their names, (count,) each."""
        season = before[-self.period :]
        return {
            "last value": np.full(count, before[-1]),
            "last season": np.resize(season, count),
        }

    @cached_property
    def baselines(self) -> Mapping[str, tuple[tuple[int, float], ...]]:
        """The errors of rules that need no network, by their names, at each point of the exam."""
        most = self.exam_points[-1]
        said = [
            {"mean": np.full(most, self.centre), **self.naive(self.values[:start], most)}
            for start in self._starts
        ]
        return {
            rule: tuple(
                (point, self.error(np.array([one[rule][point - 1] for one in said]), point))
                for point in self.exam_points
            )
            for rule in _RULES
        }

    @cached_property
    def best_rule(self) -> str:
        """The rule whose mean error over the exam is least."""
        return min(self.baselines, key=lambda rule: float(np.mean([e for _, e in self.baselines[rule]])))

    @cached_property
    def chance(self) -> float:
        """The mean error of the best rule that needs no network."""
        return float(np.mean([error for _, error in self.baselines[self.best_rule]]))

    @cached_property
    def _starts(self) -> Ints:
        """The places at which the exam lets a network go on: the first number that it has to say."""
        last = len(self.values) - self.exam_points[-1]
        spread = np.linspace(self.begins, last, min(MOST_STARTS, last - self.begins + 1))
        return spread.round().astype(np.int64)

    def _samples(self) -> tuple[str, ...]:
        """Return passages before some of the exam's places, as numbers with spaces between."""
        chosen = self._starts[np.linspace(0, len(self._starts) - 1, 6).round().astype(int)]
        length = min(24, self.context)
        made = [" ".join(self._word(at) for at in range(start - length, start)) for start in chosen.tolist()]
        return tuple(dict.fromkeys(made))

    def _word(self, place: Any) -> str:
        return self.vocabulary[int(self._ids[place])]


def _period(values: Floats) -> int:
    """Return the least lag, from 2 on, at which a series without its line is nearly most like itself."""
    t = np.arange(len(values))
    rest = values - np.polyval(np.polyfit(t, values, 1), t)
    most = min(_LONGEST_SEASON, len(values) // 2)
    alike = [float(np.mean(rest[lag:] * rest[:-lag])) for lag in range(2, most)]
    peaks = [at for at in range(1, len(alike) - 1) if alike[at - 1] < alike[at] >= alike[at + 1]]
    best = max((alike[at] for at in peaks), default=0.0)
    return 2 + next((at for at in peaks if alike[at] >= _ALMOST * best > 0), int(np.argmax(alike)))
