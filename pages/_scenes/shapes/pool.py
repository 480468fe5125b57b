"""A class for a whole sentence: from the last state, the mean of all, or each unit's largest value."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from core import Reading, RunSpec, Trace, task
from core.arrays import Floats
from core.tasks import Task
from pages._scenes.shapes.measured import largest_at, recipe, score_of
from pages._shell.caches.networks import trace_of
from pages._shell.lesson.findings import tie
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.words import listed, percent

READOUTS = {"each": "last state", "mean": "mean", "max": "largest values"}
ANSWERS = {
    "each": "the last state",
    "mean": "the mean",
    "max": "the largest values",
    "alike": "all about alike",
}
MARGIN = 0.05
"""Scores that are nearer are told as alike: another seed moves them by as much."""

STEPS, DECAY = 900, 0.1
"""Fewer steps than everyday English usually gets, so that three networks are ready in five seconds.

Of 700 steps at twice the rate, of larger batches and of smaller networks all were worse by 5 to 30 points.
"""

SEEDS: Mapping[str, tuple[float, float]] = {
    "each": (0.898, 0.930),
    "mean": (0.906, 0.949),
    "max": (0.879, 0.926),
}
"""The lowest and the highest share of right test sentences over the seeds 0 to 9, of each readout.

Measured on 2026-11-29 (torch 2.13.0); `python -m tests.bench.claims shapes` measures how far they are apart.
"""

TESTED = 256
"""Sentences of the test set."""

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

MOST = 12
"""Words that are drawn."""


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


def recipes() -> list[RunSpec]:
    """Return the recipes of the three networks: they differ in their readout only."""
    found = [recipe("lstm", "everyday", readout=readout) for readout in READOUTS]
    return [replace(spec, train=replace(spec.train, steps=STEPS, decay=DECAY)) for spec in found]


def show(scene: SceneFrame) -> None:
    """Show from which words each readout takes its answer."""
    specs = recipes()
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
        {
            "often": "" if guess.pending else f"right, of {TESTED} test sentences",
            "title": "Bar: share taken from the state at this word",
            "right": f"correct answer: {right}" if right else "",
            "words": list(reading.words[-MOST:]),
            "rows": _rows(traces, picked, units, right, {} if guess.pending else scores),
        },
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
    scene.notes()


def _rows(
    traces: Sequence[Trace], picked: Floats, units: int, right: str, scores: Mapping[str, float]
) -> list[dict[str, object]]:
    """Return the rows of the picture; without scores, they do not say how often each is right."""
    steps = len(picked)
    shares = {"each": np.eye(steps)[-1], "mean": np.full(steps, 1 / steps), "max": picked}
    numbers = {
        "each": ["", *[""] * (steps - 2), "all"][-steps:],
        "mean": [f"1 of {steps}"] * steps,
        "max": [f"{count} of {units}" if count else "" for count in np.rint(picked * units).astype(int)],
    }
    counted = {"each": "", "mean": "", "max": "units"}
    notes = {"each": "the state after it", "mean": "every state alike", "max": "units that are highest"}
    rows: list[dict[str, object]] = []
    for (readout, label), trace in zip(READOUTS.items(), traces, strict=True):
        last = trace.probabilities[-1]
        said = trace.network.classes[int(last.argmax())]
        rows.append(
            {
                "label": label,
                "score": f"{percent(scores[readout])} %" if scores else "",
                "note": _over_seeds(readout) if scores else notes[readout],
                "shares": [round(float(share), 4) for share in shares[readout][-MOST:]],
                "numbers": numbers[readout][-MOST:],
                "unit": counted[readout],
                "says": f"{said}, {percent(last.max())} %",
                "verdict": "" if not right else "correct" if said == right else "wrong",
            }
        )
    return rows


def _over_seeds(readout: str) -> str:
    low, high = SEEDS[readout]
    return f"ten seeds: {percent(low)}–{percent(high)} %"
