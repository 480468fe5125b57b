r"""The memory ledger: who wrote what is still in memory.

$$c_T = \sum_k \Big(\prod_{j>k}^{T} f_j\Big) \odot i_k \odot g_k + \Big(\prod_j f_j\Big) \odot c_0$$

for every T and every unit of an LSTM; in a GRU the same with what the update gates keep and write: $h_T =
\sum_k (\prod_{j>k} k_j) \odot (1 - k_k) \odot n_k + (\prod_j k_j) \odot h_0$.
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..equations.gru import GruCell
from ..equations.scan import Scan
from ..equations.seam import plain
from .operations import check_timestep
from .trace import Trace


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """The memory after each word, split by the word that wrote it.

    Attributes:
        state: The memory: "cell_state" in an LSTM, "hidden" in a GRU.
        written: (T, T, H): `written[t, k]` is what word k wrote and is left after word t; 0 if k was not yet
            read.
        initial: (T, H): what is left of the state before the first word.
        kept: (T, H): the share of its memory that each word let through.
        total: (T, H): the memory itself; `written.sum(axis=1) + initial` up to rounding.
    """

    state: str
    written: Floats
    initial: Floats
    kept: Floats
    total: Floats

    def shares(self, timestep: int = -1) -> Floats:
        """Return how much of the memory after a word stems from each word, and from the start.

        (T + 1,): mean absolute value over the units, the start last, divided by their sum.

        Raises:
            ValueError: if there is no such timestep.
        """
        check_timestep("timestep", timestep, len(self.written))
        each = np.abs(np.vstack([self.written[timestep], self.initial[timestep][None]])).mean(axis=1)
        with np.errstate(all="ignore"):
            return np.asarray(each / each.sum())


def ledger(trace: Trace, layer: int = -1, reverse: bool = False) -> Ledger:
    """Return the ledger of a layer (0 is the lowest, -1 the top one), in the order of the sentence.

    Raises:
        ValueError: in an RNN, which keeps no memory to account for; or if there is no such layer.
    """
    of = trace.layer(layer, reverse)
    with np.errstate(all="ignore"):
        state, kept, entries, states = _entries(of.scan)
        steps, units = kept.shape
        written = np.zeros((steps, steps, units), kept.dtype)
        initial = np.empty_like(kept)
        left = states[0]
        for t in range(steps):
            if t:
                np.multiply(written[t - 1, :t], kept[t], out=written[t, :t])
            written[t, t] = entries[t]
            initial[t] = left = kept[t] * left
    if reverse:
        written = written[:, ::-1]
    in_order = (of.in_order(values) for values in (written, initial, kept, states[1:]))
    return Ledger(state, *in_order)


def _entries(scan: Scan) -> tuple[str, Floats, Floats, Floats]:
    """Return the memory's name, what each timestep keeps and writes (T, H), and the memory (T+1, H)."""
    if scan.memory is not None:
        kept, opened, candidate = (
            scan.gate(name)[:, 0] for name in ("forget_gate", "input_gate", "candidate")
        )
        return "cell_state", kept, opened * candidate, scan.memory[:, 0]
    cell = plain(scan.cell)
    if isinstance(cell, GruCell):
        kept = cell.keeps(scan)[:, 0]
        return "hidden", kept, (1 - kept) * scan.gates[:, 0, -1], scan.hidden[:, 0]
    raise ValueError(
        "An RNN overwrites its whole state at each word: there is no ledger. Ask a GRU or an LSTM."
    )
