"""Beside the gradients after training: the same of ten networks, and which network learnt the task."""

from collections.abc import Sequence

import streamlit as st

from core import Network, RunSpec
from core.figures.score import provenance
from core.tasks import Task
from pages._scenes.gradients.kept import DATE, SEEDS, TRAINED, UNTRAINED
from pages._shell.caches.gradients import accuracy_drawing, shares_drawing
from pages._shell.lesson import findings
from pages._shell.lesson.waiting import exam_curves
from pages._shell.plain import literal
from pages._shell.stage import show_figure


def seeds(veiled: bool) -> None:
    """Show what ten networks of each cell keep."""
    show_figure(
        shares_drawing(UNTRAINED, TRAINED),
        key="gradients_seeds",
        title="Ten random starts, at “dog”",
        name="shares-by-seed",
        caption=f"Unrolled · ten random starts each (seeds 0 to {SEEDS - 1}) · measured {DATE}",
        veiled=veiled,
    )


def cost(
    specs: tuple[RunSpec, ...], learnt: Sequence[Network], recall: Task, *, trained: bool, veiled: bool
) -> None:
    """Show how often each network is right as the gap grows."""
    show_figure(
        accuracy_drawing(exam_curves(specs), recall.spec),
        key="gradients_gap",
        title="What it costs" if trained else "What it costs, once trained",
        name="accuracy-by-gap",
        caption=f"Unrolled · {'; '.join(map(provenance, learnt))} · held-out sentences",
        veiled=veiled,
    )
    st.caption(literal(findings.curve_note(specs, recall)))
