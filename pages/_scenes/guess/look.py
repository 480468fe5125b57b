"""What each may look at: a window or a state that is carried on, inked by how much depends on each word."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from core import task
from core.experiments.lessons.guess import recipe
from core.figures.palette import NETWORKS, TABLE, WINDOW
from core.spec import KINDS, Kind
from pages._scenes.guess.texts import PIECES, order_choice, text_choice, window_spec
from pages._shell.caches.guess import counted, swayed, window_network
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_control
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.visit.choice import chosen_in_picture
from pages._shell.words import counted as number_of
from pages._shell.words import percent, thousands

ANSWERS = {
    "network": "the {network}'s alone",
    "table": "the table's and the window network's",
    "both": "all three",
    "neither": "nobody's",
}
FAR = 12
"""How many words or letters before the gap the one stands that is changed."""

CELLS: Mapping[Kind, str] = {kind: NETWORKS[kind].name for kind in KINDS}

MOVES = 0.01
"""A guess that moves by a smaller share of its probability counts as not moved."""


def show(scene: SceneFrame) -> None:
    """Show what table, window and recurrent network guess after each word, and what each guess depends on."""
    of_text, of_table, of_sentence = st.columns([3, 2.4, 5], vertical_alignment="top")
    with of_text:
        text = text_choice(f"{scene.key}_text")
    with of_table:
        order = order_choice(f"{scene.key}_n", "N of table and window")
    cell_key = f"{scene.key}_cell"
    cell = chosen_in_picture(cell_key, CELLS, "lstm", name="look_cell")
    spec, counts = recipe(text, cell), recipe(text)
    (network,) = networks([spec])
    this = task(spec.task)
    with of_sentence:
        reading = sentence_control(this)
    piece = PIECES[text]
    description = counted(counts).description
    beside = window_network(counts, window_spec(order)).description
    moved = swayed(network, counts, reading, window_spec(order))
    telling = [at for at, word in enumerate(reading.words) if word in this.telling]
    back = len(reading.words) - telling[0] if telling else min(FAR, len(reading.words))
    by_table, by_window, by_network = (float(one[-back]) for one in moved)
    look, word = NETWORKS[cell], literal(reading.words[-back])
    guess = scene.predict(
        {answer: label.format(network=look.name) for answer, label in ANSWERS.items()},
        word=word,
        place=f"{number_of(back, piece)} before the gap",
        piece=piece,
    )
    is_probe = reading == this.read(this.probe)

    def take(told: object) -> None:
        if isinstance(told, dict) and told.get("cell") in CELLS:
            st.session_state[cell_key] = told["cell"]

    show_picture(
        "guess_look",
        {
            "cell": cell,
            "cells": dict(CELLS),
            "order": order,
            "piece": piece,
            "pieces": network.vocabulary,
            "words": reading.words,
            "ids": reading.ids.tolist(),
            "truth": network.vocabulary.index(this.probe_answer) if is_probe else None,
            "network": {"key": network.key, "name": look.name, "hue": look.hue},
            "table": {"key": description.key, "name": TABLE.name, "hue": TABLE.hue},
            "window": {"key": beside.key, "name": WINDOW.name, "hue": WINDOW.hue},
        },
        key=f"{scene.key}_picture",
        name="guess-look",
        alt=f"The guesses of a table and of a window network that see {number_of(order - 1, piece)}, and of "
        f"a recurrent network ({look.name}), and on which {piece}s each of them depends."
        + (
            ""
            if guess.pending
            else f" Without “{reading.words[-back]}”, {number_of(back, piece)} before the gap, "
            f"they move by {by_table:.2f}, {by_window:.2f} and {by_network:.2f}."
        ),
        veiled=guess.pending,
        networks=[network],
        descriptions_used=[description, beside],
        on_told=take,
    )
    moving = np.flatnonzero(moved.network >= MOVES)
    furthest = len(reading.words) - int(moving[0]) if len(moving) else 0
    scene.explain(
        guess,
        _moved(max(by_table, by_window), by_network),
        True,
        heading="heading" if by_network >= MOVES else "heading near",
        sections=("explain", f"explain {text}"),
        network=look.name,
        piece=piece,
        window=f"the last {number_of(order - 1, piece)}" if order > 1 else f"no {piece} at all",
        before=order - 1,
        word=word,
        back=back,
        furthest=number_of(furthest, piece),
        by_table=f"{percent(by_table)} %",
        by_window=f"{percent(by_window)} %",
        by_network=f"{percent(by_network)} %",
        steps=thousands(spec.train.steps),
        sentences=thousands(counts.train.steps * counts.train.batch_size),
    )
    scene.notes(piece=piece, network=look.name)


def _moved(near: float, network: float) -> str:
    """Return whose guess moved, as an id of `ANSWERS`; `near` is that of those who see N − 1 pieces."""
    if near >= MOVES:
        return "both" if network >= MOVES else "table"
    return "network" if network >= MOVES else "neither"
