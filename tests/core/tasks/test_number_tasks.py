"""Networks that answer with a number: right answers by a slow reading, losses and gradients by torch."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from core.figures.memory import difference_figure
from core.instruments import (
    Clamp,
    Loss,
    check_gradients,
    difference,
    gradient_profile,
    loss_at,
    reach_map,
    record,
    truncation,
)
from core.nets.run import Run
from core.network import Network, initial_network
from core.recipes import default_run
from core.spec import KINDS, TASKS, Kind, ModelSpec, RunSpec, TaskName, TaskSpec, TrainSpec
from core.tasks import REGISTRY, Batch, task
from tests.making import reference

NUMBERS: tuple[TaskName, ...] = ("adding", "total")
every_kind = pytest.mark.parametrize("kind", KINDS)
every_task = pytest.mark.parametrize("name", NUMBERS)


def small(kind: Kind, name: TaskName, steps: int = 6) -> RunSpec:
    model = ModelSpec(kind, TASKS[name].numbers, 5)
    return RunSpec(model, TaskSpec(name, 4, 9), TrainSpec(steps, 8, 0.01))


def trained(kind: Kind, name: TaskName) -> Network:
    run = Run(small(kind, name, 20))
    run.train(20)
    return run.network()


def sums(words: list[str]) -> dict[int, float]:
    """Return what is asked for where, in the adding problem."""
    marked = [word for word in words if word.endswith("*")]
    assert len(marked) == 2
    first = [t for t, word in enumerate(words) if word.endswith("*")]
    assert first[0] < len(words) // 2 <= first[1]
    return {len(words) - 1: sum(float(word[:-1]) for word in marked)}


def totals(words: list[str]) -> dict[int, float]:
    """Run add-until-asked as a program."""
    register, answers = 0, {}
    rest = iter(enumerate(words))
    for t, word in rest:
        if word == "a":
            register += int(next(rest)[1])
        elif word == "b":
            answers[t] = float(register)
            register = 0
        else:
            assert -9 <= int(word) <= 9
    return answers


def batches(name: TaskName, shortest: int, longest: int) -> list[Batch]:
    this, rng = task(TaskSpec(name, shortest, longest)), np.random.default_rng(0)
    return [*(this.batch(rng, 32) for _ in range(60)), *map(this.exam, this.exam_points)]


@every_task
@pytest.mark.parametrize("lengths", [(3, 8), (20, 60)])
def test_the_right_number_is_what_a_program_says(name: TaskName, lengths: tuple[int, int]) -> None:
    this = task(TaskSpec(name))
    for batch in batches(name, *lengths):
        for i, ids in enumerate(batch.ids):
            words = [this.vocabulary[index] for index in ids]
            answers = (sums if name == "adding" else totals)(words)
            assert np.flatnonzero(batch.judged[i]).tolist() == list(answers)
            assert np.flatnonzero(batch.weights[i]).tolist() == list(answers)
            np.testing.assert_allclose(batch.targets[i, list(answers)], list(answers.values()), atol=1e-6)


def test_the_lecture_s_sequence_makes_14() -> None:
    assert totals(["1", "3", "-5", "a", "5", "-1", "8", "2", "0", "a", "9", "b"]) == {11: 14.0}
    this = task(TaskSpec("total"))
    reading = this.read("1, 3 −5 A 5 – 9 b")
    assert reading.words == ("1", ",", "3", "−5", "A", "5", "–", "9", "b")
    assert [this.vocabulary[i] for i in reading.ids] == ["1", "<unk>", "3", "-5", "a", "5", "<unk>", "9", "b"]
    assert this.probe in this.samples
    assert totals(this.probe.split())[len(this.probe.split()) - 1] == float(this.probe_answer)
    assert "1 3 -5 a 5 -1 8 2 0 a 9 b" in this.samples


def test_adding_reads_numbers_as_they_are_written() -> None:
    this = task(TaskSpec("adding"))
    reading = this.read("0.5* .25 0.333 * 1e-1 2 dog nan inf*")
    assert [this.vocabulary[i] for i in reading.ids] == ["0.50*", "0.25", "0.33*", "0.10", *["<unk>"] * 4]
    assert sums(this.probe.split()) == pytest.approx({14: float(this.probe_answer)})


@every_task
@pytest.mark.parametrize("text", ["", "  \n", "\u0000"])
def test_no_words_are_refused(name: TaskName, text: str) -> None:
    if text == "\u0000":
        assert not task(TaskSpec(name)).read(text).known.any()
    else:
        with pytest.raises(ValueError, match="Type some, such as"):
            task(TaskSpec(name)).read(text)


@every_task
def test_words_stand_for_their_numbers_and_stay_so(name: TaskName) -> None:
    this = task(TaskSpec(name))
    assert this.vectors is not None
    assert this.vectors.shape == (len(this.vocabulary), TASKS[name].numbers)
    for word, (value, *marks) in zip(this.vocabulary, this.vectors.tolist(), strict=True):
        bare = word.rstrip("*")
        number = float(bare) if bare not in ("<unk>", "a", "b") else 0.0
        assert value == pytest.approx(number / (10 if name == "total" else 1), abs=1e-7)
        expected = [word.endswith("*")] if name == "adding" else [word == "a", word == "b"]
        assert marks == expected
    for kind in KINDS:
        np.testing.assert_array_equal(trained(kind, name).weights["embedding.weight"], this.vectors)


@every_task
def test_the_probe_belongs_to_the_exam(name: TaskName) -> None:
    this = task(TaskSpec(name))
    shift = 3 if name == "total" else 0
    assert (this.read(this.probe).ids.sum() + shift) % 8 == 0
    for batch in batches(name, 4, 20):
        held_out = (batch.ids.sum(axis=1) + shift) % 8 == 0
        assert not held_out.any() if len(batch.ids) == 32 else held_out.all()


def test_only_these_tasks_have_vectors() -> None:
    assert {name for name, made in REGISTRY.items() if made.vectors is not None} == set(NUMBERS)
    assert {name for name, made in REGISTRY.items() if made.answer == "number"} == {*NUMBERS, "series"}


@every_task
def test_another_embedding_size_is_refused_in_a_sentence(name: TaskName) -> None:
    size = TASKS[name].numbers
    with pytest.raises(ValueError, match=f"Choose embedding_size {size}"):
        RunSpec(ModelSpec(embedding_size=16), TaskSpec(name))


@every_kind
@every_task
def test_loss_and_gradients_are_torchs(kind: Kind, name: TaskName) -> None:
    net = trained(kind, name)
    batch = task(net.spec.task).exam(12 if name == "total" else 10)
    for i in range(4):
        ids = batch.ids[i]
        words = " ".join(net.vocabulary[index] for index in ids)
        weights, targets = batch.weights[i].astype(float), batch.targets[i].astype(float)
        trace = record(net, words)
        torchs = reference.read(net, ids)
        loss = sum(
            w * (logits[0] - target) ** 2
            for w, logits, target in zip(weights, torchs.logits, targets, strict=True)
        )
        assert isinstance(loss, torch.Tensor)
        loss.backward()  # type: ignore[no-untyped-call]
        profile = gradient_profile(trace, loss=Loss(targets, weights))
        assert profile.loss == pytest.approx(loss.item(), rel=1e-12)
        ours, theirs = profile.hidden_gradient, torchs.gradient(torchs.hidden[0, False])
        np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-13)
        for weight, gradient in profile.weight_gradients().items():
            grad = torchs.weights[weight].grad
            assert grad is not None
            np.testing.assert_allclose(gradient, grad.numpy(), rtol=1e-9, atol=1e-12, err_msg=weight)


@every_kind
@every_task
def test_the_run_s_loss_is_the_mean_squared_error(kind: Kind, name: TaskName) -> None:
    spec = small(kind, name)
    run, net = Run(spec), initial_network(spec)
    batch = task(spec.task).batch(np.random.default_rng((0x5E17, spec.seed)), spec.train.batch_size)
    losses = [
        Loss(targets.astype(float), weights.astype(float)).value(
            record(net, " ".join(net.vocabulary[index] for index in ids)).logits
        )
        for ids, targets, weights in zip(batch.ids, batch.targets, batch.weights, strict=True)
    ]
    assert run.advance(1).losses[0] == pytest.approx(np.mean(losses), rel=1e-4)


@every_kind
@every_task
def test_instruments_take_a_number_as_the_target(kind: Kind, name: TaskName) -> None:
    net = trained(kind, name)
    this = task(net.spec.task)
    trace = record(net, this.probe)
    np.testing.assert_array_equal(trace.answers, trace.logits)
    assert check_gradients(trace, this.probe_answer).passes()
    assert gradient_profile(trace, 1.5).loss == pytest.approx((trace.logits[-1, 0] - 1.5) ** 2)
    assert gradient_profile(trace, "1.5").target == 1.5
    assert loss_at(trace).targets.tolist() == [0.0] * len(trace)
    rows = reach_map(trace, 2.0).hidden
    for i in (0, len(trace) // 2, len(trace) - 1):
        np.testing.assert_allclose(rows[i], gradient_profile(trace, 2.0, i).hidden, rtol=1e-9, atol=1e-15)
    assert truncation(trace, 3, 2.0).full.target == 2.0
    with pytest.raises(ValueError, match="answers with numbers, such as"):
        gradient_profile(trace, "positive")
    with pytest.raises(ValueError, match="asks for classes; this network answers with numbers"):
        gradient_profile(trace, loss=Loss(np.zeros(len(trace), np.int64), np.ones(len(trace))))
    with pytest.raises(ValueError, match="it has answers, and no probabilities"):
        _ = trace.probabilities


@every_task
def test_a_figure_shows_the_number(name: TaskName) -> None:
    net = trained("lstm", name)
    trace = record(net, task(net.spec.task).probe)
    operated = record(net, task(net.spec.task).probe, operations=[Clamp("forget_gate", 0.0)])
    moved = difference_figure(difference(trace, operated)).data[1]
    np.testing.assert_allclose(moved.y, np.abs(operated.logits - trace.logits)[:, 0])


@every_task
def test_an_answer_is_right_within_the_tolerance(name: TaskName) -> None:
    run = Run(replace(small("gru", name, 60), train=TrainSpec(60, 16, 0.03)))
    this = task(run.spec.task)
    for point, share in run.advance(60).curve:
        exam = this.exam(point)
        right = []
        for ids, targets, judged in zip(exam.ids, exam.targets, exam.judged, strict=True):
            words = " ".join(this.vocabulary[index] for index in ids)
            answers = record(run.network(), words, np.float32).answers[:, 0]
            right.append(bool((np.abs(answers - targets)[judged] <= this.tolerance).all()))
        assert share == pytest.approx(np.mean(right), abs=1.01 / len(right))


@every_task
def test_chance_is_that_of_the_best_constant(name: TaskName) -> None:
    this = task(TaskSpec(name))
    exams = [this.exam(point) for point in this.exam_points]
    constants = np.arange(-2, 2.01, 0.1)
    shares = [
        np.mean(
            [((np.abs(e.targets - constant) <= this.tolerance) | ~e.judged).all(axis=1).mean() for e in exams]
        )
        for constant in constants
    ]
    assert this.chance == pytest.approx(max(shares), abs=0.06)


def test_the_default_recipes_give_the_width() -> None:
    for name in NUMBERS:
        for kind in KINDS:
            assert default_run(kind, name).model.embedding_size == TASKS[name].numbers
