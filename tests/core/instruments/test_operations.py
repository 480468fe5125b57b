"""Operations do what they say, and every instrument works on the operated network."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.instruments import gradient_profile, record
from core.instruments.check import check_gradients
from core.instruments.ledger import ledger
from core.instruments.operations import Clamp, Erase, Operation, Replace
from core.instruments.surgery import difference, with_radius
from core.network import Network
from core.network.shapes import gates
from core.spec import ModelSpec
from tests.making.networks import models, network, sentence
from tests.making.reference import read

quickly = settings(max_examples=40, deadline=None)
lengths, seeds = st.integers(1, 6), st.integers(0, 1000)


@st.composite
def operations(draw: st.DrawFn, model: ModelSpec, length: int) -> list[Operation]:
    """Draw clamps and erasures that fit."""
    found: list[Operation] = []
    for _ in range(draw(st.integers(1, 3))):
        units = draw(st.none() | st.sets(st.integers(0, model.hidden_size - 1), min_size=1))
        found.append(
            Clamp(
                draw(st.sampled_from(gates(model))),
                draw(st.floats(-1, 1)),
                None if units is None else tuple(units),
                draw(st.integers(0, length - 1)),
                layer=draw(st.integers(0, model.layers - 1)),
                reverse=draw(st.sampled_from(model.directions)),
            )
        )
    if draw(st.booleans()):
        found.append(Erase(draw(st.integers(0, length - 1))))
    return found


@quickly
@given(st.data(), models(), lengths, seeds)
def test_an_operated_network_reads_and_learns_like_the_reference(
    data: st.DataObject, model: ModelSpec, length: int, seed: int
) -> None:
    net = network(model, seed)
    ops = data.draw(operations(model, length))
    trace = record(net, sentence(net, length, seed), operations=ops)

    def held(layer: int, reverse: bool, t: int) -> dict[str, dict[int, float]]:
        found: dict[str, dict[int, float]] = {}
        for op in ops:
            if isinstance(op, Clamp) and (op.layer, op.reverse) == (layer, reverse) and t >= op.start:
                units = range(model.hidden_size) if op.units is None else op.units
                found.setdefault(op.gate, {}).update({unit: float(op.value) for unit in units})  # type: ignore[arg-type]
        return found

    nothing = tuple(op.timestep for op in ops if isinstance(op, Erase))
    reference = read(net, trace.ids, held=held, erased=nothing)
    for t, logits in enumerate(reference.logits):
        np.testing.assert_allclose(trace.logits[t], logits.detach().numpy(), rtol=0, atol=1e-11)
    for op in ops[-1:]:
        if isinstance(op, Clamp):
            signal = trace.layer(op.layer, op.reverse)[op.gate][op.start :]
            assert (signal[:, list(op.units) if op.units else slice(None)] == op.value).all()
    profile = gradient_profile(trace, 1, at="each")
    reference.loss(np.ones(length), np.ones(length)).backward()  # type: ignore[no-untyped-call]
    for name, gradient in profile.weight_gradients().items():
        theirs = reference.weights[name].grad
        expected = np.zeros_like(gradient) if theirs is None else theirs.numpy()
        np.testing.assert_allclose(
            gradient, expected, rtol=0, atol=1e-11 * max(1, np.abs(expected).max()), err_msg=name
        )


def test_with_open_forget_and_shut_input_a_value_survives_to_the_last_digit() -> None:
    net = network(ModelSpec("lstm", 3, 4))
    ops = [Clamp("forget_gate", 1.0, start=5), Clamp("input_gate", 0.0, start=5)]
    trace = record(net, sentence(net, 100), operations=ops)
    assert trace.cell_state is not None
    assert (trace.cell_state[4:] == trace.cell_state[4]).all()
    assert trace.cell_state[4].any()
    book = ledger(trace)
    assert not book.written[-1, 5:].any()
    np.testing.assert_array_equal(book.written[-1, :5], book.written[4, :5])


@pytest.mark.parametrize("gate", ["input_gate", "forget_gate", "output_gate"])
def test_a_gate_held_open_is_a_gate_left_out(gate: str) -> None:
    without = network(ModelSpec("lstm", 3, 4, without=(gate,)))
    full = network(ModelSpec("lstm", 3, 4))
    place = gates(full.spec.model).index(gate)
    weights: dict[str, Any] = {**full.weights}
    for name, array in without.weights.items():
        weights[name] = np.insert(array, [4 * place] * 4, 7.0, axis=0) if name.startswith("rnn.") else array
    whole = record(Network(full.spec, 1, weights), sentence(full, 20), operations=[Clamp(gate, 1.0)])
    part = record(without, sentence(without, 20))
    np.testing.assert_allclose(whole.hidden, part.hidden, rtol=0, atol=1e-13)
    ours, theirs = gradient_profile(part, 0), gradient_profile(whole, 0)
    np.testing.assert_allclose(ours.hidden_gradient, theirs.hidden_gradient, rtol=0, atol=1e-13)


def test_replacing_and_erasing_words() -> None:
    net = network(ModelSpec("gru", 3, 4))
    untouched = record(net, "the film was good")
    replaced = record(net, "the film was good", operations=[Replace(3, "bad")])
    assert replaced.words == ("the", "film", "was", "bad")
    np.testing.assert_array_equal(replaced.hidden, record(net, "the film was bad").hidden)
    erased = record(net, "the film was good", operations=[Erase(-1)])
    assert not erased.inputs[3].any()
    assert erased.words == untouched.words
    assert not gradient_profile(erased).contributions()["embedding.weight"].norms[3]
    assert check_gradients(erased, 0).passes()
    for one, first in ((replaced, 3), (erased, 3), (untouched, None)):
        assert difference(untouched, one).first == first


def test_operations_that_cannot_be_are_told_in_a_sentence() -> None:
    net, gru = network(ModelSpec("lstm", 3, 4)), network(ModelSpec("gru", 3, 4))
    bad: list[tuple[Network, Operation, str]] = [
        (gru, Clamp("forget_gate", 1), "this network has reset_gate, update_gate, candidate"),
        (net, Clamp("forget_gate", 1, (4,)), "units 0 to 3"),
        (net, Clamp("forget_gate", 1, start=9), "timesteps 0 to 3"),
        (net, Clamp("forget_gate", 1, layer=1), "layers 0 to 0"),
        (net, Clamp("forget_gate", 1, reverse=True), "one direction only"),
        (net, Clamp("forget_gate", float("nan")), "finite number"),
        (net, Clamp("forget_gate", (1.0, 2.0)), "2 numbers for 4 units"),
        (net, Erase(4), "timesteps 0 to 3"),
        (net, Replace(-5, "bad"), "timesteps 0 to 3"),
        (net, Replace(1, "xyzzy"), "'xyzzy', which this network does not know"),
    ]
    for target, operation, says in bad:
        with pytest.raises(ValueError, match=says):
            record(target, "the film was good", operations=[operation])
    with pytest.raises(ValueError, match="sentences of one length"):
        difference(record(net, "the film"), record(net, "the"))
    with pytest.raises(ValueError, match="networks of one shape"):
        difference(record(net, "the film"), record(gru, "the film"))
    for wrong, says in ((-1.0, "from 0 on"), (float("inf"), "from 0 on")):
        with pytest.raises(ValueError, match=says):
            with_radius(net, wrong, "forget_gate")
    with pytest.raises(ValueError, match="this network has"):
        with_radius(net, 1.0)
