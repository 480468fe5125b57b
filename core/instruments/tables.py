"""A table beside the networks of a recipe: it counts what they read in training, and sits their exam.

Knows tasks whose answers are the next word; see `ngrams` for the table, `core.vectors.window` for a network
with a fixed window, which sits the exam in the same way.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from ..arrays import Floats, Ints
from ..spec import RunSpec
from ..tasks import Task, task
from ..tasks.language import Language


class Guesser(Protocol):
    """What guesses the next piece from those before it: a table of n-grams, or a window network."""

    def probabilities(self, context: Sequence[int] | Ints) -> Floats:
        """Return the probability of each piece after a context, (K,)."""

    def log_probabilities(self, ids: Sequence[int] | Ints) -> Floats:
        """Return log P of each piece after those before it in its row, for ids (T,) or (B, T)."""


def stretches_read(spec: RunSpec) -> tuple[Ints, ...]:
    """Return what a table counts for a fair comparison with a recipe's networks, as ids.

    Of a text that is the part between the held-out blocks; of drawn sentences as many as a network of this
    recipe reads in its training, each with its last answer.

    Raises:
        ValueError: if the task does not ask for the next word.
    """
    asked = task(spec.task)
    if isinstance(asked, Language):
        return tuple(asked.ids[start:end].astype(np.int64) for start, end in asked.stretches)
    _check_guesses(asked)
    rng = np.random.default_rng(spec.seed)
    batches = [asked.batch(rng, spec.train.batch_size) for _ in range(spec.train.steps)]
    # answers are the words themselves; what is read may be forgotten
    return tuple(row for one in batches for row in np.concatenate([one.ids[:, :1], one.targets], axis=1))


def table_score(table: Guesser, asked: Task) -> float:
    """Return what a table or a window network reaches in a task's exam: held-out perplexity, or share right.

    The perplexity is that of all judged answers; the share is the mean over the points of the exam, as of a
    network.

    Raises:
        ValueError: if the task does not ask for the next word.
    """
    _check_guesses(asked)
    exams = [asked.exam(point) for point in asked.exam_points]
    if asked.scale == "perplexity":
        rows = [np.concatenate([exam.ids, exam.targets[:, -1:]], axis=1) for exam in exams]
        judged = [
            table.log_probabilities(row)[:, 1:][exam.judged] for row, exam in zip(rows, exams, strict=True)
        ]
        return float(np.exp(-np.concatenate(judged).mean()))
    shares = []
    for exam in exams:
        places = zip(*np.nonzero(exam.judged), strict=True)
        right = [
            table.probabilities(exam.ids[row, : at + 1]).argmax() == exam.targets[row, at]
            for row, at in places
        ]
        shares.append(np.mean(right))
    return float(np.mean(shares))


def _check_guesses(asked: Task) -> None:
    if asked.classes != asked.vocabulary:
        raise ValueError(
            f"The task {asked.name!r} does not ask for the next word; a table of n-grams has no answer to it."
        )
