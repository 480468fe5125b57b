r"""Jacobians: how each state depends on the one before it, with the words held fixed.

$J_t = \partial s_t / \partial s_{t-1}$ for every timestep, where the state $s$ is $h$, in an LSTM $[h, c]$;
their products $\partial s_T / \partial s_t = J_T J_{T-1} \cdots J_{t+1}$; and the bounds that the textbooks
draw beside them (Pascanu et al. 2013).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats
from ..equations.squash import SQUASH
from ..equations.weights import LayerWeights
from ..network import Network
from ..network.shapes import gates
from .layer_trace import check_layer
from .operations import check_gate
from .trace import LayerTrace, Trace


@dataclass(frozen=True, eq=False)
class Jacobians:
    """The Jacobians of one layer in one direction, in its reading order.

    Attributes:
        steps: (T, S, S), `steps[t]` is ds_t/ds_{t-1}; S is H, or in an LSTM 2H: first h, then c.
        to_last: (T, S, S), `to_last[t]` is ds_{T-1}/ds_t; the last one is the identity.
        units: H.
        linear_bound: (T,), the radius of W_h to the power of T-1-t: what the norm of dh_{T-1}/dh_t follows
            in a linear network; None where W_h is not alone (GRU, LSTM).
        pascanu_bound: (T,), (steepest slope x largest singular value of W_h) to the same power: what the
            norm never exceeds; None there too.
        reverse: Whether the layer reads from the end: `steps[0]` then belongs to the last word.
    """

    steps: Floats
    to_last: Floats
    units: int
    linear_bound: Floats | None
    pascanu_bound: Floats | None
    reverse: bool = False

    @property
    def hidden(self) -> Floats:
        """dh_t/dh_{t-1}, with the LSTM's cell state held fixed, (T, H, H)."""
        return self.steps[:, : self.units, : self.units]

    @property
    def hidden_to_last(self) -> Floats:
        """dh_{T-1}/dh_t, (T, H, H)."""
        return self.to_last[:, : self.units, : self.units]

    @cached_property
    def singular_values(self) -> Floats:
        """Those of `hidden`, largest first, (T, H); NaN where an entry is not finite."""
        return _singular_values(self.hidden)

    @cached_property
    def singular_values_to_last(self) -> Floats:
        """Those of `hidden_to_last`, largest first, (T, H); NaN where an entry is not finite."""
        return _singular_values(self.hidden_to_last)

    @property
    def norms(self) -> Floats:
        """Largest singular value of each dh_t/dh_{t-1}, (T,)."""
        return self.singular_values[:, 0]

    @cached_property
    def state_norms(self) -> Floats:
        """Largest singular value of each ds_t/ds_{t-1}, (T,): an LSTM's c goes along; NaN as above."""
        return _singular_values(self.steps)[:, 0]

    @property
    def norms_to_last(self) -> Floats:
        """Largest singular value of each dh_{T-1}/dh_t, (T,)."""
        return self.singular_values_to_last[:, 0]

    @cached_property
    def spectral_radii(self) -> Floats:
        """Size of the largest eigenvalue of each dh_t/dh_{t-1}, (T,); NaN where an entry is not finite."""
        radii = np.full(len(self.hidden), np.nan)
        fine = np.isfinite(self.hidden).all(axis=(1, 2))
        radii[fine] = np.abs(np.linalg.eigvals(self.hidden[fine])).max(axis=1)
        return radii


def jacobians(trace: Trace, layer: int = -1, reverse: bool = False) -> Jacobians:
    """Return the Jacobians of a layer along the sentence (0 is the lowest, -1 the top one).

    Raises:
        ValueError: if the network has no such layer or direction.
    """
    of = trace.layer(layer, reverse)
    model = trace.network.spec.model
    bounded = model.kind == "rnn" and not model.decoder  # the bounds are those of one matrix
    with np.errstate(all="ignore"):
        steps = _steps(of)
        to_last = np.empty_like(steps)
        to_last[-1] = np.eye(steps.shape[1])
        for t in reversed(range(len(steps) - 1)):
            np.matmul(to_last[t + 1], steps[t + 1], out=to_last[t])
        linear, pascanu = _bounds(trace, of) if bounded else (None, None)
    return Jacobians(steps, to_last, of.scan.weights.hidden_size, linear, pascanu, reverse)


def eigenvalues(
    network: Network, gate: str | None = None, layer: int = 0, reverse: bool = False
) -> NDArray[np.complex128]:
    """Return the eigenvalues (H,) of a recurrent matrix: the RNN's, or that of one gate.

    Raises:
        ValueError: if there is no such gate, layer or direction, or the matrix has entries that are not
            finite.
    """
    names = gates(network.spec.model)
    gate = names[0] if gate is None and len(names) == 1 else gate
    check_gate(gate, names)
    model = network.spec.model
    check_layer(model, layer, reverse)
    layer, units = layer % model.layers, model.hidden_size
    rows = slice(names.index(gate) * units, (names.index(gate) + 1) * units)
    matrix = LayerWeights.of(network, np.float64, layer, reverse).weight_hh[rows]
    if not np.isfinite(matrix).all():
        raise ValueError("The recurrent matrix has entries that are not finite; it has no eigenvalues.")
    return cast(NDArray[np.complex128], np.linalg.eigvals(matrix).astype(np.complex128))


def _steps(of: LayerTrace) -> Floats:
    """Send the identity back through one timestep after another; each row is one derivative."""
    scan = of.scan
    pull, units = scan.cell.pull(scan), scan.weights.hidden_size
    size = units if scan.memory is None else 2 * units
    identity = np.eye(size, dtype=scan.hidden.dtype)[:, None]
    d_hidden = np.ascontiguousarray(identity[..., :units])
    d_gates = np.empty((size, *scan.gates.shape[1:]), scan.hidden.dtype)
    steps = np.empty((len(scan.gates), size, size), scan.hidden.dtype)
    for t in range(len(steps)):
        d_memory = None if scan.memory is None else identity[..., units:].copy()
        asked, kept = pull.step(t, d_hidden, d_memory, d_gates)
        steps[t, :, :units] = asked[:, 0]
        if kept is not None:
            steps[t, :, units:] = kept[:, 0]
    return steps


def _bounds(trace: Trace, of: LayerTrace) -> tuple[Floats, Floats]:
    matrix = of.scan.weights.weight_hh
    length = np.arange(len(trace))[::-1]
    if not np.isfinite(matrix).all():
        nothing = np.full(len(trace), np.nan)
        return nothing, nothing
    radius = np.abs(np.linalg.eigvals(matrix)).max()
    steepest = SQUASH[trace.network.spec.model.activation].steepest
    return radius**length, (steepest * np.linalg.norm(matrix, 2)) ** length


def _singular_values(matrices: Floats) -> Floats:
    values = np.full(matrices.shape[:2], np.nan)
    fine = np.isfinite(matrices).all(axis=(1, 2))
    values[fine] = np.linalg.svd(matrices[fine], compute_uv=False)
    return values
