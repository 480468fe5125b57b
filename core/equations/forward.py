"""A whole network on sentences: word vectors, layers, pooling, readout; and back from the readout.

Takes weights by name in any float dtype, so that one of them may be nudged; knows no words. Arrays are
(T, B, .): time, sentences, numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import DTypeLike

from ..arrays import Bools, Floats, Ints
from ..network import Network
from ..spec import ModelSpec
from .attention import Attention
from .contribution import Contribution
from .pooling import Pooling
from .stack import Place, Stack, StackGradients

Arrays = Mapping[str, Floats]


@dataclass(frozen=True, slots=True, eq=False)
class NetworkGradients:
    """The loss differentiated by logits (T, ..., B, K), by what the readout saw (T, ..., B, W), and below."""

    logits: Floats
    pooled: Floats
    stack: StackGradients


@dataclass(frozen=True, slots=True, eq=False)
class Pass:
    """One forward pass over B sentences.

    `ids` (T, B); `inputs` (T, B, E), rows of the embedding, zero where a word was erased; `pooled`
    (T, B, W), what the readout saw; `logits` (T, B, K); `attention` is what a decoder looked at, if it does.
    """

    weights: Arrays
    ids: Ints
    inputs: Floats
    stack: Stack
    pooled: Floats
    logits: Floats
    erased: tuple[int, ...] = ()
    attention: Attention | None = None

    @classmethod
    def forward(
        cls,
        model: ModelSpec,
        weights: Arrays,
        ids: Ints,
        *,
        lengths: Ints | None = None,
        held: Mapping[Place, Floats] | None = None,
        erased: tuple[int, ...] = (),
        seam: int | None = None,
    ) -> "Pass":
        """Read ids (T, B).

        Args:
            model: The model that the weights belong to.
            weights: By PyTorch's names.
            ids: Words.
            lengths: (B,); None if all sentences have length T.
            held: Clamped gates, see `Stack.forward`.
            erased: Timesteps at which a vector of zeros is read.
            seam: The timestep at which the decoder begins; None if the model has none.
        """
        inputs = weights["embedding.weight"][ids]
        inputs[list(erased)] = 0
        stack = Stack.forward(model, weights, inputs, lengths, held, seam)
        attention = Attention.over(stack.outputs, seam) if model.attention and seam is not None else None
        pooled = (
            Pooling(model.readout, stack.from_end_columns).forward(stack.outputs)
            if attention is None
            else attention.pooled
        )
        logits = pooled @ weights["readout.weight"].T + weights["readout.bias"]
        return cls(weights, ids, inputs, stack, pooled, logits, erased, attention)

    @property
    def model(self) -> ModelSpec:
        """The model of the network."""
        return self.stack.model

    def sentence(self, index: int) -> "Pass":
        """Return the pass over one sentence of the batch, up to its length."""
        stack = self.stack.sentence(index)
        one = (slice(len(stack.outputs)), slice(index, index + 1))
        inputs, pooled, logits = self.inputs[one], self.pooled[one], self.logits[one]
        attention = self.attention and Attention.over(stack.outputs, self.attention.seam)
        return Pass(self.weights, self.ids[one], inputs, stack, pooled, logits, self.erased, attention)

    def backward(self, d_logits: Floats, cuts: Bools | None = None) -> NetworkGradients:
        """Go back from the derivative by the logits (T, ..., B, K); see `Scan.backward`."""
        d_pooled = d_logits @ self.weights["readout.weight"]
        d_outputs = self.unpooled(d_pooled)
        return NetworkGradients(d_logits, d_pooled, self.stack.backward(d_outputs, cuts))

    def unpooled(self, d_pooled: Floats) -> Floats:
        """Return the derivative by the outputs of the layers from that by what the readout saw."""
        if self.attention is not None:
            return self.attention.backward(d_pooled)
        pooling = Pooling(self.model.readout, self.stack.from_end_columns)
        return pooling.backward(d_pooled, self.stack.outputs)

    def contributions(self, gradients: NetworkGradients) -> dict[str, Contribution]:
        """Return what each timestep adds to the gradient of each weight of the network, by its name."""
        embedding = self.weights["embedding.weight"]
        rows = np.zeros((*self.ids.shape, len(embedding)), embedding.dtype)
        np.put_along_axis(rows, self.ids[..., None], 1, axis=-1)
        rows[list(self.erased)] = 0
        return {
            "embedding.weight": Contribution(rows, gradients.stack.inputs),
            **self.stack.contributions(gradients.stack),
            "readout.weight": Contribution(gradients.logits, self.pooled),
            "readout.bias": Contribution(gradients.logits),
        }


def arrays(network: Network, dtype: DTypeLike = np.float64) -> Arrays:
    """Return a network's weights in a float dtype."""
    return {name: cast(Floats, array.astype(dtype)) for name, array in network.weights.items()}
