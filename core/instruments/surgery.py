"""Surgery: operate on a network and see what it does to a sentence.

Operations on the run are in `operations` (Clamp, Off, Erase, Replace); here are those on weights, and the
difference between an operated and an untouched run, signal by signal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Floats
from ..equations.contribution import norms
from ..network import Network
from ..network.initial import scaled_to_radius
from ..network.shapes import gates, suffix
from ..spec.limits import shown, within
from .gradient import gradient_profile
from .layer_trace import check_layer
from .loss import Target
from .operations import LARGEST, check_gate
from .trace import Trace

LARGEST_WEIGHT = float(np.finfo(np.float32).max)


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """Operated minus untouched, on sentences of one length, word by word.

    `signals` (T, H) are the top layer's; `hidden` (T,) is the norm of the difference of its states;
    `logits` and `answers` (T, K), the latter probabilities or numbers.
    """

    untouched: Trace
    operated: Trace
    signals: Mapping[str, Floats]
    hidden: Floats
    logits: Floats
    answers: Floats

    @property
    def first(self) -> int | None:
        """The first timestep at which a top signal differs at all; None if none does."""
        differs = np.zeros(len(self.untouched), bool)
        for values in self.signals.values():
            differs |= (values != 0).any(axis=1)
        return int(differs.argmax()) if differs.any() else None

    @np.errstate(all="ignore")
    def layer(self, layer: int = -1, reverse: bool = False) -> dict[str, Floats]:
        """Return the differences of another layer's signals, (T, H)."""
        before, after = self.untouched.layer(layer, reverse), self.operated.layer(layer, reverse)
        return {name: after[name] - before[name] for name in before.signals}

    def gradients(self, target: Target = None, at: int = -1) -> tuple[Floats, Floats]:
        """Return the norms of the loss's gradient by the top states (T,), untouched and operated.

        Without a target, the untouched run's most probable class is meant in both.
        """
        before = gradient_profile(self.untouched, target, at)
        return before.hidden, gradient_profile(self.operated, before.target, at).hidden


def difference(untouched: Trace, operated: Trace) -> Difference:
    """Compare two runs of networks with the same signals and classes, on sentences of one length.

    Raises:
        ValueError: if they cannot be compared.
    """
    if len(untouched) != len(operated):
        raise ValueError(
            f"The sentences have {len(untouched)} and {len(operated)} words; compare sentences of one length."
        )
    shapes = [(list(t.signals), t.hidden.shape, t.logits.shape) for t in (untouched, operated)]
    if shapes[0] != shapes[1]:
        raise ValueError("The networks differ in cells, units or classes; compare networks of one shape.")
    with np.errstate(all="ignore"):
        signals = {name: operated[name] - untouched[name] for name in untouched.signals}
        return Difference(
            untouched,
            operated,
            signals,
            norms(signals["hidden"]),
            operated.logits - untouched.logits,
            operated.answers - untouched.answers,
        )


def with_radius(
    network: Network, radius: float, gate: str | None = None, layer: int = -1, reverse: bool = False
) -> Network:
    """Return the network with a recurrent matrix scaled so that its largest eigenvalue has size `radius`.

    Args:
        network: The network to operate on; it is not changed itself.
        radius: The spectral radius wanted, 0 or more.
        gate: The gate whose matrix is scaled; None only in an RNN, which has one matrix.
        layer: 0 is the lowest, -1 the top one.
        reverse: Whether the direction that reads from the end is meant.

    Raises:
        ValueError: if there is no such matrix, or it has no radius to scale.
    """
    model = network.spec.model
    names, units = gates(model), model.hidden_size
    gate = names[0] if gate is None and len(names) == 1 else gate
    check_gate(gate, names)
    if not within(radius, 0, LARGEST, whole=False):
        raise ValueError(f"radius is {shown(radius)}; choose a finite number from 0 on.")
    check_layer(model, layer, reverse)
    name = f"rnn.weight_hh{suffix(layer % model.layers, reverse)}"
    matrix = network.weights[name].copy()
    rows = slice(names.index(gate) * units, (names.index(gate) + 1) * units)
    matrix[rows] = scaled_to_radius(matrix[rows], radius)
    return replace(network, weights={**network.weights, name: matrix})


def with_forget_bias(network: Network, bias: float, layer: int = -1, reverse: bool = False) -> Network:
    """Return the network with the bias of an LSTM's forget gate set to `bias` in every unit.

    The bias is the sum of PyTorch's two vectors. It is set and not shifted, because that is what "start with
    a forget bias of 1" means (Gers et al. 2000, Jozefowicz et al. 2015) and what `ModelSpec.forget_bias` does
    before training. Differences between units that the bias has learnt go; words and states still move the
    gate.

    Args:
        network: The network to operate on; it is not changed itself.
        bias: The bias wanted, any number that float32 can hold.
        layer: 0 is the lowest, -1 the top one.
        reverse: Whether the direction that reads from the end is meant.

    Raises:
        ValueError: if there is no such layer, direction or gate, or the bias is not a number.
    """
    model = network.spec.model
    names, units = gates(model), model.hidden_size
    if model.kind != "lstm" or "forget_gate" not in names:
        raise ValueError(
            f"This network has no forget gate, it has {', '.join(names)}; take an LSTM with one."
        )
    if not within(bias, -LARGEST_WEIGHT, LARGEST_WEIGHT, whole=False):
        raise ValueError(f"bias is {shown(bias)}; choose a finite number, such as 1.")
    check_layer(model, layer, reverse)
    place = suffix(layer % model.layers, reverse)
    rows = slice(names.index("forget_gate") * units, (names.index("forget_gate") + 1) * units)
    changed = {}
    for name, value in ((f"rnn.bias_ih{place}", bias), (f"rnn.bias_hh{place}", 0.0)):
        changed[name] = network.weights[name].copy()
        changed[name][rows] = value
    return replace(network, weights={**network.weights, **changed})
