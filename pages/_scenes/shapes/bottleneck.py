"""Encoder and decoder: all that is known of the input passes through one state, whatever its length."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core import write_answer
from pages._scenes.shapes.columns import encoded
from pages._scenes.shapes.letters import letters_control
from pages._scenes.shapes.measured import curve_of, recipe
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.stage import show_picture
from pages._shell.words import percent

ANSWERS = {"all": "nearly all", "half": "about half", "none": "hardly any"}
HARDLY, NEARLY = 0.2, 0.8
SHORT, LONG = 4, 12


def show(scene: SceneFrame) -> None:
    """Show a sequence written back, and how often that is right by length."""
    spec = recipe("lstm", "reversal")
    (network,) = networks([spec])
    with scene.controls():
        letters = letters_control(scene, network, str(LONG))
    guess = scene.predict(ANSWERS)
    written = write_answer(network, " ".join(letters))
    wrong = sum(one != other for one, other in zip(written, letters[::-1], strict=True))
    units, curve = network.spec.model.hidden_size, curve_of(spec)
    left, beside = st.columns([3, 1])
    with left:
        show_picture(
            "wiring",
            {
                "columns": encoded(letters, written),
                "parts": ["encoder reads", "decoder writes; dotted: what it wrote, read again"],
                "between": f"one state, 2 × {units} numbers",
            },
            alt=f"Reads {' '.join(letters)}, writes {' '.join(written)}: {wrong} wrong.",
            key=f"{scene.key}_picture",
            name="bottleneck",
            veiled=guess.pending,
        )
    with beside:
        show_picture(
            "panels",
            {
                "panels": [_by_length(curve, len(letters))] if curve else [],
                "even": 0,
                "unit": "",
                "caption": "",
            },
            alt=f"Without a fault: {_in_words(curve)}.",
            key=f"{scene.key}_accuracy",
            name="accuracy-by-length",
            veiled=guess.pending,
        )
    short, long = curve.get(SHORT, float("nan")), curve.get(LONG, float("nan"))
    right = "all" if long > NEARLY else "none" if long < HARDLY else "half"
    scene.explain(
        guess,
        right,
        True,
        measured=f"{percent(long)} %",
        heading="heading" if right == "none" else "heading other",
        short=percent(short),
        eight=percent(curve.get(8, float("nan"))),
        long=percent(long),
        units=units,
        wrong=wrong,
        count=len(letters),
    )
    if not guess.pending:
        show_proof("shapes/bottleneck")
    scene.notes()


def _in_words(curve: Mapping[int, float]) -> str:
    return ", ".join(f"{percent(share)} % at {length} letters" for length, share in curve.items())


def _by_length(curve: Mapping[int, float], chosen: int) -> dict[str, Any]:
    lengths = list(curve)
    row = {
        "words": [str(length) for length in lengths],
        "shares": [round(float(share), 4) for share in curve.values()],
        "marks": [lengths.index(chosen)] if chosen in curve else [],
        "says": "",
        "strong": True,
    }
    return {"title": "All letters right, in %", "note": "by number of letters; 2 to 8 trained", "rows": [row]}
