"""Hold the gates: what is kept, and what is said at the end, follow the hand."""

import numpy as np

from core import Clamp, Network, Reading, Trace, record
from pages._scenes.lstm.found import dropped
from pages._scenes.lstm.read import LEDGER, SIGNALS, read
from pages._shell.caches.scores import board
from pages._shell.caches.sheets import NO_SENTENCE, Sheet
from pages._shell.lesson.others import Shown
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.stage import show_score
from pages._shell.words import percent

REST = (*(signal for signal in SIGNALS if signal != "forget_gate"), *LEDGER[1:])
BOARD = ("apart", "tasks", "forget_gate", "readout", *REST)


def show(scene: SceneFrame) -> None:
    """Set two tasks, for the forget gates at one word; say what else the hand would find."""
    this = read(scene)
    trace = this.trace
    found = dropped(trace)
    show_score(
        _sheet(this.networks, this.reading, this.readout),
        key="lstm_hold_score",
        field=this.field,
        others=this.others(lambda shown: Shown(_sheet(shown, NO_SENTENCE, this.readout))),
        unit=found.unit,
    )
    held = {value: _at(trace, Clamp("forget_gate", value, None, found.at, found.at + 1)) for value in (1, 0)}
    begin = max(found.at - 1, 0)
    start = min(begin + 1, len(trace) - 1)
    carousel = _at(
        trace,
        Clamp("forget_gate", 1, (found.unit,), start, None),
        Clamp("input_gate", 0, (found.unit,), start, None),
    )["cell_state"][begin:, found.unit]
    scene.tell(
        sections=("explain", f"explain {'kept' if np.ptp(carousel) == 0 else 'changed'}"),
        word=literal(trace.words[found.at]),
        place=found.at + 1,
        alone=_said(trace),
        remembers=_said(held[1]),
        forgets=_said(held[0]),
        unit=found.unit + 1,
        begin=literal(trace.words[begin]),
        first=_exactly(carousel[0]),
        last=_exactly(carousel[-1]),
    )
    scene.notes()


def _at(trace: Trace, *clamps: Clamp) -> Trace:
    return record(trace.network, trace.words, operations=clamps)


def _said(trace: Trace) -> str:
    """Return the answer after the last word, and how sure the network is of it."""
    last = trace.probabilities[-1]
    best = int(last.argmax())
    return f"{literal(trace.network.classes[best])} {percent(float(last[best]))} %"


def _exactly(number: float) -> str:
    return repr(float(number)).replace("-", "−")


def _sheet(networks: tuple[Network, ...], reading: Reading, readout: str) -> Sheet:
    return board(networks, reading, BOARD, name="lstm-hold", readout=readout, hidden=REST)
