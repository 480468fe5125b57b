"""The pictures of the unrolled RNN: the numbers of an opened step and of the losses in a row are core's."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from core import Network, default_run, initial_network, loss_at, record
from core.experiments.lessons.unrolled import small
from core.spec import Activation
from tests.stage.conftest import Modules, file_of

SENTENCE = "the dog that my xyzzy had"
BODY = """
  const { fromFile } = await stage("../net/file");
  const network = fromFile(Uint8Array.from(Buffer.from(g[0], "base64")));
  const all = m.opened(network, g[1], g[2]);
  const plain = (name, value) => value instanceof Float64Array ? Array.from(value) : value;
  const steps = all.trace.words.map((_, t) => m.stepOf(all, t));
  return JSON.parse(JSON.stringify(steps, plain));"""


def begun_at(network: Network, start: float) -> Network:
    """Return a network whose initial state is a number in every unit."""
    spec = network.spec
    model = replace(spec.model, initial_state="learnt")
    state = np.full(model.hidden_size, start, dtype=np.float32)
    weights = {**network.weights, "rnn.initial_hidden_l0": state}
    return Network(replace(spec, model=model), network.step, weights, network.vocabulary, network.classes)


@pytest.mark.parametrize("start", [0.0, 0.5, -1.0])
@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_the_numbers_of_a_step_are_core_s(modules: Modules, activation: Activation, start: float) -> None:
    network = initial_network(small(3, 6, activation))
    trace = record(begun_at(network, start), SENTENCE)
    part = trace.top.parts["hidden"]
    steps: list[dict[str, Any]] = modules.run(
        "pictures/step/numbers", BODY, file_of(network), SENTENCE, start
    )
    assert len(steps) == len(trace.words)
    for t, step in enumerate(steps):
        wanted = {
            "old": trace.hidden[t - 1] if t else np.full(6, start),
            "word": network.weights["embedding.weight"][trace.ids[t]],
            "ofState": part.recurrent[t],
            "ofWord": part.input[t],
            "both": part.recurrent[t] + part.input[t],
            "bias": part.bias,
            "sum": part.pre_activation[t],
            "state": trace.hidden[t],
            "scores": trace.logits[t],
            "shares": trace.answers[t],
        }
        assert step.keys() == wanted.keys()
        for name, numbers in wanted.items():
            np.testing.assert_allclose(step[name], numbers, rtol=1e-12, atol=1e-12, err_msg=name)


def test_the_likeliest_come_first_and_nothing_of_the_rest_is_lost(modules: Modules) -> None:
    body = "return m.likeliest(g[0], 2);"
    found = modules.run("pictures/step/numbers", body, [0.1, 0.4, 0.1, 0.3, 0.1])
    assert found["first"] == [1, 3]
    assert found["others"] == 3
    assert found["rest"] == pytest.approx(0.3)


def test_a_network_with_gates_is_refused(modules: Modules) -> None:
    with pytest.raises(AssertionError, match="a plain RNN is opened here"):
        modules.run("pictures/step/numbers", BODY, file_of(initial_network(default_run("gru"))), SENTENCE, 0)


TERMS = """
  const { fromFile } = await stage("../net/file");
  const { opened, stepOf } = await stage("pictures/step/numbers");
  const network = fromFile(Uint8Array.from(Buffer.from(g[0], "base64")));
  const all = opened(network, g[1], 0);
  const units = [...Array(network.spec.model.hiddenSize).keys()];
  return all.trace.words.flatMap((_, t) =>
    units.flatMap((unit) => [true, false].map((one) => m.termsOf(stepOf(all, t), unit, one))));"""


@pytest.mark.parametrize("seed", range(4))
def test_the_terms_that_are_shown_give_the_sum_that_is_shown(modules: Modules, seed: int) -> None:
    network = initial_network(small(seed, 6))
    rows: list[list[str]] = modules.run("pictures/step/tables", TERMS, file_of(network), SENTENCE)
    assert {len(row) for row in rows} == {3, 4}
    for *terms, total in [[number.replace("\u2212", "-") for number in row] for row in rows]:
        assert abs(sum(map(Decimal, terms)) - Decimal(total)) <= Decimal("0.005")


def test_the_numbers_of_units_stand_apart_and_inside(modules: Modules) -> None:
    for wanted in ([100, 101, 102, 103], [6, 6, 7, 204], [204, 204, 203, 203, 202, 100], [50]):
        found = modules.run("pictures/step/curve", "return m.placesOf(g[0]);", wanted)
        assert sorted(unit for _, unit in found) == [*range(len(wanted))]
        places = [place for place, _ in found]
        assert min(np.diff(places), default=15) >= 15
        assert min(places) >= 6
        assert max(places) <= 204


LOSSES = """
  const { fromFile } = await stage("../net/file");
  const { record } = await stage("../net/trace");
  const network = fromFile(Uint8Array.from(Buffer.from(g[0], "base64")));
  const trace = record(network, g[1]);
  const following = [...trace.words.slice(1), g[2] ?? undefined];
  return [true, false].map((every) => m.lossesOf(trace, following, every));"""


@pytest.mark.parametrize("after", ["a", "xyzzy", None])
def test_the_losses_of_a_row_are_core_s(modules: Modules, after: str | None) -> None:
    network = initial_network(default_run("rnn"))
    trace = record(network, SENTENCE)
    following = [*trace.words[1:], after]
    every, last = modules.run("pictures/loop/losses", LOSSES, file_of(network), SENTENCE, after)
    for t, word in enumerate(following):
        if word is None:
            assert every[t] is None
            continue
        target = word if word in network.classes else network.vocabulary[0]
        assert every[t] == pytest.approx(loss_at(trace, target, t).value(trace.logits), rel=1e-12)
    assert last == [None] * (len(following) - 1) + [every[-1]]
