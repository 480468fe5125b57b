"""Surgery: differences, and matrices scaled to a radius."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core.instruments import gradient_profile, record
from core.instruments.operations import Clamp, Erase, Off
from core.instruments.surgery import difference, with_forget_bias, with_radius
from core.network import Network, initial_network
from core.network.shapes import gates
from core.spec import REMOVABLE, Kind, ModelSpec, RunSpec
from tests.making.networks import network

WORDS = "the film was good"


def test_the_difference_is_operated_minus_untouched() -> None:
    net = network(ModelSpec("lstm", 3, 4, layers=2))
    untouched = record(net, "the film was good")
    operated = record(net, "the film was good", operations=[Clamp("forget_gate", 0.0, (1,), 2)])
    found = difference(untouched, operated)
    for name, values in found.signals.items():
        np.testing.assert_array_equal(values, operated[name] - untouched[name])
    np.testing.assert_allclose(found.hidden, np.linalg.norm(operated.hidden - untouched.hidden, axis=1))
    np.testing.assert_array_equal(found.layer(0)["hidden"], np.zeros((4, 4)))
    assert found.first == 2
    before, after = found.gradients(0)
    np.testing.assert_array_equal(before, gradient_profile(untouched, 0).hidden)
    np.testing.assert_array_equal(after, gradient_profile(operated, 0).hidden)


def test_a_matrix_scaled_to_a_radius_has_it_and_nothing_else_changes() -> None:
    net = network(ModelSpec("lstm", 3, 6, layers=2))
    scaled = with_radius(net, 1.25, "forget_gate", layer=1)
    block = scaled.weights["rnn.weight_hh_l1"][6:12].astype(np.float64)
    assert np.abs(np.linalg.eigvals(block)).max() == pytest.approx(1.25, rel=1e-6)
    changed = [name for name in net.weights if (net.weights[name] != scaled.weights[name]).any()]
    assert changed == ["rnn.weight_hh_l1"]
    assert (net.weights["rnn.weight_hh_l1"][12:] == scaled.weights["rnn.weight_hh_l1"][12:]).all()
    assert scaled.key != net.key
    rnn = with_radius(network(ModelSpec("rnn", 3, 6)), 0.5)
    assert np.abs(np.linalg.eigvals(rnn.weights["rnn.weight_hh_l0"])).max() == pytest.approx(0.5, rel=1e-5)


def test_a_forget_bias_is_that_of_a_network_that_starts_with_it() -> None:
    """Set, not shifted: an untrained network with bias 1 becomes the one that starts with bias -2."""
    model = ModelSpec("lstm", 3, 4, layers=2, peepholes=True)
    one, other = (initial_network(RunSpec(replace(model, forget_bias=bias))) for bias in (1.0, -2.0))
    both = with_forget_bias(with_forget_bias(one, -2.0, 0), -2.0, 1)
    assert [name for name in one.weights if not (both.weights[name] == other.weights[name]).all()] == []
    changed = [name for name in one.weights if (one.weights[name] != both.weights[name]).any()]
    assert changed == ["rnn.bias_ih_l0", "rnn.bias_ih_l1"]
    assert both.key != one.key


@pytest.mark.parametrize(
    "model",
    [ModelSpec("rnn", 3, 4), ModelSpec("gru", 3, 4), ModelSpec("lstm", 3, 4, without=("forget_gate",))],
)
def test_a_cell_without_a_forget_gate_has_no_forget_bias(model: ModelSpec) -> None:
    with pytest.raises(ValueError, match="This network has no forget gate, it has"):
        with_forget_bias(network(model), 1.0)


SWITCHED_OFF = [
    ("gru", "reset_gate", {"reset_gate": "after"}),
    ("gru", "reset_gate", {"reset_gate": "before", "update_gate": "writes"}),
    *(("lstm", gate, {"peepholes": peepholes}) for gate in REMOVABLE["lstm"] for peepholes in (False, True)),
]


@pytest.mark.parametrize(("kind", "gate", "options"), SWITCHED_OFF)
def test_a_gate_switched_off_is_a_cell_built_without_it(
    kind: Kind, gate: str, options: dict[str, Any]
) -> None:
    model = ModelSpec(kind, 3, 4, bidirectional=True, initial_state="random", **options)
    net = network(model)
    without = ModelSpec(kind, 3, 4, bidirectional=True, initial_state="random", without=(gate,), **options)
    rows = {name: _others(model, gate, name, array) for name, array in net.weights.items()}
    built = Network(replace(net.spec, model=without), 1, rows)
    off = [Off(gate), Off(gate, reverse=True)]
    ours, theirs = (
        record(net, WORDS, operations=[*off, Erase(1)]),
        record(built, WORDS, operations=[Erase(1)]),
    )
    assert (ours[gate] == 1).all()
    for reverse in (False, True):
        for name, values in theirs.layer(0, reverse).signals.items():
            np.testing.assert_allclose(ours.layer(0, reverse)[name], values, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(ours.logits, theirs.logits, rtol=1e-12)
    np.testing.assert_allclose(
        gradient_profile(ours, 1).hidden, gradient_profile(theirs, 1).hidden, rtol=1e-9
    )


def _others(model: ModelSpec, gate: str, name: str, array: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the rows of a weight that are not a gate's."""
    if not name.startswith("rnn.") or "initial" in name:
        return array
    blocks = [one for one in gates(model) if one != "candidate"] if "weight_ch" in name else gates(model)
    parts = np.split(array, len(blocks))
    return np.concatenate([part for block, part in zip(blocks, parts, strict=True) if block != gate])


def test_what_a_gate_switched_off_and_a_gate_held_say_last_counts() -> None:
    net = network(ModelSpec("lstm", 3, 4))
    held = Clamp("forget_gate", 0.25, (1,), 2)
    later = record(net, WORDS, operations=[Off("forget_gate"), held])["forget_gate"]
    assert (later[2:, 1] == 0.25).all()
    assert later.sum() == later.size - 0.75 * len(later[2:])
    assert (record(net, WORDS, operations=[held, Off("forget_gate")])["forget_gate"] == 1).all()


@pytest.mark.parametrize(("kind", "gate"), [("gru", "update_gate"), ("lstm", "candidate"), ("rnn", "hidden")])
def test_a_gate_that_the_cell_needs_cannot_be_switched_off(kind: Kind, gate: str) -> None:
    with pytest.raises(ValueError, match=f"a cell of kind {kind} needs it, it"):
        record(network(ModelSpec(kind, 3, 4)), WORDS, operations=[Off(gate)])
