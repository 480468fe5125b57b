"""At which word does it forget most? The means of the gates as bars, on the reader's sentence."""

from core import Network, Reading
from core.instruments.closing import neutral_words_pass
from core.instruments.summary import lowest_mean
from pages._scenes.lstm.beside import ENDS, at_their_ends, borne, random_starts
from pages._scenes.lstm.read import Read, with_reader
from pages._scenes.lstm.rows import LEDGER, MEANS, SIGNALS, Rows
from pages._shell.caches.networks import words_asked
from pages._shell.lesson.findings import closed_most, gate_found, if_tied, lowest_gates, shown, tie, written
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal

SHOWN = "mean-output_gate"
ROWS = Rows(
    "lstm",
    (*MEANS, SHOWN, "readout"),
    (*SIGNALS, *LEDGER, "paths"),
    ("mean-forget_gate", "forget_gate", *LEDGER, "paths-lstm"),
)


@with_reader
def show(scene: SceneFrame, this: Read) -> None:
    """Show the gates; ask at which word the forget gate is lowest."""
    network, trace = this.networks[0], this.trace
    keeps = lowest_mean(trace, "forget_gate")

    def asked(network: Network, reading: Reading) -> tuple[str, ...]:
        return words_asked(network, reading, this.task.telling)

    options = asked(network, this.reading)
    best = lowest_gates({word: keeps[word].mean for word in options})
    right = best[0]
    guess = scene.predict(
        {word: word for word in options}, formerly="lstm_guess", pieces=f"{this.task.piece}s"
    )
    at = keeps[right].timestep
    ours = this.reading.text in (this.sentences.probe, *this.sentences.samples)
    end = len(trace) - 1 if ours else None  # a sentence under the reader's hand leaves the cursor where it is
    finished = this.show(ROWS, guess, key="lstm_score", asked=asked, timestep=end)
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
        **at_their_ends(),
        **written(trace),
        **shown(trace),
        **closed_most(trace, at),
    )
    scene.notes(
        writes=borne("lstm/gates/writes"), closes=borne("lstm/gates"), passes=borne("lstm/gates/pass")
    )
    if not guess.pending:
        random_starts("lstm/gates", ENDS)
