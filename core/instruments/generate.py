"""A language model writes: each word is drawn from what the network expects after the words before.

The temperature divides the logits before the draw: below 1 the likely becomes likelier, above 1 less so; at 0
the likeliest word is always taken. Several texts are written side by side, in NumPy on the network's weights.
"""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import cast

import numpy as np

from ..arrays import Floats, Ints
from ..equations.cells import cell_of
from ..equations.connection import Around
from ..equations.forward import Arrays, arrays
from ..equations.weights import LayerWeights
from ..network import Network
from ..spec import ModelSpec
from ..spec.limits import shown, within
from ..tasks import task
from ..tasks.translation import END
from .operations import LARGEST

TEMPERATURES = (0.3, 0.7, 1.0, 1.5)
MOST = 2000
"""Words or characters of a text."""

_DRAWS = 0x7E47

LENGTHS: Mapping[str, int] = {"characters": 120, "words": 30}
"""How long a snapshot's samples are; other tasks write as much as words."""


def generate(network: Network, start: str, length: int, temperature: float = 1.0, seed: int = 0) -> str:
    """Write on after `start`, which is read first and not repeated; the same seed gives the same text.

    A text ends before `length` where the network writes the sign for the end, if its words have one.

    Raises:
        ValueError: if the network reads in both directions or does not answer with words, there is nothing to
            begin with, or the length, the temperature or the seed is out of range.
    """
    return generate_many(network, start, length, (temperature,), seed)[0]


def generate_many(
    network: Network, start: str, length: int, temperatures: Sequence[float], seed: int = 0
) -> tuple[str, ...]:
    """Write one text for each temperature, side by side; see `generate`."""
    asked = task(network.spec.task)
    if not within(length, 1, MOST):
        raise ValueError(f"length is {shown(length)}; choose a whole number from 1 to {MOST}.")
    for temperature in temperatures:
        if not within(temperature, 0, LARGEST, whole=False):
            raise ValueError(f"temperature is {shown(temperature)}; choose a finite number from 0 on.")
    if not within(seed, 0):
        raise ValueError(f"seed is {shown(seed)}; choose a whole number from 0 on.")
    reading = network.read(start)
    drawn = _Draws(np.array(temperatures, np.float32), seed)
    with np.errstate(all="ignore"):
        _check_writes(network)
        steps = Stepper(network.spec.model, arrays(network, np.float32), len(temperatures))
        for index in reading.ids:
            logits = steps.read(np.full(len(temperatures), index))
        written = []
        for _ in range(length):
            if not np.isfinite(logits).all():
                break  # a network that blew up has nothing to say
            written.append(drawn.next(logits))
            logits = steps.read(written[-1])
    texts = np.array(written, np.int64).reshape(-1, len(temperatures)).T
    words = ([network.vocabulary[index] for index in text] for text in texts)
    return tuple(asked.write([*takewhile(lambda word: word != END, text)]) for text in words)


def noise(length: int, size: int, words: int, seed: int = 0) -> Floats:
    """Return what makes a fair draw of the largest logit, for `length` words of `size` texts: (L, B, K - 1).

    `words` is K; the unknown word is never drawn. By the same seed `generate` draws its texts.
    """
    return np.random.default_rng((_DRAWS, seed)).gumbel(size=(length, size, words - 1))


def draw_on(model: ModelSpec, weights: Arrays, ids: Ints, drawn: Floats) -> Ints:
    """Read ids (B, T), and draw words after them at temperature 1 by `noise` (L, B, K - 1): ids (B, L)."""
    steps = Stepper(model, weights, len(ids))
    said = np.zeros((len(ids), len(drawn)), np.int64)
    with np.errstate(all="ignore"):
        for column in ids.T:
            logits = steps.read(column)
        for place, by in enumerate(drawn):
            said[:, place] = 1 + (logits[:, 1:] + by).argmax(axis=1)
            logits = steps.read(said[:, place])
    return said


def texts(network: Network) -> dict[str, str]:
    """Return a sample at each of `TEMPERATURES`; the seed is the network's, and its step.

    A network that reads in both directions cannot write, one without a recipe has no seed: there is none.
    """
    if network.spec.model.bidirectional or network.is_imported:
        return {}
    asked = task(network.spec.task)
    length = LENGTHS.get(asked.name, LENGTHS["words"])
    seed = int(np.random.SeedSequence((network.spec.seed, network.step)).generate_state(1)[0])
    written = generate_many(network, asked.start, length, TEMPERATURES, seed)
    return {f"{t:.1f}": text for t, text in zip(TEMPERATURES, written, strict=True)}


class Stepper:
    """A network that reads `size` sentences one word at a time, keeping only where it is."""

    def __init__(self, model: ModelSpec, weights: Arrays, size: int) -> None:
        if model.bidirectional:
            raise ValueError("This network reads in both directions; it cannot write what it has not read.")
        self._model, self._weights = model, weights
        self._cell = cell_of(model)
        self._layers = [LayerWeights.named(self._weights, layer, False) for layer in range(model.layers)]
        self._pooled: Floats | None = None
        self._count = 0
        self._size = size

    def read(self, ids: Ints) -> Floats:
        """Read one more word of each sentence, (B,); return the logits (B, K) after it."""
        inputs = self._weights["embedding.weight"][ids][None]
        for layer, weights in enumerate(self._layers):
            scan = self._cell.forward(inputs, weights)
            memory = None if scan.memory is None else scan.memory[1]
            self._layers[layer] = LayerWeights(
                weights.weight_ih, weights.weight_hh, weights.bias_ih, weights.bias_hh, weights.weight_ch,
                scan.hidden[1], memory,
            )  # fmt: skip
            highway = (self._weights.get(f"highway.{name}_l{layer}") for name in ("weight", "bias"))
            inputs = Around.connect(self._model.connection, inputs, scan.hidden[1:], *highway).outputs
        pooled = self._pool(inputs[0])
        return cast(Floats, pooled @ self._weights["readout.weight"].T + self._weights["readout.bias"])

    def _pool(self, outputs: Floats) -> Floats:
        """Return what the readout sees, from what it saw before."""
        self._count += 1
        if self._pooled is None or self._model.readout in ("each", "last"):
            self._pooled = outputs
        elif self._model.readout == "mean":
            self._pooled = self._pooled + (outputs - self._pooled) / np.float32(self._count)
        else:
            self._pooled = np.maximum(self._pooled, outputs)
        return self._pooled


def _check_writes(network: Network) -> None:
    """Refuse a network whose answers cannot be read on."""
    if network.classes != network.vocabulary or network.spec.model.decoder:
        raise ValueError("This network does not answer with a next word: there is nothing to write.")


class _Draws:
    """Words drawn at a temperature each; the unknown word never is."""

    def __init__(self, temperatures: Floats, seed: int) -> None:
        self._greedy = temperatures == 0
        self._heat = np.where(self._greedy, 1, temperatures)[:, None]
        self._rng = np.random.default_rng((_DRAWS, seed))

    def next(self, logits: Floats) -> Ints:
        """Return a word for each of (B, K) logits: the largest after noise of Gumbel's is a fair draw."""
        known = logits[:, 1:] / self._heat
        noise = self._rng.gumbel(size=known.shape)
        noise[self._greedy] = 0
        return cast(Ints, 1 + (known + noise).argmax(axis=1))
