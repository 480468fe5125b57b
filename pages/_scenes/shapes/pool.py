"""A class for a whole sentence: from the last state, the mean of all, or each unit's largest value."""

import numpy as np

from core import Reading, task
from core.experiments import experiment
from core.tasks import Task
from pages._scenes.shapes.kept import bearing
from pages._scenes.shapes.measured import largest_at, score_of
from pages._scenes.shapes.pooled import ALIKE, READOUTS, drawn
from pages._shell.caches.networks import trace_of
from pages._shell.lesson.findings import tie
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.words import listed, percent

ANSWERS = {
    "each": "the last state",
    "mean": "the mean",
    "max": "the largest values",
    "alike": "all about alike",
}
MARGIN = 0.05
"""Scores that are nearer are told as alike: another seed moves them by as much."""

PROBE = "the room was small but it was clean and quiet"
"""A sentence on which nothing speaks against the finding: all three are right, on each of ten seeds."""

RIGHT = {
    PROBE: "positive",
    "I did not like the story but the music was great": "positive",
    "I hated every minute of it": "negative",
    "I really loved this movie but the ending was terrible": "negative",
    "the food was not bad at all": "positive",
    "Although the room was dirty, the staff were friendly and helpful": "positive",
    "It isn't funny and the jokes are never clever": "negative",
}
"""What is right of each sample."""


class Judged:
    """Everyday English with a first sentence of its own: the usual one divides the readouts."""

    def __init__(self, asked: Task) -> None:
        self._task = asked
        self.name, self.piece, self.evidence = "judged", asked.piece, asked.evidence
        self.probe = PROBE
        self.samples = (PROBE, *asked.samples)

    def read(self, text: str) -> Reading:
        """Cut a text as the task does."""
        return self._task.read(text)


def show(scene: SceneFrame) -> None:
    """Show from which words each readout takes its answer."""
    specs = experiment(ALIKE).recipes(0)
    with scene.controls():
        reading = scene.sentence(Judged(task(specs[0].task)))
    guess = scene.predict(ANSWERS)
    learnt = networks(specs, quiet=guess.pending, names=tuple(READOUTS.values()))
    scores = dict(zip(READOUTS, map(score_of, specs), strict=True))
    traces = [trace_of(network, reading) for network in learnt]
    picked = largest_at(traces[-1].hidden)
    units = learnt[-1].spec.model.hidden_size
    most = f"{round(float(picked.max()) * units)} of the {units} units"
    tops = np.flatnonzero(picked == picked.max())
    word = listed(list(dict.fromkeys(f"“{reading.words[at]}”" for at in tops)))
    each = " each" if len(tops) > 1 else ""
    says = {
        readout: trace.network.classes[int(trace.probabilities[-1].argmax())]
        for readout, trace in zip(READOUTS, traces, strict=True)
    }
    right = RIGHT.get(reading.text.strip(), "")
    show_picture(
        "wordbars",
        drawn(traces, picked, right, {} if guess.pending else scores),
        alt=f"{most}{each} have their largest value at {word}.",
        key=f"{scene.key}_picture",
        name="pooling",
    )
    best = max(scores.values())
    near = [one for one, score in scores.items() if score > best - MARGIN]
    answer = "alike" if len(near) == len(scores) else max(scores, key=lambda one: scores[one])
    scene.explain(
        guess,
        answer,
        True,
        measured=ANSWERS[answer] if answer == "alike" else tie([ANSWERS[one] for one in near]),
        accepted=(answer, *(near if answer != "alike" else ())),
        heading="heading" if answer == "alike" else "heading differ",
        last=percent(scores["each"]),
        mean=percent(scores["mean"]),
        max=percent(scores["max"]),
        here=listed([f"{label} “{says[readout]}”" for readout, label in READOUTS.items()]),
        word=literal(word),
        most=f"{most}{each}",
    )
    if not guess.pending:
        show_proof(ALIKE)
    scene.notes(**bearing(ALIKE))
