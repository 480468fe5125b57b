"""The best of several runs, and whether that can be luck, from their scores alone.

A verdict has a margin: a run wins only if it is clearly above chance and beyond two standard errors of the
exam, or by any difference where the exam asks all there is (one sentence for each n of aⁿbⁿ).

The question fits what was moved. Of two runs that differ by clipping alone it asks whose loss stays a number,
because clipping is not there to raise the score; of all others, which is right most often.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from ..spec import RunSpec
from ..tasks import Task, task
from .compare import differences

YES, NO = "yes", "no"
NONE, SOME, ALL = HOW_MANY = ("none", "some", "all")
BOTH, NEITHER, NOBODY = "both", "neither", "nobody"
"""Answers are ids, and so is the place of a run among others, "1" for the first: what they are called is not
known here."""

_MANY = 0.9
_SEVERAL = 4
_SPREAD = 1.5
"""By how many nats, as a standard deviation, the losses of two networks differ on an answer.

Measured between the three cells' recipes on the supplied text: 1.2 to 2.0 for words, 1.1 to 1.3 for letters.
"""


class Judgement(NamedTuple):
    """The result: the id of the right answer, and the ids of the best runs where they tie.

    `learnt` says whether the best is clearly above chance; where it is not, nobody is best.
    """

    answer: str
    tied: tuple[str, ...]
    learnt: bool


def judge(specs: Sequence[RunSpec], scores: Sequence[float]) -> Judgement:
    """Judge runs by their scores over the whole exam; what diverged has an infinitely bad one."""
    this = task(specs[0].task)
    margin = luck(this, exam_sizes(this))
    learnt = any(above_chance(this, score, this.exam_points) for score in scores)
    if not is_contest(specs):
        return Judgement(_how_many(specs, scores), (), learnt)
    if is_about_clipping(specs):
        return Judgement(_survivor(specs, scores), (), learnt)
    best = min(scores) if this.less_is_better else max(scores)
    near = [
        place
        for place, score in zip(places(specs), scores, strict=True)
        if _is_near(this, best, score, margin)
    ]
    if not learnt:
        return Judgement(NOBODY, (), learnt)
    return Judgement(near[0], (), learnt) if len(near) == 1 else Judgement(NOBODY, tuple(near), learnt)


def places(specs: Sequence[RunSpec]) -> tuple[str, ...]:
    """Return the ids of runs: their places among one another, from "1" on."""
    return tuple(str(number) for number, _ in enumerate(specs, start=1))


def is_contest(specs: Sequence[RunSpec]) -> bool:
    """Whether these runs are few enough, and alike enough, to ask who is best."""
    return 1 < len(specs) <= _SEVERAL and len({spec.task.name for spec in specs}) == 1


def is_about_clipping(specs: Sequence[RunSpec]) -> bool:
    """Whether these are two runs that differ by clipping alone: then it is asked who gets through."""
    return len(specs) == 2 and differences(specs) == ("clipping",)


def exam_sizes(this: Task, points: Sequence[int] | None = None) -> tuple[int, ...]:
    """Return how many sentences some points of a task's exam ask, or all of them."""
    return tuple(this.exam_sizes[point] for point in (this.exam_points if points is None else points))


def luck(this: Task, sizes: Sequence[int]) -> float:
    """Return how far two scores may lie apart by luck: two standard errors of their difference near one half.

    A score is the mean over points of the exam that ask `sizes` different sentences, or that over all of them
    if the exam is pooled. It is 0 where the exam asks all that there is.
    """
    return 0.0 if this.exhaustive else 2 * math.sqrt(2 * 0.25 / _worth(this, sizes))


def text_luck(this: Task) -> float:
    """Return by what factor two perplexities may differ by luck: two standard errors of the mean loss.

    Of two errors of a series: two standard errors of the difference of their logarithms.
    """
    spread = _SPREAD if this.scale == "perplexity" else 1.0
    return math.exp(2 * spread / math.sqrt(this.exam_answers))


def above_chance(this: Task, score: float, points: Sequence[int]) -> bool:
    """Whether a score over some points of the exam is clearly above chance.

    That is a perplexity below that of frequencies by more than luck, an error below that of the best rule by
    more than luck, or a share of right sentences at least three standard errors above that of the best single
    answer. Where that answer is hardly ever right, the error is that of one right sentence in all, so three
    right by chance are not enough.
    """
    if this.less_is_better:
        return score * text_luck(this) < this.chance
    chance, worth = this.best_constant(points), _worth(this, exam_sizes(this, points))
    error = math.sqrt(max(chance, 1 / worth) * (1 - chance) / worth)
    return score > chance + (0.0 if this.exhaustive else 3 * error)


def _worth(this: Task, sizes: Sequence[int]) -> float:
    """Return how many sentences a mean over points is worth: their sum, or less if their sizes differ.

    Where every sentence counts alike it is their sum.
    """
    if this.pooled:
        return sum(sizes)
    return len(sizes) ** 2 / sum(1 / size for size in sizes)


def _is_near(this: Task, best: float, score: float, margin: float) -> bool:
    return score <= text_luck(this) * best if this.less_is_better else best - score <= margin


def _survivor(specs: Sequence[RunSpec], scores: Sequence[float]) -> str:
    alive = [place for place, score in zip(places(specs), scores, strict=True) if math.isfinite(score)]
    return alive[0] if len(alive) == 1 else BOTH if alive else NEITHER


def _how_many(specs: Sequence[RunSpec], scores: Sequence[float]) -> str:
    good = sum(_is_good(task(spec.task), score) for spec, score in zip(specs, scores, strict=True))
    if len(specs) == 1:
        return YES if good else NO
    return NONE if not good else ALL if good == len(specs) else SOME


def _is_good(this: Task, score: float) -> bool:
    return score < this.chance if this.less_is_better else score > _MANY
