"""The carousel: with f = 1 and i = 0 a unit keeps its value, and a gradient comes back whole."""

import numpy as np

from core.instruments.closing import carried, dropped
from pages._scenes.lstm.read import Read, with_reader
from pages._scenes.lstm.rows import LEDGER, MEANS, SIGNALS, Rows
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.words import counted

ROWS = Rows("lstm-carousel", ("carousel",), ("readout", *MEANS, *SIGNALS, *LEDGER), ("carousel",))
ANSWERS = {"less": "less than half", "nearly": "nearly all, not quite", "exact": "exactly the same number"}


@with_reader
def show(scene: SceneFrame, this: Read) -> None:
    """Ask what is left of a value behind f = 1 and i = 0; then it is the hand's to make it so."""
    trace = this.trace
    found = dropped(trace)
    belt = carried(trace, found)
    first, last = float(belt[0]), float(belt[-1])
    kept = "exact" if not np.ptp(belt) else "nearly" if abs(last) > abs(first) / 2 else "less"
    names = {
        "unit": str(found.unit + 1),
        "word": literal(trace.words[found.at]),
        "before": literal(trace.words[max(found.at - 1, 0)]),
        "away": counted(len(trace) - found.at, "word"),
    }
    guess = scene.predict(ANSWERS, held=_short(first), **names)
    this.show(
        ROWS, guess, key="lstm_carousel_score", unit=found.unit, timestep=found.at, plays=False, opened=True
    )
    scene.explain(
        guess,
        kept,
        finished=True,
        heading="heading one" if not found.at else "heading" if kept == "exact" else "heading changed",
        first=_exactly(first),
        last=_exactly(last),
        alone=_short(float(trace["cell_state"][-1, found.unit])),
        gate=_short(found.gate),
        back=_left(float(trace["forget_gate"][max(found.at, 1) :, found.unit].prod())),
        **names,
    )
    scene.notes()


def _short(number: float) -> str:
    return f"{number:.2f}".replace("-", "−")


def _left(share: float) -> str:
    return "less than 0.01" if 0 < share < 0.005 else _short(share)


def _exactly(number: float) -> str:
    return repr(number).replace("-", "−")
