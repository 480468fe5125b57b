"""What was it that a unit drops? One unit through the sentence: its forget gate and its cell state."""

from core.instruments.closing import dropped
from pages._scenes.lstm.beside import borne
from pages._scenes.lstm.memory import largest_writers, writers_asked
from pages._scenes.lstm.read import Read, with_reader
from pages._scenes.lstm.rows import LEDGER, MEANS, SIGNALS, Rows
from pages._shell.lesson.findings import tie
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.words import percent

SHOWN = ("lines-forget_gate", "lines-cell_state")
MORE = ("readout", *MEANS, *(signal for signal in SIGNALS if signal not in SHOWN), *LEDGER)
ROWS = Rows(
    "lstm-unit",
    SHOWN,
    MORE,
    (*SHOWN, "mean-forget_gate", "forget_gate", "cell_state", *LEDGER),
)
WRITERS = 3
"""So many words at least come before the one that drops something: which of them wrote it is asked."""

CLOSED = 0.5
"""A gate below it drops more than it keeps."""


@with_reader
def show(scene: SceneFrame, this: Read) -> None:
    """Show the unit that drops most where the gates are lowest; ask which word had written what it drops."""
    trace = this.trace
    found = dropped(trace, after=WRITERS)
    options = writers_asked(found.writers, this.task.telling)
    best = largest_writers({word: found.writers[word] for word in options})
    word = literal(trace.words[found.at])
    guess = scene.predict({one: one for one in options}, word=word, place=found.at + 1)
    this.show(ROWS, guess, key="lstm_unit_score", unit=found.unit, timestep=found.at, plays=False)
    if not found.at:
        claim = "heading one"
    elif trace.network.is_untrained:
        claim = "heading untrained"
    else:
        claim = "heading" if found.gate < CLOSED else "heading open"
    scene.explain(
        guess,
        best[0],
        finished=True,
        measured=tie(best),
        accepted=best,
        heading=claim,
        word=word,
        writer=literal(best[0]),
        unit=found.unit + 1,
        share=percent(found.writers[best[0]]),
        held=f"{found.held:.2f}".replace("-", "−"),
        kept=f"{found.kept:.2f}".replace("-", "−"),
        gate=f"{found.gate:.2f}",
        usually=f"{found.usually:.2f}",
    )
    scene.notes(by_not=borne("lstm/unit"))
