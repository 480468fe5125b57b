r"""Paths: the gradient split exactly into the way straight through the memory, and all the rest.

In an LSTM the straight way is the cell state, along which a gradient is multiplied by forget gates only:
$\pi_t = \epsilon_t + f_{t+1} \odot \pi_{t+1}$, where $\epsilon_t = o_t (1 - \tanh^2 c_t) \odot \delta h_t$ is
what the answer at t asks of $c_t$, its output gate held as it is. In a GRU it is $h$ itself, with what the
update gates keep. The rest goes through the gates and the candidates; so does what a peephole hands on.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np

from ..arrays import Floats
from ..equations.contribution import norms
from ..equations.gru import GruCell
from ..equations.scan import Gradients, Scan
from ..equations.seam import plain
from .gradient import GradientProfile


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """Gradients (T, H) by the cell state (LSTM) or the hidden state (GRU): `straight` + `rest` = `total`."""

    state: str
    straight: Floats
    rest: Floats
    total: Floats

    @property
    def total_norms(self) -> Floats:
        """Norm of the whole gradient, (T,)."""
        return norms(self.total)

    @property
    def straight_norms(self) -> Floats:
        """Norm of the gradient that came straight through the memory, (T,)."""
        return norms(self.straight)

    @property
    def rest_norms(self) -> Floats:
        """Norm of the rest, (T,)."""
        return norms(self.rest)


def paths(profile: GradientProfile, layer: int = -1, reverse: bool = False) -> Paths:
    """Split the gradient by a layer's memory (0 is the lowest, -1 the top one).

    Raises:
        ValueError: in an RNN, which has no gated memory; or if there is no such layer or direction.
    """
    of = profile.trace.layer(layer, reverse)
    scan = of.scan
    cell = plain(scan.cell)
    model = profile.trace.network.spec.model
    gradients = profile.gradients.stack.places[layer % model.layers, reverse]
    with np.errstate(all="ignore"):
        if scan.memory is not None and gradients.memory is not None:
            keep = scan.gate("forget_gate")
            state, own, total = "cell_state", _asked_of_memory(scan, scan.memory, gradients), gradients.memory
        elif isinstance(cell, GruCell):
            keep = cell.keeps(scan)
            state, own, total = "hidden", gradients.asked, gradients.hidden
        else:
            raise ValueError("An RNN has no gated memory, so no straight path. Ask a GRU or an LSTM.")
        straight = own.copy()
        for t in reversed(range(len(straight) - 1)):
            if t + 1 not in profile.cuts:
                straight[t] += keep[t + 1] * straight[t + 1]
        rest = total - straight
    parts = (of.in_order(values[:, 0]) for values in (straight, rest, total))
    return Paths(state, *parts)


def _asked_of_memory(scan: Scan, memory: Floats, gradients: Gradients) -> Floats:
    """Return what each timestep's own answer asks of its cell state, (T, B, H), past the gates."""
    shown = np.tanh(memory[1:])
    return cast(Floats, gradients.asked * scan.gate("output_gate") * (1 - shown * shown))
