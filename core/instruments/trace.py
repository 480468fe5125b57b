"""The trace: everything that one forward pass did on one sentence.

Computed by NumPy from the weights alone, in float64 unless asked otherwise; equal to what `torch.nn`
computes. Nothing is drawn that is not a field of a trace.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import Bools, Floats, Ints
from core.instruments.cells import CELLS, Scan
from core.instruments.gru import GruScan
from core.instruments.lstm import LstmScan
from core.instruments.squash import softmax
from core.instruments.weights import LayerWeights
from core.network import GATES, Network
from core.text import Reading, read

READING_ORDER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "rnn": ("hidden",),
        "gru": ("reset_gate", "update_gate", "candidate", "hidden"),
        "lstm": ("forget_gate", "input_gate", "output_gate", "candidate", "cell_state", "hidden"),
    }
)
"""The signals of each cell in the order in which they are explained."""


class Part(NamedTuple):
    """Where a pre-activation comes from: input (T, H) + recurrent (T, H) + bias (H,)."""

    input: Floats
    recurrent: Floats
    bias: Floats

    @property
    def pre_activation(self) -> Floats:
        """What goes into the squashing function, (T, H)."""
        return self.input + self.recurrent + self.bias


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """One sentence of T words, read by one network of H units with K classes.

    `trace["forget_gate"]` is a signal, (T, H); `parts` says for each gate what of it came from the word,
    from the state and from the bias. In a GRU the recurrent part of the candidate is r * (W_hn h + b_hn),
    so that its bias is b_in alone.
    """

    network: Network
    words: tuple[str, ...]
    ids: Ints
    known: Bools
    dropped: int
    inputs: Floats
    hidden: Floats
    initial_hidden: Floats
    cell_state: Floats | None
    initial_cell: Floats | None
    logits: Floats
    probabilities: Floats
    signals: Mapping[str, Floats]
    parts: Mapping[str, Part]
    scan: Scan = field(repr=False)

    def __getitem__(self, signal: str) -> Floats:
        if signal not in self.signals:
            raise KeyError(f"{signal}: this network has {', '.join(self.signals)}")
        return self.signals[signal]

    def __len__(self) -> int:
        return len(self.words)


def record(network: Network, sentence: Reading | str, dtype: DTypeLike = np.float64) -> Trace:
    """Read a sentence, from a state of zeros, and keep everything.

    Raises:
        ValueError: if there is no word in the sentence.
    """
    reading = read(sentence, network.vocabulary) if isinstance(sentence, str) else sentence
    kind = network.spec.model.kind
    with np.errstate(all="ignore"):  # weights of a run that blew up give inf and nan, and are shown as such
        embedding, matrix, bias = (
            cast(Floats, network.weights[name].astype(dtype))
            for name in ("embedding.weight", "readout.weight", "readout.bias")
        )
        inputs = embedding[reading.ids]
        scan = CELLS[kind].forward(inputs[:, None], LayerWeights.of(network, dtype))
        hidden = scan.hidden[1:, 0]
        logits = hidden @ matrix.T + bias
        signals = _signals(scan, GATES[kind])
        parts = _parts(scan, GATES[kind])
        probabilities = softmax(logits)
    return Trace(
        network=network,
        words=reading.words,
        ids=reading.ids,
        known=reading.known,
        dropped=reading.dropped,
        inputs=inputs,
        hidden=hidden,
        initial_hidden=scan.hidden[0, 0],
        cell_state=None if scan.memory is None else scan.memory[1:, 0],
        initial_cell=None if scan.memory is None else scan.memory[0, 0],
        logits=logits,
        probabilities=probabilities,
        signals=MappingProxyType({name: signals[name] for name in READING_ORDER[kind]}),
        parts=MappingProxyType(parts),
        scan=scan,
    )


def _signals(scan: Scan, names: tuple[str, ...]) -> dict[str, Floats]:
    signals: dict[str, Floats] = {"hidden": scan.hidden[1:, 0]}
    if isinstance(scan, LstmScan | GruScan):
        signals |= {name: scan.gates[:, 0, block] for block, name in enumerate(names)}
    if scan.memory is not None:
        signals["cell_state"] = scan.memory[1:, 0]
    return signals


def _parts(scan: Scan, names: tuple[str, ...]) -> dict[str, Part]:
    w = scan.weights
    units = w.hidden_size
    from_input = scan.inputs[:, 0] @ w.weight_ih.T
    from_hidden = scan.hidden[:-1, 0] @ w.weight_hh.T
    bias = w.bias_ih + w.bias_hh
    parts = {}
    for block, name in enumerate(names):
        rows = slice(block * units, (block + 1) * units)
        parts[name] = Part(from_input[:, rows], from_hidden[:, rows], bias[rows])
    if isinstance(scan, GruScan):
        candidate = scan.gates[:, 0, 0] * scan.reset_sees[:, 0]
        parts["candidate"] = Part(from_input[:, -units:], candidate, w.bias_ih[-units:])
    return parts
