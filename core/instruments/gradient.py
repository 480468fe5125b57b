r"""The gradient profile: how much each state of a sentence matters to the loss.

$\lVert \partial L / \partial h_t \rVert$ for every timestep $t$, and for an LSTM $\lVert \partial L /
\partial c_t \rVert$ beside it. Total derivatives: what flows through later timesteps is part of them. Beside
it stands what each timestep adds to the gradient of each weight: the weights are shared, so their gradient is
a sum over time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from ..arrays import Bools, Floats
from ..equations.contribution import Contribution, norms
from ..equations.forward import NetworkGradients
from ..equations.scan import Gradients
from ..spec.limits import shown, within
from .loss import Loss, Target, checked, loss_at
from .trace import LayerTrace, Trace


@dataclass(frozen=True, slots=True, eq=False)
class StateGradients:
    """Gradients (T, H) of the loss by one layer's states, and their norms (T,); cells in an LSTM only."""

    hidden: Floats
    cell_state: Floats | None
    hidden_gradient: Floats
    cell_gradient: Floats | None


@dataclass(frozen=True, slots=True, eq=False)
class GradientProfile:
    """Norms (T,) and gradients (T, H) of a loss by the top layer's states; zero after the last answer asked.

    `at` and `target` name the last timestep that is asked, and its class or number; `asked` has them all.
    `layer(...)` has the other layers; `inputs` (T, E) is the gradient by the word vectors.
    """

    loss: float
    at: int
    target: int | float
    hidden: Floats
    cell_state: Floats | None
    hidden_gradient: Floats
    cell_gradient: Floats | None
    asked: Loss = field(repr=False)
    trace: Trace = field(repr=False)
    gradients: NetworkGradients = field(repr=False)
    cuts: tuple[int, ...] = ()

    def layer(self, layer: int = -1, reverse: bool = False) -> StateGradients:
        """Return the gradients by a layer's states (0 is the lowest, -1 the top one), in sentence order.

        Raises:
            ValueError: if the network has no such layer or direction.
        """
        of = self.trace.layer(layer, reverse)
        model = self.trace.network.spec.model
        places = self.gradients.stack.places
        return _of_states(places[layer % model.layers, reverse], of)

    @property
    def inputs(self) -> Floats:
        """The gradient by the vectors that were read, (T, E)."""
        return self.gradients.stack.inputs[:, 0]

    def contributions(self) -> Mapping[str, Contribution]:
        """Return what each timestep adds to the gradient of each weight, by its name."""
        with np.errstate(all="ignore"):
            return self.trace.forward.contributions(self.gradients)

    def weight_gradients(self) -> dict[str, Floats]:
        """Return the gradient of each weight: the sum of its contributions."""
        with np.errstate(all="ignore"):
            return {name: one.total for name, one in self.contributions().items()}


def gradient_profile(
    trace: Trace,
    target: Target | Sequence[Target] = None,
    at: int | Literal["each"] = -1,
    *,
    loss: Loss | None = None,
    window: int | None = None,
) -> GradientProfile:
    """Differentiate a loss by every state and every weight.

    Args:
        trace: A network on a sentence.
        target: The class asked for, as its number or name; None for the most probable one; or one of these
            for each timestep. See `loss_at` for networks that answer with a number.
        at: The timestep at which it is asked for; "each" for the sum over all.
        loss: Any other weighting of answers, instead of `target` and `at`.
        window: Truncate: no gradient goes from one window of this many timesteps to the one before, counted
            from the end.

    Raises:
        ValueError: if there is no such step, class or window.
    """
    asked = loss_at(trace, target, at) if loss is None else checked(loss, trace)
    cuts = cut_places(len(trace), window)
    if cuts and trace.network.spec.model.bidirectional:
        raise ValueError("window is given, and this network reads in both directions: nothing can be cut.")
    if cuts and trace.network.spec.model.attention:
        raise ValueError(
            "window is given, and this network's decoder looks back at every state of the encoder: nothing "
            "can be cut."
        )
    with np.errstate(all="ignore"):
        slope = asked.slope(trace.answers)
        gradients = trace.forward.backward(slope[:, None], cut_mask(len(trace), cuts))
        top = gradients.stack.places[trace.network.spec.model.layers - 1, False]
        states = _of_states(top, trace.top)
        last = int(np.flatnonzero(asked.weights)[-1]) if asked.weights.any() else len(trace) - 1
        return GradientProfile(
            loss=asked.value(trace.logits),
            at=last,
            target=asked.targets[last].item(),
            hidden=states.hidden,
            cell_state=states.cell_state,
            hidden_gradient=states.hidden_gradient,
            cell_gradient=states.cell_gradient,
            asked=asked,
            trace=trace,
            gradients=gradients,
            cuts=cuts,
        )


def cut_places(steps: int, window: int | None) -> tuple[int, ...]:
    """Return the timesteps at which a window begins, the first one left out: none goes back from there.

    Raises:
        ValueError: if the window is shorter than one timestep.
    """
    if window is None:
        return ()
    if not within(window, 1):
        raise ValueError(f"window is {shown(window)}; choose at least 1 timestep.")
    return tuple(range(steps - window, 0, -window))[::-1]


def cut_mask(steps: int, cuts: tuple[int, ...]) -> Bools | None:
    """Return (T, 1), true at the cuts; None if there are none."""
    if not cuts:
        return None
    mask = np.zeros((steps, 1), bool)
    mask[list(cuts)] = True
    return mask


def _of_states(gradients: Gradients, of: LayerTrace) -> StateGradients:
    hidden = of.in_order(gradients.hidden[:, 0])
    cell = None if gradients.memory is None else of.in_order(gradients.memory[:, 0])
    return StateGradients(norms(hidden), None if cell is None else norms(cell), hidden, cell)
