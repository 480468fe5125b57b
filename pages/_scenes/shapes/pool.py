"""A class for a whole sentence: from the last state, the mean of all, or each unit's largest value."""

import numpy as np

from core import task
from pages._scenes.shapes.measured import largest_at, recipe, score_of
from pages._shell.caches.networks import trace_of
from pages._shell.lesson.findings import tie
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.words import percent

READOUTS = {"each": "last state", "mean": "mean", "max": "largest"}
ANSWERS = {
    "each": "the last state",
    "mean": "the mean",
    "max": "the largest values",
    "alike": "all about alike",
}
MARGIN = 0.05
"""Scores that are nearer are told as alike: another seed moves them by as much."""

MOST = 12
"""Words that are drawn."""


def show(scene: SceneFrame) -> None:
    """Show from which words each readout takes its answer."""
    specs = [recipe("lstm", "everyday", readout=readout) for readout in READOUTS]
    learnt = networks(specs)
    with scene.controls():
        reading = scene.sentence(task(specs[0].task))
    guess = scene.predict(ANSWERS)
    scores = dict(zip(READOUTS, map(score_of, specs), strict=True))
    traces = [trace_of(network, reading) for network in learnt]
    steps = len(reading.words)
    picked = largest_at(traces[-1].hidden)
    shares = {"each": np.eye(steps)[-1], "mean": np.full(steps, 1 / steps), "max": picked}
    says = []
    for trace in traces:
        last = trace.probabilities[-1]
        says.append(f"{trace.network.classes[int(last.argmax())]} {percent(last.max())} %")
    notes = {"each": "the last word’s state", "mean": "every word alike", "max": "units at their maximum"}
    if not guess.pending:
        notes = {readout: f"right in {percent(score)} %" for readout, score in scores.items()}
    rows = [
        {
            "label": label,
            "note": notes[readout],
            "shares": [round(float(share), 4) for share in shares[readout][-MOST:]],
            "says": said,
            "strong": readout == "max",
        }
        for (readout, label), said in zip(READOUTS.items(), says, strict=True)
    ]
    word = reading.words[int(picked.argmax())]
    show_picture(
        "wordbars",
        {
            "words": list(reading.words[-MOST:]),
            "marked": -1,
            "rows": rows,
            "even": 0,
        },
        alt=f"Most units have their largest value at “{word}”: {percent(picked.max())} % of them.",
        key=f"{scene.key}_picture",
        name="pooling",
    )
    best = max(scores.values())
    near = [one for one, score in scores.items() if score > best - MARGIN]
    right = "alike" if len(near) == len(scores) else max(scores, key=lambda one: scores[one])
    scene.explain(
        guess,
        right,
        True,
        measured=ANSWERS[right] if right == "alike" else tie([ANSWERS[one] for one in near]),
        accepted=(right, *(near if right != "alike" else ())),
        heading="heading" if right == "alike" else "heading differ",
        last=percent(scores["each"]),
        mean=percent(scores["mean"]),
        max=percent(scores["max"]),
        word=literal(word),
        picked=percent(picked.max()),
    )
    scene.notes()
