"""Laws of every task: an exam that training never sees, batches that say what is asked, words for people."""

import numpy as np
import pytest

from core.recipes import default_run
from core.spec import KINDS, LIMITS, TASKS, TaskName, TaskSpec
from core.spec.rows import FORMS
from core.tasks import REGISTRY, Batch, Task, task
from core.tasks.base import joined
from tests.making.networks import brief

every_task = pytest.mark.parametrize("name", TASKS)
MADE = [name for name in TASKS if not REGISTRY[name].generates and name != "languages"]
"""Tasks whose sentences are made. A text says some things twice: of those that are cut from one,
`test_language` and `test_languages` check places, not words."""

FINITE = "anbn"
"""There is one sentence for each n."""


def some(this: Task, count: int = 40, size: int = 32, seed: int = 0) -> list[Batch]:
    rng = np.random.default_rng(seed)
    return [this.batch(rng, size) for _ in range(count)]


def exams(this: Task) -> list[Batch]:
    return [this.exam(point) for point in this.exam_points]


def sentences(batches: list[Batch]) -> set[tuple[int, ...]]:
    return {
        tuple(ids[: last + 1].tolist())
        for batch in batches
        for ids, last in zip(batch.ids, batch.last, strict=True)
    }


def test_every_name_has_its_task() -> None:
    assert list(REGISTRY) == list(TASKS)
    for name, made in REGISTRY.items():
        assert made.name == name
        assert name in LIMITS


@every_task
def test_a_batch_says_what_is_asked(name: TaskName) -> None:
    for this in (task(brief(name)), task(default_run("lstm", name).task)):
        for batch in some(this) + exams(this):
            size, steps = batch.ids.shape
            behind = np.arange(steps) > batch.last[:, None]
            assert batch.ids.dtype == np.int64
            assert batch.weights.dtype == np.float32
            assert batch.judged.dtype == bool
            assert batch.ids.min() >= 0
            assert batch.ids.max() < len(this.vocabulary)
            assert batch.targets.shape == batch.weights.shape == batch.judged.shape == (size, steps)
            assert batch.last.shape == (size,)
            judged = batch.judged.any(axis=1)
            assert judged.any() if this.scale == "perplexity" else judged.all()
            assert not batch.judged[behind].any()
            assert not batch.weights[behind].any()
            assert (batch.weights >= 0).all()
            if this.answer == "class":
                asked = batch.targets[batch.judged | (batch.weights > 0)]
                assert asked.dtype == np.int64
                assert asked.min() >= 0
                assert asked.max() < len(this.classes)
                np.testing.assert_allclose(batch.weights.sum(axis=1), 1, rtol=1e-5)
            else:
                assert batch.targets.dtype == np.float32


@pytest.mark.parametrize("name", MADE)
def test_training_never_sees_an_exam_sentence(name: TaskName) -> None:
    for this in (task(brief(name)), task(default_run("lstm", name).task)):
        training = sentences(some(this, 200))
        assert len(training) > 20 or name == FINITE
        assert not training & sentences(exams(this))


@every_task
def test_batches_are_a_function_of_the_seed_and_differ(name: TaskName) -> None:
    this, again = task(brief(name)), REGISTRY[name](brief(name))
    for one, other in zip(some(this, 5), some(again, 5), strict=True):
        for part in Batch.__slots__:
            np.testing.assert_array_equal(getattr(one, part), getattr(other, part))
    assert name == FINITE or sentences(some(this, 5)) != sentences(some(this, 5, seed=1))


@every_task
def test_the_exam_is_always_the_same(name: TaskName) -> None:
    one, other = task(brief(name)), REGISTRY[name](default_run("rnn", name).task)
    assert list(one.exam_points) == sorted(set(one.exam_points))
    assert one.exam_points == other.exam_points
    for point in one.exam_points:
        for part in Batch.__slots__:
            np.testing.assert_array_equal(getattr(one.exam(point), part), getattr(other.exam(point), part))


@pytest.mark.parametrize("name", MADE)
def test_no_exam_asks_a_sentence_twice(name: TaskName) -> None:
    for exam in exams(task(brief(name))):
        asked = {(*ids.tolist(), *judged.tolist()) for ids, judged in zip(exam.ids, exam.judged, strict=True)}
        assert len(asked) == len(exam.ids)
        assert len(sentences([exam])) == len(exam.ids) or name == "tags", "a word of a sentence each time"


FEWER: dict[tuple[TaskName, int], int] = {("recall", 3): 8, ("agreement", 0): 10, ("reversal", 2): 8}
"""Points of the exam at which fewer sentences exist than are asked elsewhere."""


@pytest.mark.parametrize(
    "name", [name for name in TASKS if not REGISTRY[name].generates and name not in FORMS]
)
def test_every_point_of_the_exam_has_as_many_sentences_where_so_many_exist(name: TaskName) -> None:
    this = task(brief(name))
    found = dict(zip(this.exam_points, map(len, (exam.ids for exam in exams(this))), strict=True))
    most = max(found.values())
    assert found == {point: FEWER.get((name, point), most) for point in this.exam_points}


BALANCED: dict[TaskName, int] = {
    "recall": 8, "agreement": 2, "sentiment": 2, "xor": 2, "tagging": 2,
    "reber": 2, "order": 4, "languages": 12,
}  # fmt: skip


@pytest.mark.parametrize("name", BALANCED)
def test_every_answer_is_right_equally_often_at_every_point(name: TaskName) -> None:
    this = task(brief(name))
    for exam in exams(this):
        _, counts = np.unique(exam.targets[exam.judged], return_counts=True)
        assert counts.tolist() == [len(exam.ids) / BALANCED[name]] * BALANCED[name]
    assert this.chance == pytest.approx(1 / BALANCED[name])


@pytest.mark.parametrize(
    "name", [name for name in TASKS if REGISTRY[name].scale == "share" and not REGISTRY[name].generates]
)
def test_chance_is_the_best_single_answer(name: TaskName) -> None:
    """No answer given to every question scores more on the exam, and one scores as much."""
    this = task(brief(name))
    number, batches = this.answer == "number", exams(this)
    answers = np.linspace(-20, 20, 4001).astype(np.float32) if number else np.arange(len(this.classes))
    scores = []
    for answer in answers:
        wrong = [(np.abs(e.targets - answer) > this.tolerance) & e.judged for e in batches]
        sizes = [len(each) for each in wrong] if this.pooled else None
        scores.append(np.average([1 - each.any(axis=1).mean() for each in wrong], weights=sizes))
    assert max(scores) <= this.chance + 1e-9
    assert max(scores) == pytest.approx(this.chance, abs=0.01)


@every_task
def test_a_task_explains_itself(name: TaskName) -> None:
    this = task(default_run("lstm", name).task)
    assert this.title[0].isupper()
    assert this.shows[0].isupper()
    assert this.shows.endswith(".")
    assert this.right_when[0].islower()
    assert not this.right_when.endswith(".")
    assert this.curve_name
    assert this.curve_unit
    assert this.lengths.what
    if this.scale == "share":
        assert 0 <= this.chance < 0.6
    elif this.scale == "error":
        assert 0 < this.chance < 1.1
    else:
        assert 1 < this.chance <= len(this.classes)


@every_task
def test_samples_can_be_read_and_the_probe_has_its_answer(name: TaskName) -> None:
    this = task(default_run("lstm", name).task)
    assert len(set(this.samples)) == len(this.samples) >= 5
    assert this.probe in this.samples
    for text in this.samples:
        reading = this.read(text)
        assert reading.known.all(), text
        assert not reading.dropped
        as_known = [word if word in this.vocabulary else word.lower() for word in reading.words]
        assert [this.vocabulary[i] for i in reading.ids] == as_known
    if this.answer == "class":
        assert this.probe_answer in this.classes
    else:
        assert np.isfinite(float(this.probe_answer))
    assert this.telling <= set(this.vocabulary)
    assert this.vocabulary[0] == "<unk>"
    assert len(set(this.vocabulary)) == len(this.vocabulary)
    for bad in ("", None, 7):
        with pytest.raises(ValueError, match=r"[.]$"):
            this.read(bad)  # type: ignore[arg-type]


@every_task
def test_every_cell_has_a_recipe_that_takes_seconds(name: TaskName) -> None:
    for kind in KINDS:
        spec = default_run(kind, name)
        assert (spec.model.kind, spec.task.name, spec.seed) == (kind, name, 0)
        assert spec.train.steps <= 2000


@every_task
def test_extreme_lengths_work(name: TaskName) -> None:
    low, high = (int(end) for end in LIMITS[name][:2])
    for shortest, longest in ((low, low), (high, high), (low, high)):
        this = task(TaskSpec(name, shortest, longest))
        for batch in some(this, 5, size=3):
            assert batch.ids.shape[0] == 3
            assert batch.judged.any(axis=1).all()
        assert some(this, 1, size=1)[0].ids.shape[0] == 1


def test_joined_batches_keep_their_sentences() -> None:
    this = task(TaskSpec("recall", 3, 9))
    parts = [this.exam(3), this.exam(9)]
    whole, first = joined(parts), len(parts[0].ids)
    assert whole.ids.shape == (first + len(parts[1].ids), parts[1].ids.shape[1])
    np.testing.assert_array_equal(whole.ids[:first, : parts[0].ids.shape[1]], parts[0].ids)
    assert not whole.weights[:first, parts[0].ids.shape[1] :].any()
    np.testing.assert_array_equal(whole.last, np.concatenate([part.last for part in parts]))
