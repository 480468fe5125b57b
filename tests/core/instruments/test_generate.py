"""A language model writes: word by word, by temperature and seed."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.equations.forward import arrays
from core.instruments import record
from core.instruments.generate import MOST, TEMPERATURES, Stepper, generate, generate_many, texts
from core.nets.run import Run
from core.network import Network
from core.recipes import default_run
from core.spec import KINDS, Kind, ModelSpec, RunSpec, TaskName, TaskSpec, TrainSpec
from core.tasks import task
from core.text import Reading
from tests.making.networks import models, network

NAMES: tuple[TaskName, ...] = ("characters", "words")
every_kind = pytest.mark.parametrize("kind", KINDS)
every_task = pytest.mark.parametrize("name", NAMES)


def small(kind: Kind, name: TaskName, text: str = "", steps: int = 4) -> RunSpec:
    return RunSpec(ModelSpec(kind, 5, 6), TaskSpec(name, 8, 12, text), TrainSpec(steps, 8, 0.02))


def trained(kind: Kind, name: TaskName, steps: int = 25) -> Network:
    run = Run(small(kind, name, steps=steps))
    run.train(steps)
    return run.network()


def reading_of(net: Network, ids: Any) -> Reading:
    return Reading(tuple(net.vocabulary[i] for i in ids), np.array(ids), np.array(ids) > 0)


@given(model=models(bidirectional=False), seed=st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_reading_word_by_word_is_reading_at_once(model: ModelSpec, seed: int) -> None:
    first = network(model, seed)
    spec = replace(first.spec, task=TaskSpec("recall", 3, 6))
    rng = np.random.default_rng(seed)
    words = len(task(spec.task).vocabulary)
    own = {"embedding.weight": (words, model.embedding_size), "readout.bias": (words,)}
    own["readout.weight"] = (words, first.weights["readout.weight"].shape[1])
    drawn = {name: rng.standard_normal(shape).astype(np.float32) for name, shape in own.items()}
    weights = {**first.weights, **drawn}
    net = Network(spec, 1, weights)
    ids = rng.integers(words, size=(3, 7))
    steps = Stepper(net.spec.model, arrays(net, np.float32), 3)
    logits = np.stack([steps.read(column) for column in ids.T])
    for b in range(3):
        trace = record(net, reading_of(net, ids[b]), np.float32)
        np.testing.assert_allclose(logits[:, b], trace.logits, rtol=2e-3, atol=2e-3)


@every_kind
@every_task
def test_without_temperature_the_likeliest_comes(kind: Kind, name: TaskName) -> None:
    net = trained(kind, name)
    this = task(net.spec.task)
    ids = list(this.read(this.start).ids)
    for _ in range(12):
        ids.append(1 + int(record(net, reading_of(net, ids), np.float32).logits[-1, 1:].argmax()))
    expected = this.write([net.vocabulary[i] for i in ids[1:]])
    assert generate(net, this.start, 12, 0.0) == generate(net, this.start, 12, 0.0, seed=7) == expected


@every_task
def test_the_same_seed_writes_the_same(name: TaskName) -> None:
    net = trained("gru", name)
    start = task(net.spec.task).start
    assert generate(net, start, 20, 1.0, 5) == generate(net, start, 20, 1.0, 5)
    assert generate(net, start, 20, 1.0, 5) != generate(net, start, 20, 1.0, 6)
    assert texts(net) == texts(net)
    assert list(texts(net)) == [f"{t:.1f}" for t in TEMPERATURES]
    assert "<unk>" not in "".join(generate_many(net, start, 200, (1.5, 50.0), 1))


@pytest.mark.parametrize("temperature", [0.3, 0.7, 1.0, 1.5])
def test_words_come_as_often_as_their_probability_says(temperature: float) -> None:
    net = trained("lstm", "characters", 60)
    drawn = generate_many(net, "the", 1, (temperature,) * 8000, seed=1)
    logits = record(net, "the").logits[-1, 1:] / temperature
    expected = np.exp(logits - logits.max())
    expected /= expected.sum()
    shown = task(net.spec.task)
    for word, share in zip(net.vocabulary[1:], expected, strict=True):
        count = drawn.count(shown.write([word]))
        assert abs(count / 8000 - share) < 5 * (share / 8000) ** 0.5 + 1e-3, word


REFUSED: list[tuple[Any, str]] = [
    ({"length": 0}, f"from 1 to {MOST}"),
    ({"length": MOST + 1}, f"from 1 to {MOST}"),
    ({"temperature": -1.0}, "temperature is -1.0"),
    ({"temperature": float("nan")}, "temperature is nan"),
    ({"temperature": float("inf")}, "temperature is inf"),
    ({"start": ""}, "Type at least one"),
]


@pytest.mark.parametrize(("change", "says"), REFUSED)
def test_what_cannot_be_written_is_refused(change: dict[str, Any], says: str) -> None:
    net = trained("rnn", "characters", 1)
    with pytest.raises(ValueError, match=r".") as refusal:
        generate(**{"network": net, "start": "a", "length": 5, "temperature": 1.0, **change})
    assert says in str(refusal.value)


def test_networks_that_cannot_write_say_so() -> None:
    both = RunSpec(ModelSpec("lstm", 4, 4, bidirectional=True), TaskSpec("characters", 8, 9), TrainSpec(1, 4))
    run = Run(both)
    assert run.advance(1).samples == {}
    with pytest.raises(ValueError, match="reads in both directions"):
        generate(run.network(), "a", 5)
    sentiment = Run(replace(default_run("rnn", "sentiment"), train=TrainSpec(1)))
    with pytest.raises(ValueError, match="does not answer with a next word"):
        generate(sentiment.network(), "the", 5)


def test_a_network_that_blew_up_writes_nothing() -> None:
    net = trained("gru", "characters", 1)
    broken = Network(net.spec, 2, {**net.weights, "readout.bias": net.weights["readout.bias"] * np.nan})
    assert set(texts(broken).values()) == {""}
