"""Whose writing is still in memory at the end? The memory after each word, split by its writers."""

from math import isfinite
from typing import Any

from core.experiments import experiment, kept
from pages._scenes.lstm.beside import between, random_starts
from pages._scenes.lstm.memory import gone, largest_writers, shares_by_word, writers_asked
from pages._scenes.lstm.read import Read, with_reader
from pages._scenes.lstm.rows import LEDGER, SIGNALS, Rows
from pages._shell.lesson.findings import tie
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.words import listed, percent

PROOF = "lstm/ledger"
ROWS = Rows(
    "lstm-ledger",
    ("memory", "mean-forget_gate"),
    ("readout", "ledger", "written", "mean-input_gate", *SIGNALS),
    (*LEDGER, "mean-forget_gate", "forget_gate", "cell_state", "lines-cell_state"),
)


@with_reader
def show(scene: SceneFrame, this: Read) -> None:
    """Show the memory by its writers; ask who wrote most of what is left."""
    trace = this.trace
    shares = shares_by_word(trace)
    options = writers_asked(shares, this.task.telling)
    best = largest_writers({word: shares[word] for word in options})
    right = best[0]
    starts = {word: between(PROOF, f"“{word}”") for word in ("great", "not")}
    starts["seeds"] = str(len(kept(experiment(PROOF)).seeds))
    if not isfinite(shares[right]):
        this.show(ROWS, key="lstm_ledger_score", timestep=len(trace) - 1)
        scene.tell(heading="heading empty", sections=["explain empty"])
        scene.notes(**starts)
        return
    guess = scene.predict({word: word for word in options}, pieces=f"{this.task.piece}s")
    finished = this.show(ROWS, guess, key="lstm_ledger_score", timestep=len(trace) - 1)
    early = gone(trace)
    told: dict[str, Any] = {}
    if early:
        told = {"early": literal(early.word), "fell": literal(early.at), "left": percent(early.left)}
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
        **told,
    )
    scene.notes(**starts)
    if not guess.pending:
        random_starts(PROOF)
