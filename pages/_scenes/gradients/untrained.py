"""Before training: of whose gradient is most left at the word that the answer depends on?"""

import math
from operator import gt, lt

import streamlit as st

from core.experiments import experiment, kept
from core.spec import KINDS, Kind
from pages._scenes.gradients.back import back, columns, in_words, sentence, whose
from pages._shell.caches.networks import untrained
from pages._shell.caches.scores import gradients
from pages._shell.lesson import findings
from pages._shell.lesson.frame import just_answered
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_key
from pages._shell.plain import literal
from pages._shell.stage import show_score
from pages._shell.visit.choice import choice
from pages._shell.words import counted, written

PROOF = "gradients/untrained"
UP_TO: dict[Kind, str] = {"rnn": "RNN", "gru": "+ GRU", "lstm": "+ LSTM"}
"""Which cells are drawn: this one and those before it."""


def show(scene: SceneFrame) -> None:
    """Show the share that an RNN keeps that has learnt nothing; once guessed, those of GRU and LSTM, too."""
    with scene.controls():
        typed, choices = columns()
    with choices, st.container(horizontal=True):
        cells = st.empty()
        networks = tuple(untrained(spec) for spec in whose())
    with typed:
        recall, reading = sentence(tuple(network.spec for network in networks))
    way = back(networks, reading, recall)
    shares, word = way.shares(), literal(way.word)
    best = findings.largest_shares(shares) if way.distance else ["alike"]
    guess = scene.predict(
        {answer: findings.LINES[answer] for answer in (shares if way.distance else best)}, origin=word
    )
    last: Kind = "rnn"
    if not guess.pending:
        with cells:
            last = choice(f"{scene.key}_cells", "Cells", UP_TO, "lstm")
    finished = show_score(
        gradients(networks[: 1 + KINDS.index(last)], reading, way.target),
        key="gradients_score",
        play=just_answered(),
        backward=True,
        question=guess.asked,
        field=sentence_key(recall),
    )
    factor = _a_step(shares["rnn"], way.distance)
    found = findings.untrained_shares(shares if way.distance else {})
    gates = findings.open_gates(way.traces[-1], way.begin)
    scene.explain(
        guess,
        best[0],
        finished,
        measured=findings.tie([findings.LINES[name] for name in best]),
        accepted=best,
        sections=["explain", *(["explain factor"] if factor else []), *found],
        heading="heading" if "explain textbook" in found else "heading else",
        distance=counted(way.distance, "word"),
        origin=word,
        answer=way.answer,
        kept=in_words(shares),
        factor=factor,
        **gates,
        **over_starts(),
    )
    scene.notes()


def _a_step(share: float, steps: int) -> str:
    """Return what each step leaves in the mean, "0.49"; nothing of one step, and of no share."""
    return f"{share ** (1 / steps):.2f}" if steps > 1 and 0 < share < math.inf else ""


def over_starts() -> dict[str, str]:
    """Return what is told of many random starts: in how many c keeps most and the RNN least, and the ends."""
    found = kept(experiment(PROOF))
    rnn, *others = (found.of(line.name) for line in found.experiment.lines)
    *_, cell = others
    below_cell = map(max, rnn, *others[:-1])
    return {
        "seeds": str(len(found.seeds)),
        "cell_most": str(sum(map(gt, cell, below_cell))),
        "rnn_least": str(sum(map(lt, rnn, map(min, *others)))),
        "cell": f"{written(min(cell))} to {written(max(cell))}",
        "rnn": f"{written(min(rnn))} to {written(max(rnn))}",
    }
