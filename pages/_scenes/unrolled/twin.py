"""Not gone, but mixed: the same sentence with another subject, and what is left of the difference."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core import task
from core.spec import KINDS
from pages._shell.caches.unrolled import twins
from pages._shell.lesson.choices import network_choice, weights_choice
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_control
from pages._shell.lesson.subjects import Subjects
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.story import page
from pages._shell.words import counted, listed

ANSWERS = {"none": "nothing", "some": "some of it", "all": "as much as at first, or more"}
GONE, MOST = 0.05, 0.8
"""Below the first share the difference is called gone, from the second on as large as at first."""


def show(scene: SceneFrame) -> None:
    """Show the scene."""
    controls, choices = st.columns([5, 3])
    with choices, st.container(horizontal=True, vertical_alignment="bottom"):
        weights = weights_choice("weights")
        specs = network_choice("recall", KINDS, page("unrolled").draws)
    shown = networks(specs, trained=weights == "trained")
    with controls:
        reading = sentence_control(Subjects(task(specs[0].task)))
    told = twins(shown, reading)
    if len(told["words"]) - 1 <= told["at"]:
        scene.tell(sections=["explain nothing"], heading="heading nothing")
        scene.notes()
        return
    subject = told["subject"]
    other = "dog" if subject == "cat" else "cat"
    guess = scene.predict(ANSWERS, subject=subject, other=other)
    ends = _ends(told)
    right = _called(ends[other][0])
    said = f"{shown[0].spec.model.kind.upper()} and two more networks, covered until you answer"
    if not guess.pending:
        said = ", ".join(f"{name} {end:.2f}" for name, end in zip(_names(told), ends[other], strict=True))
    show_picture(
        "twins",
        {**told, "chosen": other},
        key="unrolled_twins",
        name="twins",
        alt=f"What is left of the difference between {subject} and {other} after the last word: {said}",
        veiled=guess.pending,
    )
    rnn = {word: shares[0] for word, shares in ends.items()}
    scene.explain(
        guess,
        right,
        True,
        sections=["explain", f"explain {weights}"],
        heading="heading untrained" if weights == "untrained" else _HEADINGS[right],
        subject=subject,
        other=other,
        ends=listed([f"{name} {end:.2f}" for name, end in zip(_names(told), ends[other], strict=True)]),
        kept=counted(sum(_called(share) == "all" for share in rnn.values()), "word"),
        gone=counted(sum(_called(share) == "none" for share in rnn.values()), "word"),
        count=len(rnn),
        last=literal(told["words"][-1]),
    )
    scene.notes()


_HEADINGS = {"all": "heading", "some": "heading some", "none": "heading gone"}


def _names(told: Mapping[str, Any]) -> Sequence[str]:
    return [line["name"] for line in told["twins"][0]["lines"]]


def _ends(told: Mapping[str, Any]) -> dict[str, list[float]]:
    """Return what is left at the end, of each twin, in each network; NaN where there is no number."""
    return {
        twin["word"]: [line["points"][-1][1] if line["points"] else float("nan") for line in twin["lines"]]
        for twin in told["twins"]
    }


def _called(share: float) -> str:
    return "none" if share < GONE else "some" if share < MOST else "all"
