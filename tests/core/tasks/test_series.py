"""A series of numbers: what is held out, how a network goes on, what rules that need none come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core import Network, RunSpec, continuation, default_run, initial_network, read_table, record
from core.arrays import Floats
from core.nets.layer import Layered
from core.nets.run import Run, train
from core.recipes.link import from_line, to_line
from core.spec import KINDS, Kind, ModelSpec, TaskSpec, TrainSpec
from core.spec.tasks import SOURCES
from core.tasks.series import HORIZONS, Series
from core.tasks.supplied import SOURCES as MAKERS

every_kind = pytest.mark.parametrize("kind", KINDS)
every_source = pytest.mark.parametrize("source", SOURCES)


def series(values: Floats | None = None, **more: Any) -> Series:
    text = "" if values is None else "\n".join(repr(float(value)) for value in values)
    return Series(TaskSpec("series", 16, 48, text, **more))


def spec_of(kind: Kind = "rnn", steps: int = 4, source: Any = "sines", **model: Any) -> RunSpec:
    task = TaskSpec("series", 8, 12, source=source)
    return RunSpec(ModelSpec(kind, 1, 5, **model), task, TrainSpec(steps, 8, 0.02))


@every_source
def test_what_is_held_out_is_never_read_nor_asked_in_training(source: Any) -> None:
    this = series(source=source)
    this.values = np.arange(len(this.values)).astype(float)  # every number says where it stands
    this._ids = np.arange(len(this.values))
    rng = np.random.default_rng(0)
    for _ in range(200):
        batch = this.batch(rng, 32)
        assert batch.ids.max() < batch.targets.max() < this.begins
        np.testing.assert_array_equal(batch.targets, batch.ids + 1)
    for point in this.exam_points:
        exam = this.exam(point)
        np.testing.assert_array_equal(exam.targets[:, -1], exam.ids[:, -1] + point)
        assert exam.targets[:, -1].min() >= this.begins
    assert this.begins == 900


@every_source
def test_supplied_series_are_what_they_are_called(source: Any) -> None:
    values = MAKERS[source]()
    assert len(values) == 1200
    np.testing.assert_array_equal(values, MAKERS[source]())
    if source == "ball":
        assert values.min() >= 0
    if source == "season":
        assert series(source="season").period == 12


def test_a_rule_that_knows_the_season_is_exact_on_one() -> None:
    this = series(np.resize([1.0, 5, 2, 8, 3], 200))
    assert this.period == 5
    assert this.best_rule == "last season"
    assert this.chance == 0
    said = this.naive(this.values[:97], 7)
    np.testing.assert_array_equal(said["last season"], this.values[97:104])
    np.testing.assert_array_equal(said["last value"], this.values[96])
    mean = dict(this.baselines["mean"])
    assert mean[1] == pytest.approx(1, abs=0.1)


@every_kind
@pytest.mark.parametrize("readout", ["each", "mean", "max"])
def test_the_exam_is_the_error_of_what_is_typed_on(kind: Kind, readout: Any) -> None:
    """The oracle types every answer behind the sentence and has all of it read again."""
    run = Run(spec_of(kind, readout=readout))
    curve = dict(run.advance(4).curve)
    this = series()
    net, starts = run.network(), this._starts
    said = np.array([_typed(net, this, start, 4) for start in starts])
    for point in (1, 2, 4):
        right = this.values[starts + point - 1]
        error = np.sqrt(np.mean((said[:, point - 1] - right) ** 2)) / this.values.std()
        assert curve[point] == pytest.approx(error, rel=0.02)


def _typed(net: Network, this: Series, start: int, count: int) -> list[float]:
    words = [this._word(at) for at in range(start - this.context, start)]
    said = []
    for _ in range(count):
        said.append(float(record(net, " ".join(words)).answers[-1, 0]))
        words.append(f"{said[-1]:.9f}")
    return said


def test_numbers_of_any_size_are_learnt_alike() -> None:
    """Also near a million, or where the sixth decimal differs; as many words draw the same weights."""
    values = MAKERS["sines"]()
    ends = []
    for factor, offset in ((1.0, 0.0), (1000.0, 1e6), (1e-3, -0.5)):
        text = "\n".join(repr(float(factor * value + offset)) for value in values)
        spec = spec_of("gru", 60)
        run = Run(replace(spec, task=replace(spec.task, text=text)))
        ends.append((np.mean(run.advance(60).losses[-20:]), run.snapshot().curve[0][1]))
    for loss, error in ends[1:]:
        assert loss == pytest.approx(ends[0][0], rel=0.2)
        assert error == pytest.approx(ends[0][1], rel=0.2)


def test_a_run_in_units_goes_on_from_a_checkpoint_to_the_bit() -> None:
    spec = spec_of("lstm", 8, "season")
    assert series(source="season").unit == 8
    whole, first = Run(spec), Run(spec)
    whole.train(8)
    first.train(3)
    second = Run(spec, first.checkpoint())
    second.train(5)
    for name, array in whole.network().weights.items():
        np.testing.assert_array_equal(array, second.network().weights[name])


def test_what_is_trained_answers_as_what_is_recorded() -> None:
    net = train(spec_of("lstm", 5, "season"))
    this = series(source="season")
    exam = this.exam(1)
    import torch

    steps, rows = np.nonzero(exam.judged.T)
    logits = Layered(net).logits(torch.from_numpy(exam.ids.T.copy()), exam.last, steps, rows)
    right = [record(net, " ".join(net.vocabulary[i] for i in ids)).answers[-1, 0] for ids in exam.ids]
    np.testing.assert_allclose(logits.detach().numpy()[:, 0], right, rtol=1e-5)


def test_an_untrained_network_answers_near_the_mean() -> None:
    net = initial_network(spec_of("lstm", source="season"))
    answers = record(net, series(source="season").probe).answers
    assert np.abs(answers - 109).max() < 10


def test_numbers_are_read_as_they_are_typed() -> None:
    this = series()
    reading = this.read("0.5 0,5 −0.5, -.5; 5e-1 1e9 dog nan 0.5001")
    said = [this.vocabulary[index] for index in reading.ids]
    assert said == ["0.500", "0.500", "-0.500", "-0.500", "0.500", *["<unk>"] * 3, "0.500"]
    assert reading.words[1:3] == ("0,5", "−0.5,")
    assert this.vectors is not None
    np.testing.assert_allclose(this.vectors[reading.ids[:2], 0], 0.5 - this.centre, atol=1e-6)
    with pytest.raises(ValueError, match="no number in this sentence"):
        this.read(" ")
    low, high = float(this.vocabulary[1]), float(this.vocabulary[-1])
    assert low < this.values.min() - np.ptp(this.values) / 2
    assert high > this.values.max() + np.ptp(this.values) / 2


def test_a_network_with_other_numbers_reads_its_own_grid() -> None:
    net = initial_network(spec_of())
    words = ("<unk>", "-1", "0", "1", "2")
    weights = {**net.weights, "embedding.weight": np.arange(5, dtype=np.float32)[:, None]}
    other = Network(net.spec, 1, weights, words, ("value",), "number")
    assert other.read("0.4 0.6 −1 1,5 3").ids.tolist() == [2, 3, 1, 3, 0]
    names = Network(net.spec, 1, weights, ("<unk>", "a", "b", "c", "1"), ("value",), "number")
    assert names.read("a 1 1.1").ids.tolist() == [1, 4, 0]


def test_a_column_is_gone_on_with_beyond_its_end() -> None:
    rows = read_table("t;v\n" + "\n".join(f"{n};{np.sin(n / 3):.4f}".replace(".", ",") for n in range(300)))
    usual = default_run("lstm", "series")
    run = replace(usual, task=replace(usual.task, text=rows.series("v").text), train=TrainSpec(150, 32, 0.02))
    net = train(run)
    beyond, again = continuation(net, 20), continuation(net, 20, begins=260)
    assert (beyond.begins, len(beyond.values), len(beyond.truth)) == (300, 20, 0)
    assert set(beyond.naive) == {"last value", "last season"}
    np.testing.assert_allclose(beyond.values[:5], np.sin(np.arange(300, 305) / 3), atol=0.2)
    np.testing.assert_allclose(again.truth, np.sin(np.arange(260, 280) / 3), atol=1e-4)
    tries: list[tuple[Callable[[], Any], str]] = [
        (lambda: continuation(net, 0), "count is 0"),
        (lambda: continuation(net, 5, begins=3), "choose a place from 48 to 300"),
        (lambda: continuation(initial_network(default_run("rnn", "recall")), 5), "nothing to go on with"),
    ]
    for make, says in tries:
        with pytest.raises(ValueError, match=says):
            make()


def test_what_blew_up_has_no_numbers_and_an_endless_error() -> None:
    run = Run(spec_of())
    weights = dict(run.network().weights)
    weights["readout.bias"] = np.array([np.nan], np.float32)
    run._model.restore(weights)
    assert [value for _, value in run.snapshot().curve] == [float("inf")] * len(HORIZONS)
    assert np.isnan(continuation(Network(run.spec, 0, weights), 3).values).all()


def test_the_series_stands_in_the_link_and_goes_with_no_other() -> None:
    spec = default_run("gru", "series")
    ball = replace(spec, task=replace(spec.task, source="ball"))
    assert to_line(ball) == "series-gru-source.ball"
    assert from_line(to_line(ball)) == ball
    assert "source" not in spec.to_dict()["task"]
    with pytest.raises(ValueError, match="does not go with task recall"):
        TaskSpec(source="ball")
    with pytest.raises(ValueError, match="does not go with your own series"):
        replace(ball.task, text="\n".join(map(str, range(80))))
    with pytest.raises(ValueError, match="second direction would read"):
        replace(spec, model=replace(spec.model, bidirectional=True))
