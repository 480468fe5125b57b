"""The trace: everything that one forward pass did on one sentence.

Computed by NumPy from the weights alone, in float64 unless asked otherwise; equal to what `torch.nn`
computes. Nothing is drawn that is not a field of a trace.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import DTypeLike

from ..arrays import Bools, Floats, Ints
from ..equations.forward import Pass, arrays
from ..equations.squash import softmax
from ..network import Network
from ..spec.limits import shown
from ..tasks import task
from ..text import Reading
from .layer_trace import LayerTrace, Part, check_layer
from .operations import Operation, checked_operations, edited, erased, held_gates

__all__ = ["AttentionTrace", "LayerTrace", "Part", "Trace", "record", "record_batch"]


class AttentionTrace(NamedTuple):
    """What a decoder looked at, for each of the T words from timestep `seam` on, the S words before it.

    `scores` (T, S) are h · e; `weights` (T, S), their softmax, sum to 1 over the S words; `context` (T, H) is
    the mean of the encoder's top states by these weights, which the readout sees beside h.
    """

    seam: int
    scores: Floats
    weights: Floats
    context: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """One sentence of T words, read by one network with K classes.

    `inputs` (T, E), `logits` (T, K); `answers` (T, K) are the probabilities of the classes, or the number
    that is answered. What a layer of H units did is in `layer(...)`; that of the top layer, reading from the
    start, is at hand: `trace["forget_gate"]` is one of its signals, (T, H), and `parts` says for each gate
    what of it came from the word, from the state and from the bias.
    """

    network: Network
    words: tuple[str, ...]
    ids: Ints
    known: Bools
    dropped: int
    logits: Floats
    answers: Floats
    top: LayerTrace = field(repr=False)
    forward: Pass = field(repr=False)
    operations: tuple[Operation, ...] = ()

    def layer(self, layer: int = -1, reverse: bool = False) -> LayerTrace:
        """Return what a layer did (0 is the lowest, -1 the top one), in one of its directions.

        Raises:
            ValueError: if the network has no such layer or direction.
        """
        model = self.network.spec.model
        check_layer(model, layer, reverse)
        return LayerTrace(self.forward.stack.scans[layer % model.layers, reverse], reverse)

    def show(self) -> Any:
        """Return the trace as a score for Jupyter or marimo (`core.notebook`)."""
        return import_module(f"{__package__.split('.')[0]}.notebook").show(self)  # it stands above this room

    @property
    def probabilities(self) -> Floats:
        """The probabilities of the classes, (T, K).

        Raises:
            ValueError: if the network answers with a number.
        """
        if self.network.answer == "number":
            raise ValueError("This network answers with a number: it has answers, and no probabilities.")
        return self.answers

    @property
    def attention(self) -> AttentionTrace | None:
        """What the decoder looked at; None in a network without attention."""
        done = self.forward.attention
        if done is None:
            return None
        with np.errstate(all="ignore"):
            context = done.context[:, 0]
        return AttentionTrace(done.seam, done.scores[:, 0], done.weights[:, 0], context)

    @property
    def inputs(self) -> Floats:
        """The vectors that were read, (T, E)."""
        return self.forward.inputs[:, 0]

    @property
    def hidden(self) -> Floats:
        """The top layer's states, (T, H)."""
        return self.top.hidden

    @property
    def initial_hidden(self) -> Floats:
        """The top layer's state before the first word, (H,)."""
        return self.top.initial_hidden

    @property
    def cell_state(self) -> Floats | None:
        """The top layer's cell states, (T, H); None in an RNN or GRU."""
        return self.top.cell_state

    @property
    def initial_cell(self) -> Floats | None:
        """The top layer's cell state before the first word, (H,)."""
        return self.top.initial_cell

    @property
    def signals(self) -> Mapping[str, Floats]:
        """The top layer's signals (T, H), in the order in which they are explained."""
        return self.top.signals

    @property
    def parts(self) -> Mapping[str, Part]:
        """The top layer's pre-activations, taken apart."""
        return self.top.parts

    def __getitem__(self, signal: str) -> Floats:
        return self.top[signal]

    def __len__(self) -> int:
        return len(self.words)


def record(
    network: Network,
    sentence: Reading | str | Sequence[str],
    dtype: DTypeLike = np.float64,
    operations: Sequence[Operation] = (),
) -> Trace:
    """Read a sentence and keep everything.

    Args:
        network: The network that reads.
        sentence: A text, a list of words, or words already looked up; if that was in the vocabulary of
            another network, they are looked up anew.
        dtype: Float type to compute in.
        operations: Gates to hold, words to erase or replace while reading.

    Raises:
        ValueError: if there is no word in the sentence, an operation does not fit the network, or the type is
            none of floats.
    """
    _check_float_type(dtype)
    operations = checked_operations(operations)
    reading = _reading(network, sentence)
    reading = edited(reading, operations, network.vocabulary) if operations else reading
    model, steps = network.spec.model, len(reading.ids)
    held = held_gates(operations, model, steps, dtype) if operations else None
    nothing = erased(operations, steps)
    with np.errstate(all="ignore"):  # weights of a run that blew up give inf and nan, and are shown as such
        forward = Pass.forward(
            model,
            arrays(network, dtype),
            reading.ids[:, None],
            held=held,
            erased=nothing,
            seam=seam_of(network, reading.ids),
        )
    return _trace(network, reading, forward, operations)


def record_batch(
    network: Network, sentences: Sequence[Reading | str | Sequence[str]], dtype: DTypeLike = np.float64
) -> tuple[Trace, ...]:
    """Read many sentences of any lengths at once; the same traces as from `record`, sooner.

    Raises:
        ValueError: if there are no sentences, no word in one of them, or the type is none of floats.
    """
    _check_float_type(dtype)
    if isinstance(sentences, str | Reading):
        raise ValueError("This is one sentence; give a list, or use `record`.")  # noqa: TRY004 - as elsewhere
    if not isinstance(sentences, Iterable):
        raise ValueError(f"sentences is {shown(sentences)}; expected a list of sentences.")  # noqa: TRY004
    readings = [_reading(network, sentence) for sentence in sentences]
    if not readings:
        raise ValueError("There are no sentences to read. Give at least one.")
    if network.spec.model.decoder:  # the seam may be elsewhere in each
        return tuple(record(network, reading, dtype) for reading in readings)
    lengths = np.array([len(reading.ids) for reading in readings])
    ids = np.zeros((lengths.max(), len(readings)), np.int64)
    for column, reading in enumerate(readings):
        ids[: lengths[column], column] = reading.ids
    with np.errstate(all="ignore"):
        batch = Pass.forward(network.spec.model, arrays(network, dtype), ids, lengths=lengths)
    return tuple(_trace(network, reading, batch.sentence(i), ()) for i, reading in enumerate(readings))


def seam_of(network: Network, ids: Ints) -> int | None:
    """Return from which timestep on the decoder reads ids (T,), T for never; None if there is no decoder."""
    return int(task(network.spec.task).seams(ids[None])[0]) if network.spec.model.decoder else None


def _reading(network: Network, sentence: Reading | str | Sequence[str]) -> Reading:
    """Look up the words of a sentence, unless that was done in this network's words; then check the ids.

    Raises:
        ValueError: if there is no word in it, or an id that is none of the network's words.
    """
    if not isinstance(sentence, Reading):
        return network.read(sentence)
    if sentence.vocabulary and sentence.vocabulary != network.vocabulary:
        return replace(network.read(sentence.words), dropped=sentence.dropped)
    ids, words = sentence.ids, len(network.vocabulary)
    if ids.shape != (len(sentence.words),) or not len(ids):
        raise ValueError(
            f"The sentence has {len(sentence.words)} words and ids of shape {ids.shape}; "
            "give at least one word, and one id for each."
        )
    if ids.min() < 0 or ids.max() >= words:
        wrong = ids[(ids < 0) | (ids >= words)][0]
        raise ValueError(f"There is no word with id {wrong}; this network knows ids 0 to {words - 1}.")
    return sentence


def _trace(network: Network, reading: Reading, forward: Pass, operations: tuple[Operation, ...]) -> Trace:
    top = forward.stack.scans[network.spec.model.layers - 1, False]
    answers = forward.logits[:, 0]
    if network.answer == "class":
        with np.errstate(all="ignore"):
            answers = softmax(answers)
    return Trace(
        network=network,
        words=reading.words,
        ids=reading.ids,
        known=reading.known,
        dropped=reading.dropped,
        logits=forward.logits[:, 0],
        answers=answers,
        top=LayerTrace(top, False),
        forward=forward,
        operations=operations,
    )


def _check_float_type(dtype: object) -> None:
    try:
        fits = np.dtype(cast(Any, dtype)).kind == "f"
    except TypeError:
        fits = False
    if not fits:
        raise ValueError(f"dtype is {shown(dtype)}; expected a type of floats, such as np.float32.")
