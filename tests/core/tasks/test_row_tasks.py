"""Tasks on rows of a table: what is held out, what is asked, and chance where classes are unbalanced."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from core import default_run, record, train
from core.nets.run import Run
from core.spec import KINDS, RunSpec, TaskName, TaskSpec
from core.tasks import REGISTRY, task
from core.tasks.row_task import MOST_ASKED, RowTask

NAMES: tuple[TaskName, ...] = ("labels", "tags")
every_task = pytest.mark.parametrize("name", NAMES)


def rows(count: int, rare: int = 10) -> str:
    """Rows of two labels, one of them ten times as frequent, of 3 to 9 words."""
    lines = []
    for n in range(count):
        label, word = ("no", "bad") if n % rare == 0 else ("yes", "good")
        lines.append(f"{label}\t{'it is ' * (1 + n % 4)}{word} n{n}")
    return "\n".join(lines)


def made(name: TaskName, text: str = "", shortest: int = 1, longest: int = 40) -> RowTask:
    this = REGISTRY[name](TaskSpec(name, shortest, longest, text))
    assert isinstance(this, RowTask)
    return this


@every_task
def test_a_fifth_is_held_out_and_never_learnt(name: TaskName) -> None:
    this = made(name)
    assert this.learnt == pytest.approx(0.8 * this.rows, abs=len(this.classes))
    asked = {ids[: last + 1].tobytes() for point in this.exam_points for ids, last in _each(this.exam(point))}
    rng, learnt = np.random.default_rng(0), set[bytes]()
    for _ in range(60):
        batch = this.batch(rng, 32)
        assert batch.ids.shape[1] <= 40
        learnt |= {ids[: last + 1].tobytes() for ids, last in _each(batch)}
    assert not asked & learnt
    assert len(learnt) > 300


def _each(batch: object) -> zip[tuple[np.ndarray, int]]:
    return zip(batch.ids, batch.last, strict=True)  # type: ignore[attr-defined]


def test_chance_is_the_share_of_the_largest_class() -> None:
    this = made("labels", rows(300))
    assert this.classes == this.point_names == ("no", "yes")
    assert this.chance == pytest.approx(0.9, abs=0.01)
    assert this.shares == (("yes", 0.9), ("no", 0.1))
    assert sum(this.exam_sizes.values()) == this.exam_answers == 60


def test_a_large_exam_is_drawn_and_keeps_the_shares() -> None:
    this = made("labels", rows(4000))
    assert sum(this.exam_sizes.values()) == MOST_ASKED
    assert this.chance == pytest.approx(0.9, abs=0.02)
    assert made("tags").exam_answers == MOST_ASKED


def test_a_score_counts_every_answer_alike() -> None:
    """A network that says the frequent label always is at chance, not at one half."""
    spec = RunSpec(task=TaskSpec("labels", 1, 40, rows(300)))
    run = Run(spec)
    weights = dict(run.network().weights)
    weights["readout.weight"] = np.zeros_like(weights["readout.weight"])
    weights["readout.bias"] = np.array([0, 1], np.float32)
    run._model.restore(weights)
    snapshot = run.snapshot()
    assert snapshot.curve == ((1, 0.0), (2, 1.0))
    assert snapshot.score == pytest.approx(run._task.chance)


def test_lengths_choose_rows_and_cut_them() -> None:
    this = made("labels", rows(200), shortest=6, longest=7)
    batch = this.batch(np.random.default_rng(0), 64)
    assert batch.ids.shape[1] == 7
    assert set(batch.last.tolist()) == {5, 6}
    longer = made("labels", rows(200), shortest=120, longest=120).batch(np.random.default_rng(0), 64)
    assert set(longer.last.tolist()) == {9}, "none is that long: the longest"


def test_words_said_once_are_unknown_and_their_share_is_told() -> None:
    this = made("labels", rows(200))
    assert set(this.vocabulary) == {"<unk>", "it", "is", "bad", "good"}
    assert 0 < this.unread == pytest.approx(1 / 7, abs=0.05)
    assert this.telling == {"bad", "good"}


def test_tags_are_asked_word_by_word_and_cut_at_spaces() -> None:
    lines = [f"A B-C A A\tDon't 3.5 Now{n % 3}! n{n}" for n in range(30)]
    this = made("tags", "\n".join([*lines, "B-C A\tx 3.5"]))
    assert this.classes == ("A", "B-C")
    assert this.read("Don't  3.5 now1!").known.all()
    assert this.read("Don't 3.5").words == ("Don't", "3.5")
    exam = this.exam(2)
    assert (exam.judged.sum(axis=1) == 1).all()
    assert (exam.targets[exam.judged] == 1).all()
    with pytest.raises(ValueError, match="no word in this sentence"):
        this.read("  ")


@every_task
@pytest.mark.parametrize("kind", KINDS)
def test_rows_of_ones_own_are_learnt_by_every_cell(name: TaskName, kind: str) -> None:
    text = rows(200, rare=2)
    if name == "tags":
        text = "\n".join(f"A B C\tthe {'dog' if n % 2 else 'cat'} runs{n % 5}" for n in range(60))
        text = "\n".join(f"{line} n{n}".replace("\t", " D\t") for n, line in enumerate(text.split("\n")))
    usual = default_run(kind, name, 3000)  # type: ignore[arg-type]
    run = Run(replace(usual, task=replace(usual.task, text=text)))
    assert run.advance(100).score > 0.95
    trace = record(run.network(), run._task.probe)
    asked = trace.answers[run._task.probe_at].argmax()
    assert run.network().classes[asked] == run._task.probe_answer


def test_the_supplied_tables_are_what_their_tasks_say() -> None:
    for name in NAMES:
        this = made(name)
        assert this.rows == 460
        assert not this.unread
    labels = made("labels")
    assert labels.shares[0] == ("person", 150 / 460)
    tags = task(default_run("lstm", "tags").task)
    assert isinstance(tags, RowTask)
    both = Counter(
        word
        for word in tags.vocabulary[1:]
        if {"NOUN", "VERB"} <= {tag for w, tag in _words(tags) if w == word}
    )
    assert len(both) == 10, "ten words are nouns and verbs"


def _words(this: RowTask) -> set[tuple[str, str]]:
    return {
        pair
        for words, tags in zip(this._words, this._answers, strict=True)
        for pair in zip(words, tags, strict=True)
    }


def test_a_probe_reads_the_trained_network_as_any_other() -> None:
    net = train(default_run("lstm", "labels", 3000))
    trace = record(net, "do you know when my neighbour wrote the letter ?")
    assert net.classes[trace.answers[-1].argmax()] == "time"
