r"""The probe: what can still be read from a state? A linear read-out of a label, one for all words.

$p(\text{class} \mid h_t) = \mathrm{softmax}(W h_t + b)$, fitted on sentences that are drawn as for training,
judged on those of the exam, by lag: how many words ago the label took its value (Alain and Bengio 2016,
"linear probes"; Hupkes et al. 2018, "diagnostic classifiers").

It says what can be read linearly, not what the network uses. No sentence of the exam is ever drawn, but short
beginnings are shared: after "the dog" there is one state, whatever follows. Compare with an untrained
network, and with chance.

The read-out is multinomial logistic regression (`logistic`). Two closed forms were measured beside it and
left. Least squares onto one number a class: of classes that lie in a row it never answers the last (of five
depths the fifth 0 times in 100). Fisher's discriminant: it read a trained RNN at the subject itself in 88
sentences of 100, where this reads all. The penalty was chosen on recall, seeds 0 and 1: a tenth of it changes
nothing, ten times as much loses a fifth at the next word.

The probabilities are the most likely ones on drawn sentences. On others they may promise too much, so
`ProbeScore.promised` stands beside `share`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

import numpy as np

from ..arrays import Floats, Ints, packed, unpacked
from ..equations.squash import softmax
from ..network import Network
from ..spec.limits import check_word, shown, within
from .labelled import Sentence, State, drawn, held_out, labelled, state_of
from .labels import CLASS_LABELS, ClassLabel
from .logistic import RIDGE, fit
from .operations import LARGEST
from .trace import Trace

SENTENCES = 1000
"""How many sentences a probe is fitted on."""

MOST_CLASSES = 32
"""A label of more values is a number rather than a class, and would take seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """A read-out of K classes from a state of H units: scores = state @ weights.T + bias.

    Attributes:
        label: The name of what it reads.
        classes: Their names, numbers in their order, words by the alphabet.
        weights: (K, H), float64; they add up to 0 over the classes.
        bias: (K,), float64.
        state: Which state it reads: the hidden or the cell state,
        layer: of which layer (0 is the lowest),
        reverse: and whether of the direction that reads from the end.
        network: The key of the network it was fitted on.
    """

    label: str
    classes: tuple[str, ...]
    weights: Floats
    bias: Floats
    state: State
    layer: int
    reverse: bool
    network: str

    def read(self, trace: Trace) -> Floats:
        """Return the probability of each class after each word, (T, K); NaN where the state is not finite.

        The network may be another than it was fitted on, such as one with a gate held.

        Raises:
            ValueError: if the network has no such state, or it is not as wide as the probe's.
        """
        return self.probabilities(state_of(trace.layer(self.layer, self.reverse), self.state))

    @np.errstate(all="ignore")
    def probabilities(self, states: Floats) -> Floats:
        """Return the probability of each class for states (N, H), shape (N, K).

        Raises:
            ValueError: if they have another number of units.
        """
        if states.shape[-1] != self.weights.shape[1]:
            raise ValueError(
                f"The state has {states.shape[-1]} units, the probe reads {self.weights.shape[1]}; "
                "fit one on this network."
            )
        return softmax(states @ self.weights.T + self.bias)

    def says(self, trace: Trace) -> tuple[str | None, ...]:
        """Return the most probable class after each word; None where nothing is finite."""
        return tuple(
            self.classes[row.argmax()] if np.isfinite(row).all() else None for row in self.read(trace)
        )

    def to_dict(self, dtype: Literal["f64", "f32"] = "f64") -> dict[str, Any]:
        """Return the probe as JSON can hold it: to the bit, or in half the letters as "f32".

        In 32 bits, as networks have their weights, probabilities differ from those of 64 by about 1e-7.
        """
        numbers = {"weights": packed(self.weights, dtype), "bias": packed(self.bias, dtype)}
        words = {"label": self.label, "classes": list(self.classes), "state": self.state}
        return words | {"layer": self.layer, "reverse": self.reverse, "network": self.network} | numbers

    @classmethod
    def from_dict(cls, sent: Mapping[str, Any]) -> "Probe":
        """Return the probe that `to_dict` wrote.

        Raises:
            ValueError: if it did not write this.
        """
        try:
            made = cls(
                label=str(sent["label"]),
                classes=tuple(map(str, sent["classes"])),
                weights=unpacked(sent["weights"]),
                bias=unpacked(sent["bias"]),
                state=sent["state"],
                layer=int(sent["layer"]),
                reverse=bool(sent["reverse"]),
                network=str(sent["network"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"This is no probe ({error}); give what Probe.to_dict returned.") from None
        check_word("state", made.state, get_args(State))
        if made.weights.ndim != 2 or not len(made.weights) == len(made.classes) == made.bias.size:
            raise ValueError(
                f"A probe of {len(made.classes)} classes has weights {made.weights.shape} and bias "
                f"{made.bias.shape}; expected one row and one number for each."
            )
        return made


@dataclass(frozen=True, slots=True, eq=False)
class ProbeScore:
    """How a probe does on sentences it was not fitted on, by lag; all arrays (L,).

    Attributes:
        label: What was read.
        kind: The cell of the network.
        state: From which of its states.
        lags: How many words ago the label took the value that it has, 0 at the word itself.
        counts: How many words were judged.
        share: The share of them at which the most probable class is right; NaN if one is not finite. A class
            that the probe was never shown counts as wrong.
        chance: The share right of the best single answer at this lag.
        promised: The mean probability of the most probable class: what `share` is if probabilities are true.
        by_class: The share right for each class of the judged words, by name.
        network: The key of the network.
        steps: How many steps it was trained.
    """

    label: str
    kind: str
    state: State
    lags: Ints
    counts: Ints
    share: Floats
    chance: Floats
    promised: Floats
    by_class: Mapping[str, float]
    network: str
    steps: int

    @property
    def whole(self) -> float:
        """The share right over all judged words."""
        return float(self.share @ self.counts / self.counts.sum())

    def at(self, lag: int) -> float:
        """Return the share right at a lag; NaN where no word was judged."""
        return float(self.share[self.lags == lag].sum()) if lag in self.lags else np.nan


def fit_probe(
    network: Network,
    label: str | ClassLabel,
    *,
    state: State = "hidden",
    layer: int = -1,
    reverse: bool = False,
    sentences: int | Sequence[Sentence] = SENTENCES,
    seed: int = 0,
    ridge: float = RIDGE,
) -> Probe:
    """Fit a probe on drawn sentences; the same arguments give the same probe.

    Args:
        network: The network whose states are read.
        label: What to read: a name in `CLASS_LABELS`, or a function from words to one class a word.
        state: "hidden", or an LSTM's "cell_state".
        layer: 0 is the lowest, -1 the top one.
        reverse: Whether the direction that reads from the end is meant.
        sentences: How many to draw as the network's task draws them for training; or sentences of one's own.
        seed: Which are drawn.
        ridge: The penalty, see `logistic`.

    Raises:
        ValueError: if there is no such label, state or layer, a number is out of range, or the label takes
            fewer than 2 or more than 32 values in the sentences.
    """
    name, says = _label(label)
    check_word("state", state, get_args(State))
    if not within(seed, 0):
        raise ValueError(f"seed is {shown(seed)}; choose a whole number from 0 on.")
    if not isinstance(sentences, Sequence):
        if not within(sentences, 1):
            raise ValueError(f"sentences is {shown(sentences)}; give how many to draw, such as {SENTENCES}.")
        sentences = drawn(network, int(sentences), seed)
    if not within(ridge, 0, LARGEST, whole=False) or not ridge:
        raise ValueError(f"ridge is {shown(ridge)}; give a positive number, such as {RIDGE:g}.")
    words = labelled(network, sentences, says, state, layer, reverse)
    classes = _in_order(words.values)
    if not 2 <= len(classes) <= MOST_CLASSES:
        raise ValueError(
            f"“{name}” takes {len(classes)} values in these sentences; "
            f"a probe tells 2 to {MOST_CLASSES} apart. Choose another label, or a task that has it."
        )
    place = {one: index for index, one in enumerate(classes)}
    targets = np.array([place[one] for one in words.values])
    found = fit(words.states, targets, len(classes), ridge)
    names = tuple(map(_name, classes))
    layer %= network.spec.model.layers
    return Probe(name, names, found.weights, found.bias, state, layer, reverse, network.key)


def judge_probe(
    probe: Probe,
    network: Network,
    sentences: Sequence[Sentence] | None = None,
    label: ClassLabel | None = None,
) -> ProbeScore:
    """Judge a probe by lag.

    Args:
        probe: The probe.
        network: The network whose states it reads.
        sentences: None for all sentences of the task's exam, which are never drawn; or others.
        label: What is right, if the probe was fitted on a function of one's own.

    Raises:
        ValueError: if the network has no such state, or the label says nothing about the sentences.
    """
    says = label or _label(probe.label)[1]
    sentences = held_out(network) if sentences is None else sentences
    words = labelled(network, sentences, says, probe.state, probe.layer, probe.reverse)
    if not words.values:
        raise ValueError(f"“{probe.label}” says nothing about these sentences; give some of which it does.")
    right_class = np.array([_name(value) for value in words.values])
    read = probe.probabilities(words.states)
    with np.errstate(invalid="ignore"):
        right = np.where(
            np.isfinite(read).all(axis=1), np.array(probe.classes)[read.argmax(axis=1)] == right_class, np.nan
        )
    lags, index, counts = np.unique(words.lags, return_inverse=True, return_counts=True)
    names, of_class = np.unique(right_class, return_inverse=True)
    answers = np.zeros((len(lags), len(names)), np.int64)
    np.add.at(answers, (index, of_class), 1)
    model = network.spec.model
    return ProbeScore(
        label=probe.label,
        kind=model.kind,
        state=probe.state,
        lags=lags,
        counts=counts.astype(np.int64),
        share=np.bincount(index, right) / counts,
        chance=answers.max(axis=1) / counts,
        promised=np.bincount(index, read.max(axis=1)) / counts,
        by_class={
            _name(value): float(right[right_class == _name(value)].mean())
            for value in _in_order(words.values)
        },
        network=network.key,
        steps=network.step,
    )


def _label(label: str | ClassLabel) -> tuple[str, ClassLabel]:
    """Return the name of a label and its function."""
    if callable(label):
        return getattr(label, "__name__", type(label).__name__), label
    if not isinstance(label, str) or label not in CLASS_LABELS:
        raise ValueError(
            f"label is {shown(label)}; choose one of {', '.join(CLASS_LABELS)}, or give a function of words."
        )
    return label, CLASS_LABELS[label]


def _in_order(values: Sequence[str | float]) -> list[str | float]:
    """Return the different values: numbers in their order, then words by the alphabet."""
    return sorted(set(values), key=lambda one: (isinstance(one, str), cast(Any, one)))


def _name(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
