r"""A network that guesses the next word from a fixed window (Bengio and others 2003), in NumPy.

It looks at the N − 1 words before the one that it guesses, as a table of N-grams does: their vectors stand
side by side, one hidden layer reads them, and the softmax gives every word a probability:

.. math:: x = [e(w_{t-N+1});\, \dots;\, e(w_{t-1})], \quad
    h = \tanh(W x + b), \quad p = \operatorname{softmax}(U h + c)

without the paper's direct connections from x to the output. Each place of the window has columns of its own
in W: the network has to learn a word anew for each place, and its weights grow with N. Before the text begins
stands a vector of its own, the last row of the embedding.

Two designs were weighed. A cell of `ModelSpec` would bring the desk, links and files, but a window has no
state, no gates, no way back through time: each room that asks those of a cell would need an exception. So it
is a class beside the tables and the word vectors, and trains as these do, here and in NumPy: 0.3 to 0.5 s
of one core on 200,000 letters, so no worker is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ..arrays import Floats, Floats32, Ints, checked_ids, packed
from ..equations.squash import softmax
from ..spec.limits import Limit, check_int, checked_float
from .adam import Adam

LARGEST = {
    "order": Limit(1, 64, "pieces, with the one that is guessed"),
    "embedding_size": Limit(1, 300, "numbers"),
    "hidden_size": Limit(1, 1000, "units"),
    "steps": Limit(1, 100_000, "batches"),
    "batch_size": Limit(1, 10_000, "examples"),
}
SHORT = 0.1
"""Share of the examples whose window is cut short, as at the beginning of a text: exams begin anywhere."""


@dataclass(frozen=True)
class WindowSpec:
    """The recipe of a window network.

    Attributes:
        order: N: it sees N − 1 pieces and guesses the next one; with 1 it sees none.
        embedding_size: Numbers in the vector of a piece, d.
        hidden_size: Units of the hidden layer, H.
        steps: Batches.
        batch_size: Places of the text in a batch, drawn with replacement.
        learning_rate: Of Adam at the beginning; it falls to 0 in a straight line.
        seed: Of the first weights and of the batches.
    """

    order: int = 4
    embedding_size: int = 16
    hidden_size: int = 64
    steps: int = 800
    batch_size: int = 256
    learning_rate: float = 0.03
    seed: int = 0

    def __post_init__(self) -> None:
        for name, limit in LARGEST.items():
            check_int(name, getattr(self, name), limit)
        checked_float("learning_rate", self.learning_rate, Limit(1e-6, 1, "of Adam"))
        check_int("seed", self.seed, Limit(0, 2**32 - 1, "of the random numbers"))

    def weight_count(self, size: int) -> int:
        """Return how many numbers it has for `size` pieces; see `window_weights`."""
        return window_weights(self.order - 1, self.embedding_size, self.hidden_size, size, size)


def window_weights(seen: int, embedding_size: int, hidden_size: int, size: int, classes: int) -> int:
    """Return how many numbers a window network has: (K + 1) d + H (w d + 1) + C (H + 1).

    One piece more in the window costs H d of them.

    Args:
        seen: w, how many pieces it sees, N − 1.
        embedding_size: d.
        hidden_size: H.
        size: K, how many different pieces there are; before the text begins stands one vector more.
        classes: C, how many answers there are: K where the next piece is guessed.
    """
    embedding = (size + 1) * embedding_size
    return embedding + hidden_size * (seen * embedding_size + 1) + classes * (hidden_size + 1)


class WindowWeights(NamedTuple):
    """The weights, or the gradients by them.

    `embedding` (K + 1, d), its last row before the text; `hidden` W (H, (N − 1) d) and `hidden_bias` b (H,);
    `output` U (K, H) and `output_bias` c (K,).
    """

    embedding: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: Floats


@dataclass(frozen=True, slots=True, eq=False)
class WindowNetwork:
    """A trained window network; it answers as `core.NgramTable` does.

    Attributes:
        spec: Its recipe.
        weights: In 32 bits; what it computes is in 64.
    """

    spec: WindowSpec
    weights: WindowWeights

    @property
    def order(self) -> int:
        """N: it sees N − 1 pieces."""
        return self.spec.order

    @property
    def size(self) -> int:
        """K, the number of different pieces; ids run from 0 to K − 1."""
        return len(self.weights.output)

    @property
    def weight_count(self) -> int:
        """How many numbers it has; `WindowSpec.weight_count` is the formula."""
        return sum(one.size for one in self.weights)

    def probabilities(self, context: Sequence[int] | Ints) -> Floats:
        """Return the probability of each piece after the last N − 1 pieces of a context, (K,).

        A shorter context is one at the beginning of a text.
        """
        ids = checked_ids(context, self.size)
        row: Floats = self._after(windows(np.append(ids, 0), self.order, self.size)[-1:])[0]
        return row

    def log_probabilities(self, ids: Sequence[int] | Ints) -> Floats:
        """Return log P of each piece after those before it in its row, for ids (T,) or (B, T).

        The logarithm is natural; a row is a text of its own.
        """
        rows = checked_ids(ids, self.size)
        given = self._after(windows(rows, self.order, self.size))
        with np.errstate(divide="ignore"):
            return cast(Floats, np.log(np.take_along_axis(given, rows[..., None], axis=-1)[..., 0]))

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON can hold it and the browser reads it: N, and the weights by their names."""
        return {"order": self.order, **{name: packed(one) for name, one in self.weights._asdict().items()}}

    def _after(self, seen: Ints) -> Floats:
        """Return the probabilities after windows (…, N − 1): (…, K)."""
        return forward(WindowWeights(*(one.astype(np.float64) for one in self.weights)), seen).probabilities


class Forward(NamedTuple):
    """What a network computes from windows (B, N − 1): x (B, (N − 1) d), h (B, H) and p (B, K)."""

    vectors: Floats
    hidden: Floats
    probabilities: Floats


class WindowTraining:
    """A training of a window network that one advances: equal texts and specs give equal networks.

    Attributes:
        losses: The mean loss of each batch, in nats.
    """

    def __init__(
        self, stretches: Sequence[Sequence[int] | Ints], size: int, spec: WindowSpec | None = None
    ) -> None:
        """Begin with random weights.

        Args:
            stretches: The text in ids, each stretch of shape (T,), each with a beginning of its own.
            size: K, how many different pieces there are.
            spec: The recipe.

        Raises:
            ValueError: if there is no piece at all, or one is out of range.
        """
        self.spec = spec or WindowSpec()
        check_int("size", size, Limit(1, 1_000_000, "different pieces"))
        parts = [part for part in map(np.asarray, stretches) if part.size]
        if not parts or any(part.ndim != 1 for part in parts):
            raise ValueError("There is no piece to learn from; give stretches of ids, such as [[0, 1, 0]].")
        self._size, self._targets = size, checked_ids(np.concatenate(parts), size)
        self._seen = _windows_of(self._targets, [len(part) for part in parts], self.spec.order, size)
        self._generator = np.random.default_rng(self.spec.seed)
        self._weights = first_weights(self.spec, size, self._generator)
        self._adam = Adam(self._weights)
        self.losses: list[float] = []

    @property
    def step(self) -> int:
        """Batches that are done."""
        return self._adam.step

    @property
    def done(self) -> bool:
        """Whether all steps are done."""
        return self.step >= self.spec.steps

    def advance(self, steps: int) -> None:
        """Train that many batches, or fewer at the end."""
        for _ in range(min(steps, self.spec.steps - self.step)):
            rate = self.spec.learning_rate * (1 - self.step / self.spec.steps)
            loss, slopes = gradients(self._weights, *self._batch())
            self.losses.append(loss)
            self._adam.update(slopes, rate)

    def network(self) -> WindowNetwork:
        """Return the network as it is now; it does not go on learning."""
        return WindowNetwork(self.spec, WindowWeights(*(one.copy() for one in self._weights)))

    def _batch(self) -> tuple[Ints, Ints]:
        """Draw windows (B, N − 1) and what comes after them (B,)."""
        spec, width = self.spec, self.spec.order - 1
        drawn = self._generator.integers(len(self._targets), size=spec.batch_size)
        seen = self._seen[drawn]
        if width:
            short = self._generator.random(spec.batch_size) < SHORT
            kept = np.where(short, self._generator.integers(width, size=spec.batch_size), width)
            seen[np.arange(width) < width - kept[:, None]] = self._size
        return seen, self._targets[drawn]


def train_window(
    stretches: Sequence[Sequence[int] | Ints], size: int, spec: WindowSpec | None = None
) -> WindowNetwork:
    """Return a window network that has learnt stretches of a text, trained to the end.

    Args:
        stretches: The text in ids, each stretch of shape (T,); `core.count_ngrams` counts the same.
        size: K, how many different pieces there are.
        spec: The recipe.

    Raises:
        ValueError: if there is no piece at all, or one is out of range.
    """
    training = WindowTraining(stretches, size, spec)
    training.advance(training.spec.steps)
    return training.network()


def windows(ids: Ints, order: int, size: int) -> Ints:
    """Return the N − 1 pieces before each one, for ids (T,) or (B, T): (…, T, N − 1).

    What would stand before the first piece has the id `size`.

    >>> windows(np.array([3, 5, 4]), 3, 9).tolist()
    [[9, 9], [9, 3], [3, 5]]
    """
    if order == 1:
        return np.zeros((*ids.shape, 0), np.int64)
    before = np.full((*ids.shape[:-1], order - 1), size)
    text = np.concatenate([before, ids], axis=-1)[..., :-1]
    return cast(Ints, sliding_window_view(text, order - 1, axis=-1))


def _windows_of(ids: Ints, lengths: Sequence[int], order: int, size: int) -> Ints:
    """Return the windows of stretches that stand one behind the other in `ids` (T,), (T, N − 1)."""
    before = order - 1
    places = np.arange(len(ids)) + before * np.repeat(np.arange(1, len(lengths) + 1), lengths)
    text = np.full(len(ids) + before * len(lengths), size)
    text[places] = ids
    seen: Ints = windows(text, order, size)[places]
    return seen


def first_weights(spec: WindowSpec, size: int, generator: np.random.Generator) -> WindowWeights:
    """Return random weights, uniform as in PyTorch's linear layers; the vectors' length is about 1."""
    window, units = (spec.order - 1) * spec.embedding_size, spec.hidden_size

    def uniform(*shape: int) -> Floats32:
        bound = 1 / np.sqrt(max(shape[1], 1))
        return generator.uniform(-bound, bound, shape).astype(np.float32)

    vectors = generator.normal(0, 1 / np.sqrt(spec.embedding_size), (size + 1, spec.embedding_size))
    return WindowWeights(
        vectors.astype(np.float32),
        uniform(units, window),
        np.zeros(units, np.float32),
        uniform(size, units),
        np.zeros(size, np.float32),
    )


def forward(weights: WindowWeights, seen: Ints) -> Forward:
    """Return what a network computes from windows (…, N − 1)."""
    vectors = weights.embedding[seen].reshape(*seen.shape[:-1], weights.hidden.shape[1])
    hidden = np.tanh(vectors @ weights.hidden.T + weights.hidden_bias)
    return Forward(vectors, hidden, softmax(hidden @ weights.output.T + weights.output_bias))


def gradients(weights: WindowWeights, seen: Ints, target: Ints) -> tuple[float, WindowWeights]:
    """Return the mean of −log p(target), in nats, and its derivatives by the weights.

    Args:
        weights: Of any type; the gradients have the same.
        seen: Windows, (B, N − 1).
        target: What comes after each, (B,).
    """
    vectors, hidden, probabilities = forward(weights, seen)
    rows = np.arange(len(target))
    with np.errstate(divide="ignore"):  # a probability of 0 is an infinite loss
        loss = float(-np.log(probabilities[rows, target]).mean())
    slope = probabilities
    slope[rows, target] -= 1
    slope /= len(target)
    back = (slope @ weights.output) * (1 - hidden**2)
    picked = np.zeros((seen.size, len(weights.embedding)), slope.dtype)
    picked[np.arange(seen.size), seen.ravel()] = 1
    by_vector = (back @ weights.hidden).reshape(seen.size, weights.embedding.shape[1])
    return loss, WindowWeights(
        picked.T @ by_vector, back.T @ vectors, back.sum(axis=0), slope.T @ hidden, slope.sum(axis=0)
    )
