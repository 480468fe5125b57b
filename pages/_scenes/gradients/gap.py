"""The gap: how often each cell is right as more words stand between, for one of eight and for one of two."""

from collections.abc import Mapping
from statistics import median
from typing import NamedTuple

import streamlit as st

from core import default_run, task
from core.experiments import Kept, experiment, kept
from core.experiments.lessons.gradients import at_gap
from core.figures.accuracy import Curve, accuracy_in_words
from core.figures.palette import NETWORKS
from core.spec import KINDS, Kind, TaskName
from core.tasks import Task
from pages._shell.lesson import findings
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.words import percent

ANSWERS = {
    "which": "which of eight animals it was",
    "number": "whether it was one or many",
    "both": "both",
    "neither": "neither",
}
OLDER = {"all": "which", "gated": "both", "none": "both"}
"""Answers of older links: which cells get the verb right."""

_LEARNT = 0.75
"""From here on a cell is said to keep what is asked; one or many is right in a half by chance."""

Starts = Mapping[Kind, tuple[tuple[float, ...], ...]]
"""By cell a row a random start: the share of right answers at each point of the exam."""


class Asked(NamedTuple):
    """What is asked over the gap.

    Attributes:
        task: The task.
        proof: The experiment that keeps how often it is right.
        title: What has to be kept, as a question.
        sentence: An example.
        across: What the points of the exam count.
    """

    task: TaskName
    proof: str
    title: str
    sentence: str
    across: str


ASKED = (
    Asked(
        "recall",
        "gradients/gap",
        "Which of eight animals was it?",
        "“The dog that … had a fluffy” → tail",
        "words between",
    ),
    Asked(
        "agreement",
        "gradients/gap/verb",
        "Was it one or many?",
        "“The cats, which the dog was chasing, …” → were",
        "misleading nouns between, as “dog” after “cats”",
    ),
)


def show(scene: SceneFrame) -> None:
    """Show right answers against the gap on two tasks, of the cells' middle networks and on demand of all."""
    guess = scene.predict(ANSWERS, old=OLDER)
    tasks = [task(default_run("rnn", one.task).task) for one in ASKED]
    known = [kept(experiment(one.proof)) for one in ASKED]
    starts = [starts_of(found, this) for found, this in zip(known, tasks, strict=True)]
    middle = [_middle(found) for found in starts]
    keeps = [found["rnn"][-1] >= _LEARNT for found in middle]
    curves: list[Mapping[str, Curve]] = [
        {kind: tuple(zip(this.exam_points, found[kind], strict=True)) for kind in KINDS}
        for this, found in zip(tasks, middle, strict=True)
    ]
    show_picture(
        "gradients",
        {
            "picture": "gap",
            "panels": [
                {
                    "title": one.title,
                    "finding": "The RNN keeps it" if kept_it else "The RNN loses it",
                    "sentence": one.sentence,
                    "points": list(this.exam_points),
                    "across": one.across,
                    "chance": this.chance,
                    "trained": [this.spec.shortest, this.spec.longest],
                    "starts": found,
                }
                for one, this, found, kept_it in zip(ASKED, tasks, starts, keeps, strict=True)
            ],
            "looks": {kind: {"name": NETWORKS[kind].name, "hue": NETWORKS[kind].hue} for kind in KINDS},
        },
        key=f"{scene.key}_picture",
        name="gap",
        alt=" ".join(
            f"{one.title} {accuracy_in_words(curve, this)}"
            for one, curve, this in zip(ASKED, curves, tasks, strict=True)
        ),
        veiled=guess.pending,
    )
    right = {(False, True): "which", (True, False): "number", (False, False): "both"}.get(
        (keeps[0], keeps[1]), "neither"
    )
    seeds, most = len(known[0].seeds), tasks[1].exam_points[-1]
    scene.explain(
        guess,
        right,
        finished=True,
        heading="heading" if right == "which" else "heading else",
        seeds=seeds,
        most=most,
        far=tasks[0].exam_points[-1],
        **{
            f"{one.task}_{kind}": f"{percent(found[kind][-1])} %"
            for one, found in zip(ASKED, middle, strict=True)
            for kind in KINDS
        },
    )
    if not guess.pending:
        with st.expander("Measure it anew, in other random starts", icon=":material/scatter_plot:"):
            for one in ASKED:
                show_proof(one.proof)
    scene.notes(
        seeds=seeds,
        date=known[0].date,
        most=most,
        worst=f"{percent(min(row[-1] for row in starts[1]['rnn']))} %",
        **{
            one.task: literal(findings.curve_note([default_run(kind, one.task) for kind in KINDS], this))
            for one, this in zip(ASKED, tasks, strict=True)
        },
    )


def starts_of(found: Kept, this: Task) -> Starts:
    """Return how often each kept network is right at each point of a task's exam."""
    *shorter, _ = this.exam_points
    lines = {kind: [*(at_gap(kind, gap) for gap in shorter), kind.upper()] for kind in KINDS}
    return {kind: tuple(zip(*map(found.of, names), strict=True)) for kind, names in lines.items()}


def _middle(starts: Starts) -> Mapping[Kind, tuple[float, ...]]:
    """Return the middle one of the shares at each point."""
    return {kind: tuple(map(median, zip(*rows, strict=True))) for kind, rows in starts.items()}
