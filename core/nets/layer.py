"""The network as torch trains it: embedding, recurrent layers, pooling, readout."""

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ..arrays import Ints
from ..network import Network
from ..spec import ModelSpec
from ..tasks import task
from .recurrent import Highway, Recurrent, from_the_end, windows
from .scanning import ScanFunction

__all__ = ["Layered", "ScanFunction"]


class Layered(nn.Module):
    """A network with the weights of a `Network` and its names.

    All weights lie in one vector `flat` and all gradients in another, `gradient`, so that clipping and the
    optimiser touch one tensor, not seven. A random initial state and given word vectors are not trained. The
    readout is trained in the task's unit: steps of the optimiser are as large as they are for numbers near 1.
    """

    def __init__(self, network: Network, truncation: int | None = None) -> None:
        super().__init__()
        self.model = network.spec.model
        self.truncation = truncation
        weights = _in_units(network.weights, 1 / task(network.spec.task).unit)
        flat = nn.Parameter(torch.cat([torch.tensor(one).flatten() for one in weights.values()]))
        self.gradient = flat.grad = torch.zeros_like(flat)
        self._flat = [flat]  # in a list, so that it does not count as a weight of its own
        self.embedding = nn.Embedding(1, 1)
        self.readout = nn.Linear(1, 1)
        self.rnn, self.decoder, self.highway = Recurrent(self.model), Recurrent(self.model), Highway()
        self._task = task(network.spec.task)
        self._unit = self._task.unit
        given = self._task.vectors is not None
        sizes = [array.size for array in network.weights.values()]
        pieces = zip(torch.split(flat.detach(), sizes), torch.split(self.gradient, sizes), strict=True)
        for (name, array), (values, slopes) in zip(network.weights.items(), pieces, strict=True):
            fixed = "initial" in name and self.model.initial_state == "random"
            trained = not (fixed or (given and name == "embedding.weight"))
            weight = nn.Parameter(values.view(array.shape), requires_grad=trained)
            weight.grad = slopes.view(array.shape) if trained else None
            module, _, own = name.partition(".")
            getattr(self, module).register_parameter(own, weight)

    @property
    def flat(self) -> nn.Parameter:
        """All weights as one vector."""
        return self._flat[0]

    def logits(self, ids: Tensor, last: Ints, steps: Ints, rows: Ints) -> Tensor:
        """Return the answers (N, K) after N timesteps of sentences.

        Args:
            ids: Words (T, B).
            last: (B,), the timestep of each sentence's last word.
            steps: (N,), the timesteps that are asked.
            rows: (N,), the sentences they belong to; in the order of `np.nonzero` on (T, B).
        """
        pooled = self._seen(ids, last)
        asked = pooled.flatten(0, 1)
        if len(steps) < len(asked):
            asked = asked[torch.from_numpy(steps * ids.shape[1] + rows)]
        answers: Tensor = self.readout(asked)
        return answers if self._unit == 1 else answers * self._unit

    def arrays(self) -> dict[str, NDArray[np.float32]]:
        """Return copies of the weights by name."""
        own = {name: parameter.detach().numpy().copy() for name, parameter in self.named_parameters()}
        return _in_units(own, self._unit)

    def restore(self, arrays: Mapping[str, NDArray[np.float32]]) -> None:
        """Take over weights that `arrays` returned.

        Raises:
            ValueError: if they are another network's.
        """
        own = dict(self.named_parameters())
        shapes = {name: tuple(parameter.shape) for name, parameter in own.items()}
        if {name: array.shape for name, array in arrays.items()} != shapes:
            raise ValueError("The weights are those of another network; go on with a run of the same recipe.")
        with torch.no_grad():
            inner = _in_units(arrays, 1 / self._unit)
            for name, parameter in own.items():
                parameter.copy_(torch.from_numpy(np.array(inner[name])))

    def _seen(self, ids: Tensor, last: Ints) -> Tensor:
        """Return what the readout sees after each timestep of ids (T, B), (T, B, W)."""
        if self.model.decoder:
            return self._two_parts(ids)
        return _pooled(self._outputs(ids, last), self.model)

    def _outputs(self, ids: Tensor, last: Ints) -> Tensor:
        """Return what the layers of a network without a decoder give for ids (T, B): (T, B, W)."""
        inputs: Tensor = self.embedding(ids)
        lengths = torch.from_numpy(last + 1)
        cuts = windows(len(ids), last, self.truncation)
        for layer in range(self.model.layers):
            hidden = self.rnn(inputs, layer, False, cuts)
            if self.model.bidirectional:
                turned = self.rnn(from_the_end(inputs, lengths), layer, True, cuts)
                hidden = torch.cat([hidden, from_the_end(turned, lengths)], dim=-1)
            inputs = self._around(inputs, hidden, layer)
        return inputs

    def _two_parts(self, ids: Tensor) -> Tensor:
        """Return what the readout sees of encoder and decoder, (T, B, H), or (T, B, 2H) with attention.

        Sentences with the same seam are read together.
        """
        seams = self._task.seams(ids.T.numpy())
        order = np.argsort(seams, kind="stable")
        groups = np.split(order, np.flatnonzero(np.diff(seams[order])) + 1)
        if len(groups) == 1:
            return self._parted(ids, int(seams[0]))
        found = [self._parted(ids[:, torch.from_numpy(rows)], int(seams[rows[0]])) for rows in groups]
        return torch.cat(found, dim=1)[:, torch.from_numpy(np.argsort(order))]

    def _parted(self, ids: Tensor, seam: int) -> Tensor:
        inputs: Tensor = self.embedding(ids)
        for layer in range(self.model.layers):
            before, state = self.rnn.go_on(inputs[:seam], layer)
            after, _ = self.decoder.go_on(inputs[seam:], layer, start=state)
            inputs = torch.cat([before, after])
        return torch.cat([inputs, _contexts(inputs, seam)], dim=-1) if self.model.attention else inputs

    def _around(self, inputs: Tensor, hidden: Tensor, layer: int) -> Tensor:
        if self.model.connection == "residual":
            return inputs + hidden
        if self.model.connection == "dense":
            return torch.cat([inputs, hidden], dim=-1)
        if self.model.connection == "highway":
            mixed: Tensor = self.highway(inputs, hidden, layer)
            return mixed
        return hidden


def _in_units(arrays: Mapping[str, NDArray[np.float32]], unit: float) -> dict[str, NDArray[np.float32]]:
    """Return weights with the readout's multiplied by a power of two, which rounds nothing."""
    if unit == 1:
        return dict(arrays)
    return {
        name: array * np.float32(unit) if name.startswith("readout.") else array
        for name, array in arrays.items()
    }


def _contexts(outputs: Tensor, seam: int) -> Tensor:
    """Return what each state of a decoder looks at, (T, B, H): see `core.equations.attention`."""
    found, states = outputs[:seam].transpose(0, 1), outputs[seam:].transpose(0, 1)
    weights = (states @ found.transpose(1, 2)).softmax(dim=-1)
    return torch.cat([torch.zeros_like(outputs[:seam]), (weights @ found).transpose(0, 1)])


def _pooled(outputs: Tensor, model: ModelSpec) -> Tensor:
    """Return what the readout sees after each timestep, (T, B, W)."""
    if model.readout == "mean":
        counts = torch.arange(1, len(outputs) + 1, dtype=outputs.dtype)[:, None, None]
        return outputs.cumsum(0) / counts
    if model.readout == "max":
        return outputs.cummax(0).values
    if model.readout == "last" and model.bidirectional:
        units, width = model.hidden_size, outputs.shape[-1]
        column = torch.arange(width) - (model.embedding_size if model.connection == "dense" else 0)
        from_end = (column >= 0) & (column % (2 * units) >= units)
        return torch.where(from_end, outputs[:1], outputs)
    return outputs
