"""Attention of a decoder over the encoder's states (Luong et al. 2015, "dot"), between layers and readout.

After each word that it reads, the decoder compares its state with every state of the encoder; what it looks
at is their mean by the softmax of these scores, and the readout sees state and mean side by side:

    score[t, j] = h[t] · e[j],   weight[t] = softmax(score[t]),   context[t] = Σ_j weight[t, j] e[j]

The dot product, because it has no weights of its own: the picture shows states that found each other, and
nothing that was learnt beside them. The context goes to the readout and not into the next state, so that
cells and their pull-backs stay as they are. Before the seam there is nothing to look at: the context is 0.
Arrays are (T, ..., B, W).
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from .squash import softmax


@dataclass(frozen=True, slots=True, eq=False)
class Attention:
    """What a decoder looked at, from timestep `seam` on.

    `outputs` (T, B, H) are the states; `scores` (T - seam, B, seam) compare each of the decoder's with each
    of the encoder's, and `weights`, of the same shape, sum to 1 over the encoder's.
    """

    outputs: Floats
    seam: int
    scores: Floats
    weights: Floats

    @classmethod
    def over(cls, outputs: Floats, seam: int) -> "Attention":
        """Return the attention of states (T, B, H) from `seam` on over those before it."""
        scores = np.einsum("tbh,jbh->tbj", outputs[seam:], outputs[:seam])
        return cls(outputs, seam, scores, softmax(scores) if scores.size else scores)

    @property
    def context(self) -> Floats:
        """The mean of the encoder's states by the weights, (T - seam, B, H)."""
        found: Floats = np.einsum("tbj,jbh->tbh", self.weights, self.outputs[: self.seam])
        return found

    @property
    def pooled(self) -> Floats:
        """What the readout sees: each state and its context, (T, B, 2H)."""
        nothing = np.zeros_like(self.outputs[: self.seam])
        return np.concatenate([self.outputs, np.concatenate([nothing, self.context])], axis=-1)

    def backward(self, d_pooled: Floats) -> Floats:
        """Return the derivative by the states (T, ..., B, H) from that by what the readout saw."""
        at, units = self.seam, self.outputs.shape[-1]
        states, found = self.outputs[at:], self.outputs[:at]
        d_context = d_pooled[at:, ..., units:]
        d_weights = np.einsum("t...bh,jbh->t...bj", d_context, found)
        losses = (1,) * (d_pooled.ndim - 3)
        weights = self.weights.reshape(len(states), *losses, *self.weights.shape[1:])
        d_scores = weights * (d_weights - (weights * d_weights).sum(axis=-1, keepdims=True))
        d_outputs = d_pooled[..., :units].copy()
        d_outputs[at:] += np.einsum("t...bj,jbh->t...bh", d_scores, found)
        d_outputs[:at] += np.einsum("t...bj,tbh->j...bh", d_scores, states)
        d_outputs[:at] += np.einsum("tbj,t...bh->j...bh", self.weights, d_context)
        return d_outputs
