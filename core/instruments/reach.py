r"""The reach map: how far back each answer's gradient goes.

$\lVert \partial L_i / \partial h_j \rVert$ for every answer $i$ and every state $j \le i$, with $L_i = -\log
p_i(\text{target}_i)$. One sweep back in time carries all answers at once: at timestep t the answer t joins
those that are already on their way. T backward passes would do the same, one answer each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats
from ..equations.contribution import norms
from .loss import Target, loss_at
from .trace import Trace


@dataclass(frozen=True, slots=True, eq=False)
class ReachMap:
    """Row i, column j: the norm of dL_i/dh_j, and for an LSTM of dL_i/dc_j; both (T, T).

    Zero for j > i, unless the network reads in both directions. `targets` (T,) are the classes asked for.
    """

    hidden: Floats
    cell_state: Floats | None
    targets: NDArray[Any]


def reach_map(
    trace: Trace, target: Target | Sequence[Target] = None, layer: int = -1, reverse: bool = False
) -> ReachMap:
    """Differentiate every answer by every state of a layer, in one sweep.

    Args:
        trace: A network on a sentence.
        target: The class asked for at each step, as number or name; None for the most probable one there;
            or one of these for each timestep.
        layer: 0 is the lowest, -1 the top one.
        reverse: Whether the direction that reads from the end is meant.

    Raises:
        ValueError: if there is no such class, layer or direction.
    """
    loss = loss_at(trace, target, "each")
    of = trace.layer(layer, reverse)
    forward, model = trace.forward, trace.network.spec.model
    layer %= model.layers
    with np.errstate(all="ignore"):
        seeds = loss.slope(trace.answers) @ forward.weights["readout.weight"]
        steps, width = seeds.shape
        d_pooled = np.zeros((steps, steps, 1, width), seeds.dtype)
        d_pooled[np.arange(steps), np.arange(steps), 0] = seeds
        growing = not model.bidirectional
        gradients = forward.stack.backward(forward.unpooled(d_pooled), growing=growing, lowest=layer)
        states = gradients.places[layer, reverse]
        memory = None if states.memory is None else _norms(of.in_order(states.memory), growing)
        return ReachMap(_norms(of.in_order(states.hidden), growing), memory, loss.targets)


def _norms(gradients: Floats, growing: bool) -> Floats:
    """Return norms (answers, states) of gradients (states, answers, 1, H); `growing`: of no later states."""
    steps = len(gradients)
    states, answers = np.triu_indices(steps) if growing else np.indices((steps, steps)).reshape(2, -1)
    reach = np.zeros((steps, steps), gradients.dtype)
    reach[answers, states] = norms(gradients[states, answers, 0])
    return reach
