"""The sequences of "add until asked": the same ones as ever, and each as the task says."""

import hashlib

import numpy as np

from core.spec import TaskSpec
from core.tasks import task
from core.tasks.base import HELD_OUT, Batch
from core.tasks.total import SHIFT
from core.text import decode

TOTAL = task(TaskSpec("total", 3, 24))


def digest(batches: list[Batch]) -> str:
    """Return what tells some batches from any others."""
    found = hashlib.sha256()
    for batch in batches:
        for part in Batch.__slots__:
            found.update(np.ascontiguousarray(getattr(batch, part)).tobytes())
    return found.hexdigest()[:16]


def test_the_sequences_are_those_that_recipes_were_measured_on() -> None:
    rng = np.random.default_rng((0x5E17, 0))
    assert digest([TOTAL.batch(rng, 64) for _ in range(200)]) == "0e444a40fe18e2ac"


def test_each_sequence_lies_on_its_side_and_has_the_totals_of_its_words() -> None:
    rng = np.random.default_rng(1)
    for held_out, batches in (
        (False, [TOTAL.batch(rng, 32) for _ in range(60)]),
        (True, [TOTAL.exam(point) for point in TOTAL.exam_points]),
    ):
        for batch in batches:
            assert (((batch.ids.sum(axis=1) + SHIFT) % HELD_OUT == 0) == held_out).all()
            for ids, targets, judged in zip(batch.ids, batch.targets, batch.judged, strict=True):
                words, total, adds = decode(ids, TOTAL.vocabulary), 0, False
                assert words[-1] == "b"
                for word, target, asked in zip(words, targets, judged, strict=True):
                    assert (word == "b") == asked
                    total += int(word) if adds and word not in "ab" else 0
                    assert not (adds and word in "ab")
                    assert target == total
                    adds = word == "a"
                    total = 0 if word == "b" else total
