"""Hold the gates: what is kept, and what is said at the end, follow the hand."""

import numpy as np

from core import Clamp, Trace, record
from pages._scenes.lstm.closing import dropped
from pages._scenes.lstm.memory import kept_by_word
from pages._scenes.lstm.read import LEDGER, SIGNALS, Rows, read
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.words import percent

ROWS = Rows("lstm-hold", ("tasks", "mean-forget_gate", "readout"), ("mean-input_gate", *SIGNALS, *LEDGER[1:]))


def show(scene: SceneFrame) -> None:
    """Set two tasks, for the forget gates at one word."""
    this = read(scene)
    trace = this.trace
    kept = kept_by_word(trace)
    at = int(np.nanargmin(kept)) if np.isfinite(kept).any() else 0
    with this.place:
        this.show(ROWS, key="lstm_hold_score", unit=dropped(trace).unit, timestep=at)
        scene.tell(
            word=literal(trace.words[at]),
            place=at + 1,
            alone=_said(trace),
            remembers=_said(_at(trace, 1, at)),
            forgets=_said(_at(trace, 0, at)),
        )
        scene.notes(
            word=literal(trace.words[at]),
            gate=f"{trace['forget_gate'][at].mean():.2f}",
            share=f"{percent(float(kept[at]))} %" if at else "nothing",
        )


def _at(trace: Trace, value: float, timestep: int) -> Trace:
    held = Clamp("forget_gate", value, None, timestep, timestep + 1)
    return record(trace.network, trace.words, operations=[held])


def _said(trace: Trace) -> str:
    """Return the answer after the last word, and how sure the network is of it."""
    last = trace.probabilities[-1]
    best = int(last.argmax())
    return f"{literal(trace.network.classes[best])} {percent(float(last[best]))} %"
