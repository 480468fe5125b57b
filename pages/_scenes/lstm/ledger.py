"""Whose writing is still in memory at the end? The memory after each word, split by its writers."""

from core import Network, Reading
from pages._scenes.lstm.found import gone, largest_writers, shares_by_word, writers_asked
from pages._scenes.lstm.read import LEDGER, SIGNALS, read
from pages._shell.caches.scores import board
from pages._shell.caches.sheets import NO_SENTENCE, Sheet
from pages._shell.lesson.findings import tie
from pages._shell.lesson.frame import just_answered
from pages._shell.lesson.others import Shown
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.stage import show_score
from pages._shell.words import listed, percent

BOARD = ("apart", "memory", "readout", "ledger", "written", *SIGNALS)
HIDDEN = ("ledger", "written", *SIGNALS)
COVERED = (*LEDGER, "forget_gate", "cell_state", "lines-cell_state")


def show(scene: SceneFrame) -> None:
    """Show the memory by its writers; ask who wrote most of what is left."""
    this = read(scene)
    trace = this.trace
    shares = shares_by_word(trace)
    options = writers_asked(shares, this.task.telling)
    best = largest_writers({word: shares[word] for word in options})
    right = best[0]
    guess = scene.predict({word: word for word in options}, pieces=f"{this.task.piece}s")
    covered = COVERED if guess.pending else ()
    finished = show_score(
        _sheet(this.networks, this.reading, this.readout),
        key="lstm_ledger_score",
        veiled=covered,
        play=just_answered(),
        question=guess.asked,
        field=this.field,
        others=this.others(lambda shown: Shown(_sheet(shown, NO_SENTENCE, this.readout), covered)),
    )
    early = gone(trace)
    case = "tie" if len(best) > 1 else "gone" if early else ""
    scene.explain(
        guess,
        right,
        finished,
        measured=tie(best),
        accepted=best,
        sections=["explain", *(["explain gone"] if early else []), "explain sum"],
        heading=f"heading {case}".strip(),
        word=literal(right),
        words=literal(listed([f"“{word}”" for word in best])),
        share=percent(shares[right]),
        all_shares=", ".join(f"{literal(word)} {percent(shares[word])} %" for word in options),
        **(
            {"early": literal(early.word), "fell": literal(early.at), "left": percent(early.left)}
            if early
            else {}
        ),
    )
    scene.notes()


def _sheet(networks: tuple[Network, ...], reading: Reading, readout: str) -> Sheet:
    return board(networks, reading, BOARD, name="lstm-ledger", readout=readout, hidden=HIDDEN)
