"""What was it that a unit drops? One unit through the sentence: its forget gate and its cell state."""

from core import Network, Reading
from pages._scenes.lstm.found import dropped, largest_writers, writers_asked
from pages._scenes.lstm.read import LEDGER, SIGNALS, read
from pages._shell.caches.scores import board
from pages._shell.caches.sheets import NO_SENTENCE, Sheet
from pages._shell.lesson.findings import tie
from pages._shell.lesson.frame import just_answered
from pages._shell.lesson.others import Shown
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.stage import show_score
from pages._shell.words import percent

SHOWN = ("lines-forget_gate", "lines-cell_state")
REST = (*(signal for signal in SIGNALS if signal not in SHOWN), *LEDGER)
BOARD = ("apart", *SHOWN, "readout", *REST)
COVERED = (*SHOWN, "forget_gate", "cell_state", *LEDGER)
CLOSED = 0.5
"""A gate below it drops more than it keeps."""


def show(scene: SceneFrame) -> None:
    """Show the unit that drops most where the gates are lowest; ask which word had written what it drops."""
    this = read(scene)
    trace = this.trace
    found = dropped(trace)
    options = writers_asked(found.writers, this.task.telling)
    best = largest_writers({word: found.writers[word] for word in options})
    word = literal(trace.words[found.at])
    guess = scene.predict({one: one for one in options}, word=word, place=found.at + 1)
    covered = COVERED if guess.pending else ()
    finished = show_score(
        _sheet(this.networks, this.reading, this.readout),
        key="lstm_unit_score",
        veiled=covered,
        play=just_answered(),
        question=guess.asked,
        field=this.field,
        others=this.others(lambda shown: Shown(_sheet(shown, NO_SENTENCE, this.readout), covered)),
        unit=None if guess.pending else found.unit,
    )
    if not found.at:
        claim = "heading one"
    elif trace.network.is_untrained:
        claim = "heading untrained"
    else:
        claim = "heading" if found.gate < CLOSED else "heading open"
    scene.explain(
        guess,
        best[0],
        finished,
        measured=tie(best),
        accepted=best,
        sections=["explain"],
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
    scene.notes()


def _sheet(networks: tuple[Network, ...], reading: Reading, readout: str) -> Sheet:
    return board(networks, reading, BOARD, name="lstm-unit", readout=readout, hidden=REST)
