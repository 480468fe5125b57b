"""The gap: how often each cell is right as more words stand between, for one of eight and for one of two."""

from collections.abc import Mapping
from statistics import median

import streamlit as st

from core import RunSpec, default_run, task
from core.spec import KINDS, Kind, TaskName
from pages._scenes.gradients.kept_gap import DATE, RIGHT, SEEDS
from pages._shell.caches.gradients import gap_drawing
from pages._shell.lesson import findings
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import exam_curves, networks
from pages._shell.plain import literal
from pages._shell.stage import show_figure
from pages._shell.words import percent

ASKED: dict[TaskName, str] = {
    "recall": "“The dog that … had a …” → tail?",
    "agreement": "“The cats, which the dog …,” → were?",
}
ANSWERS = {"all": "RNN, GRU and LSTM", "gated": "GRU and LSTM", "none": "none of them"}
_LEARNT = 0.75
"""From here on a cell is said to get the verb right; by chance it is 0.5."""


def show(scene: SceneFrame) -> None:
    """Show right answers against the gap on two tasks: bands of many networks, dots of those trained here."""
    most = task(default_run("rnn", "agreement").task).exam_points[-1]
    guess = scene.predict(ANSWERS, most=most)
    specs = {name: tuple(default_run(kind, name) for kind in KINDS) for name in ASKED}
    names = [f"{spec.model.kind.upper()}, {spec.task.name}" for every in specs.values() for spec in every]
    networks([spec for every in specs.values() for spec in every], quiet=True, names=names)
    for place, name in zip(st.columns(2), ASKED, strict=True):
        with place:
            _show(name, specs[name], guess.pending)
    middle = {name: {kind: median(row[-1] for row in RIGHT[name][kind]) for kind in KINDS} for name in ASKED}
    right = _right(middle["agreement"])
    scene.explain(
        guess,
        right,
        finished=True,
        heading="heading" if right == "all" and middle["recall"]["rnn"] < _LEARNT else "heading else",
        seeds=SEEDS,
        most=most,
        far=task(specs["recall"][0].task).exam_points[-1],
        **{f"{name}_{kind}": f"{percent(share)} %" for name in ASKED for kind, share in middle[name].items()},
    )
    scene.notes(
        seeds=SEEDS,
        worst=f"{percent(_least('agreement'))} %",
        recall=literal(findings.curve_note(specs["recall"], task(specs["recall"][0].task))),
        agreement=literal(findings.curve_note(specs["agreement"], task(specs["agreement"][0].task))),
    )


def _show(name: TaskName, specs: tuple[RunSpec, ...], veiled: bool) -> None:
    show_figure(
        gap_drawing(RIGHT[name], exam_curves(specs), specs[0].task),
        key=f"gradients_gap_{name}",
        title=ASKED[name],
        name=f"accuracy-by-gap-{name}",
        caption=f"Line: the middle one of {SEEDS} random starts; band: lowest to highest (measured {DATE}). "
        "Single marks: the networks trained here.",
        veiled=veiled,
    )


def _right(shares: Mapping[Kind, float]) -> str:
    learnt = {kind for kind, share in shares.items() if share >= _LEARNT}
    return "all" if learnt == set(KINDS) else "gated" if learnt == {"gru", "lstm"} else "none"


def _least(name: TaskName) -> float:
    """Return the lowest share of the RNNs at the longest gap."""
    return min(row[-1] for row in RIGHT[name]["rnn"])
