"""At which word does it forget most? The gates, their means as bars, on the reader's sentence."""

from core import Network, Reading
from core.instruments.summary import lowest_mean
from pages._scenes.lstm.found import neutral_words_pass
from pages._scenes.lstm.read import LEDGER, SIGNALS, read
from pages._shell.caches.networks import words_asked
from pages._shell.caches.scores import board
from pages._shell.caches.sheets import NO_SENTENCE, Sheet
from pages._shell.lesson.findings import closed_most, gate_found, if_tied, lowest_gates, tie, written
from pages._shell.lesson.frame import just_answered
from pages._shell.lesson.others import Shown
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.stage import show_score

GATES = ("forget_gate", "input_gate")
BOARD = ("apart", *GATES, "readout", *SIGNALS[2:], *LEDGER, "paths")
HIDDEN = (*SIGNALS[2:], *LEDGER, "paths")
COVERED = ("forget_gate", *LEDGER, "paths-lstm")


def show(scene: SceneFrame) -> None:
    """Show the gates; ask at which word the forget gate is lowest."""
    this = read(scene)
    network, trace = this.networks[0], this.trace
    keeps = lowest_mean(trace, "forget_gate")
    options = words_asked(network, this.reading, this.task.telling)
    best = lowest_gates({word: keeps[word].mean for word in options})
    right = best[0]
    guess = scene.predict(
        {word: word for word in options}, formerly="lstm_guess", pieces=f"{this.task.piece}s"
    )
    at = keeps[right].timestep
    finished = show_score(
        _sheet(this.networks, this.reading, this.readout),
        key="lstm_score",
        veiled=COVERED if guess.pending else (),
        play=just_answered(),
        question=guess.asked,
        field=this.field,
        others=this.others(
            lambda shown: Shown(
                _sheet(shown, NO_SENTENCE, this.readout),
                COVERED if guess.pends_on(words_asked(shown[0], this.reading, this.task.telling)) else (),
            )
        ),
        anew={
            sample: COVERED
            for sample in this.task.samples
            if not guess.pending
            and guess.pends_on(words_asked(network, this.task.read(sample), this.task.telling))
        },
    )
    found = gate_found(trace, this.before, at)
    passing = neutral_words_pass(trace, this.task.telling)
    claim = {"learnt": "heading pass" if passing else "heading"}.get(found, f"heading {found}")
    scene.explain(
        guess,
        right,
        finished,
        measured=tie(best),
        accepted=best,
        sections=["explain", *(f"explain {case}" for case in (*if_tied(best), found))],
        heading="heading tie" if found == "learnt" and len(best) > 1 else claim,
        word=literal(right),
        units=network.spec.model.hidden_size,
        place=at + 1,
        lowest=f"{keeps[right].mean:.2f}",
        mean=f"{trace['forget_gate'].mean():.2f}",
        compared=", ".join(f"{literal(word)} {keeps[word].mean:.2f}" for word in options),
        untrained=f"{this.before['forget_gate'][at].mean():.2f}",
        untrained_mean=f"{this.before['forget_gate'].mean():.2f}",
        **written(trace),
        **closed_most(trace, at),
    )
    scene.notes()


def _sheet(networks: tuple[Network, ...], reading: Reading, readout: str) -> Sheet:
    return board(networks, reading, BOARD, name="lstm", readout=readout, hidden=HIDDEN, bars=GATES)
