"""Hold the gates: what is kept, and what is said at the end, follow the hand."""

from typing import NamedTuple

import numpy as np

from core import Clamp, Trace, ledger, record
from core.experiments.lessons.lstm import HELD
from core.instruments.closing import dropped
from core.tasks import Task
from pages._scenes.lstm.beside import random_starts
from pages._scenes.lstm.memory import most_dropped
from pages._scenes.lstm.opening import Opening
from pages._scenes.lstm.read import Read, read
from pages._scenes.lstm.rows import LEDGER, MEANS, SIGNALS, Rows
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import Sentences
from pages._shell.plain import literal
from pages._shell.words import percent

ROWS = Rows(
    "lstm-hold",
    ("outcomes", "memory-below"),
    ("readout", *MEANS, *SIGNALS, *LEDGER[1:]),
    ("outcomes",),
)
ANSWERS = {
    "same": "the same, at least as sure",
    "less": "the same, but less sure",
    "other": "something else",
}
NUMBERS = {"same": "the same number, nearly", "other": "another number"}
"""Answers where the network itself answers with a number."""

_SURE, _NEAR = 0.01, 0.05
"""By so much of a probability it is less sure; by so much a number is another one."""

_MORE = 0.05
"""From so much more of the memory on it is said that more of the past is kept."""


class Ending(NamedTuple):
    """What a network says after the last word: a class and how sure it is, or a number and None."""

    said: str
    share: float | None

    def __str__(self) -> str:
        """Return it as the page says it."""
        return literal(self.said) if self.share is None else f"{literal(self.said)} {percent(self.share)} %"


def ending(trace: Trace) -> Ending:
    """Return what is said after the last word."""
    last = trace.answers[-1]
    if trace.network.answer == "number":
        return Ending(f"{last[0]:.2f}".replace("-", "−"), None)
    best = int(last.argmax())
    return Ending(trace.network.classes[best], float(last[best]))


def changed(alone: Trace, held: Trace) -> str:
    """Return what became of the answer: "same", "less" sure, or "other"."""
    before, after = ending(alone), ending(held)
    if before.share is None:
        return "other" if abs(held.answers[-1, 0] - alone.answers[-1, 0]) > _NEAR else "same"
    if before.said != after.said:
        return "other"
    return "less" if after.share is not None and before.share - after.share > _SURE else "same"


def from_before(trace: Trace, timestep: int) -> float:
    """Return which share of the memory at the end was written before a word; 0 where nothing is in memory."""
    return float(np.nan_to_num(ledger(trace).shares()[:timestep].sum()))


def told(alone: Trace, remembers: Trace, forgets: Trace, timestep: int) -> str:
    """Return which heading says what happened: where the answer stands, what else changed or did not."""
    right = changed(alone, remembers)
    if right != "same":
        return "heading" if right == "less" else f"heading {right}"
    if changed(alone, forgets) != "same":
        return "heading forgets"
    more = from_before(remembers, timestep) - from_before(alone, timestep)
    return "heading outweighed" if more >= _MORE else "heading same"


def _first(this: Task) -> Sentences:
    return Opening(this, "held", HELD) if this.name == "everyday" else this


def show(scene: SceneFrame) -> None:
    """Ask what is said where nothing may be dropped at the word at which most is; then it is the hand's."""
    this = read(scene, _first)
    with this.place:
        _show(scene, this)


def _show(scene: SceneFrame, this: Read) -> None:
    trace = this.trace
    at = most_dropped(trace)
    names = {"word": literal(trace.words[at]), "alone": str(ending(trace))}
    unit = dropped(trace).unit
    if not at:
        this.show(ROWS, key="lstm_hold_score", unit=unit, timestep=at)
        case = "one" if len(trace) == 1 else "empty"
        scene.tell(heading=f"heading {case}", sections=[f"explain {case}"])
        scene.notes(**names)
        return
    remembers, forgets = (_held(trace, value, at) for value in (1, 0))
    right = changed(trace, remembers)
    answers = NUMBERS if trace.network.answer == "number" else ANSWERS
    guess = scene.predict(answers, **names)
    this.show(ROWS, guess, key="lstm_hold_score", unit=unit, timestep=at, plays=False)
    scene.explain(
        guess,
        right,
        finished=True,
        heading=told(trace, remembers, forgets, at),
        old_alone=percent(from_before(trace, at)),
        old_held=percent(from_before(remembers, at)),
        remembers=str(ending(remembers)),
        forgets=str(ending(forgets)),
        **names,
    )
    scene.notes(**names)
    if not guess.pending:
        random_starts("lstm/hold")


def _held(trace: Trace, value: float, timestep: int) -> Trace:
    held = Clamp("forget_gate", value, None, timestep, timestep + 1)
    return record(trace.network, trace.words, operations=[held])
