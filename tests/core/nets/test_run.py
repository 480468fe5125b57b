"""Laws of a training run: a pure function of its spec, honest about divergence, equal to a bare loop."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
import torch

from core import train
from core.nets.run import Run
from core.nets.snapshot import Snapshot
from core.network import Network, initial_network
from core.spec import KINDS, TASKS, Kind, ModelSpec, RunSpec, TaskName, TrainSpec
from core.tasks import REGISTRY, task
from tests.bench.training import BareLoop
from tests.making.networks import brief

every_kind = pytest.mark.parametrize("kind", KINDS)
CLASSES: list[TaskName] = [name for name in TASKS if REGISTRY[name].answer == "class"]
every_task = pytest.mark.parametrize("name", TASKS)


def small(kind: Kind, name: TaskName = "recall", steps: int = 6, seed: int = 0) -> RunSpec:
    return RunSpec(ModelSpec(kind, TASKS[name].numbers or 6, 7), brief(name), TrainSpec(steps, 8, 0.01), seed)


def same_weights(a: Network, b: Network) -> bool:
    return all(np.array_equal(a.weights[name], b.weights[name]) for name in a.weights)


@every_kind
@every_task
def test_advance_6_is_3_times_advance_2(kind: Kind, name: TaskName) -> None:
    whole, pieces = Run(small(kind, name)), Run(small(kind, name))
    once = whole.advance(6)
    parts = [pieces.advance(2) for _ in range(3)]
    assert whole.done
    assert pieces.done
    np.testing.assert_array_equal(once.losses, np.concatenate([part.losses for part in parts]))
    np.testing.assert_array_equal(
        once.gradient_norms, np.concatenate([part.gradient_norms for part in parts])
    )
    assert once.curve == parts[-1].curve
    np.testing.assert_array_equal(once.profile, parts[-1].profile)
    assert same_weights(whole.network(), pieces.network())
    assert whole.network().key == pieces.network().key


@every_kind
def test_same_spec_same_numbers_in_concurrent_threads_and_whatever_the_global_seed(kind: Kind) -> None:
    torch.manual_seed(1)
    expected = train(small(kind))

    def other(number: int) -> Network:
        torch.manual_seed(number)
        return train(small(kind))

    with ThreadPoolExecutor(4) as pool:
        assert all(same_weights(expected, net) for net in pool.map(other, range(8)))
    assert not same_weights(expected, train(small(kind, seed=1)))


@every_kind
def test_interleaved_runs_do_not_touch_each_other(kind: Kind) -> None:
    alone = train(small(kind, seed=3))
    a, b = Run(small(kind, seed=3)), Run(small("lstm", "sentiment"))
    while not a.done:
        a.advance(1)
        b.advance(1)
    assert same_weights(alone, a.network())


@every_kind
@pytest.mark.parametrize("name", CLASSES)
def test_training_is_a_bare_torch_loop(kind: Kind, name: TaskName) -> None:
    spec = small(kind, name, steps=30)
    run, bare = Run(spec), BareLoop(spec)
    sentences = np.random.default_rng((0x5E17, spec.seed))
    for _ in range(30):
        bare.step(task(spec.task).batch(sentences, spec.train.batch_size))
    losses = run.advance(30).losses
    np.testing.assert_allclose(losses, bare.losses, rtol=2e-4)


@every_kind
def test_a_run_starts_at_the_initial_network(kind: Kind) -> None:
    spec = small(kind)
    run = Run(spec)
    assert same_weights(run.network(), initial_network(spec))
    assert run.network().key == initial_network(spec).key
    first = run.snapshot()
    assert (first.step, first.losses.size, first.diverged) == (0, 0, None)


@every_kind
@every_task
def test_a_snapshot_is_complete_and_can_be_sent(kind: Kind, name: TaskName) -> None:
    run = Run(small(kind, name))
    sent: Snapshot = pickle.loads(pickle.dumps(run.advance(4)))  # noqa: S301 - our own bytes
    this = task(run.spec.task)
    assert (sent.step, sent.steps_total) == (4, 6)
    assert sent.losses.shape == sent.gradient_norms.shape == (4,)
    assert [point for point, _ in sent.curve] == list(this.exam_points)
    values = [value for _, value in sent.curve]
    if this.scale == "share":
        assert all(0 <= share <= 1 for share in values)
        sizes = [this.exam_sizes[point] if this.pooled else 1 for point in this.exam_points]
        assert sent.score == pytest.approx(np.average(values, weights=sizes))
    elif this.scale == "error":
        assert sent.score == pytest.approx(np.mean(values))
        assert min(values) > 0
    else:
        assert 1 <= min(values) <= sent.score <= max(values)
    assert set(sent.samples) == ({"0.3", "0.7", "1.0", "1.5"} if this.generates else set())
    assert sent.profile.shape == this.read(this.probe).ids.shape
    assert (sent.cell_profile is None) == (kind != "lstm")
    assert sent.seconds > 0
    assert same_weights(Network(run.spec, sent.step, sent.weights), run.network())
    assert run.advance(100).step == 6
    assert run.advance(1).losses.size == 0


@every_kind
def test_the_curve_counts_right_answers_one_by_one(kind: Kind) -> None:
    from core.instruments import record
    from core.text import Reading

    run = Run(replace(small(kind, steps=40), train=TrainSpec(40, 16, 0.02)))
    snapshot = run.advance(40)
    this = task(run.spec.task)
    for point, share in snapshot.curve:
        exam = this.exam(point)
        right = []
        for ids, last, targets, judged in zip(exam.ids, exam.last, exam.targets, exam.judged, strict=True):
            kept = ids[: last + 1]
            trace = record(run.network(), Reading(tuple(str(i) for i in kept), kept, kept != 0), np.float32)
            right.append(all(trace.logits[t].argmax() == targets[t] for t in np.flatnonzero(judged)))
        assert share == pytest.approx(np.mean(right), abs=1.01 / len(right))  # a tie may fall either way


@every_kind
@pytest.mark.parametrize("bad", [np.inf, np.nan])
def test_a_run_that_diverges_stops_and_names_its_step(kind: Kind, bad: float) -> None:
    run = Run(small(kind, steps=50))
    run.train(3)
    with torch.no_grad():
        run._model.readout.bias[0] = bad
    snapshot = run.advance(20)
    assert run.done
    assert snapshot.step == 4
    assert snapshot.diverged is not None
    assert "step 4" in snapshot.diverged
    assert "gradient norm" in snapshot.diverged
    assert run.advance(5).step == 4


@every_kind
def test_an_absurd_learning_rate_without_clipping_ends_well_either_way(kind: Kind) -> None:
    run = Run(replace(small(kind, steps=40), train=TrainSpec(40, 8, 100.0, None)))
    snapshot = run.advance(40)
    assert run.done
    assert snapshot.diverged is None or f"step {snapshot.step}" in snapshot.diverged
    assert snapshot.losses.max() > 100


def test_clipping_bounds_the_step_but_the_norm_is_told_as_it_was() -> None:
    free = Run(replace(small("rnn"), train=TrainSpec(1, 8, 0.01, None))).advance(1)
    clipped = Run(replace(small("rnn"), train=TrainSpec(1, 8, 0.01, 1e-3))).advance(1)
    np.testing.assert_array_equal(free.gradient_norms, clipped.gradient_norms)
    assert free.gradient_norms[0] > 1e-3
