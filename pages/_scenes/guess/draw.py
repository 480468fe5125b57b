"""Letting it write: the line of probabilities, the number that falls on it, and what the temperature does."""

from collections.abc import Mapping

import streamlit as st

from core import task
from core.figures.palette import NETWORKS, TABLE
from pages._scenes.guess.texts import order_choice, recipe
from pages._shell.caches.guess import counted, samples
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.visit.choice import choice
from pages._shell.words import counted as number_of

ANSWERS = {"english": "good English", "copy": "a page of the book", "round": "the same again and again"}
WRITERS: Mapping[str, str] = {"table": "the table", "network": "the LSTM"}
BEGIN = "the whale "
TEMPERATURES = (0.0, 0.5, 1.0, 100.0)
LENGTH = 240
_QUOTED = 40


def show(scene: SceneFrame) -> None:
    """Show what is written at some temperatures, and a text that the reader draws letter by letter."""
    of_writer, of_table = st.columns([3, 7])
    with of_writer:
        by_table = choice(f"{scene.key}_who", "Who writes", WRITERS, "table", name="who") == "table"
    spec = recipe("whale")
    (network,) = networks([spec])
    with of_table:
        order = order_choice("guess_n") if by_table else 0
    this, description = task(spec.task), counted(spec).description
    guess = scene.predict(ANSWERS)
    written = samples(spec, None if by_table else network, order, BEGIN, TEMPERATURES, LENGTH)
    texts = {one.temperature: _text(one.ids, network.vocabulary) for one in written}
    look = TABLE if by_table else NETWORKS[spec.model.kind]
    show_picture(
        "guess_draw",
        {
            "order": order,
            "pieces": network.vocabulary,
            "begin": this.read(BEGIN).ids.tolist(),
            "samples": [
                {"temperature": one.temperature, "text": texts[one.temperature], "round": one.round_trip}
                for one in written
            ],
            "network": "" if by_table else network.key,
            "text": description.key,
            "hue": look.hue,
            "name": f"table, N = {order}" if by_table else look.name,
        },
        key=f"{scene.key}_picture",
        name="guess-draw",
        alt=f"What the {look.name.lower() if by_table else look.name} writes at some temperatures, "
        "and a line of probabilities on which a random number falls.",
        veiled=guess.pending,
        networks=[network],
        descriptions_used=[description],
    )
    coldest = written[0]
    scene.explain(
        guess,
        "round" if coldest.round_trip else "english",
        True,
        measured="" if coldest.round_trip else "something that had not come round yet",
        heading="heading" if coldest.round_trip else "heading open",
        begin=literal(BEGIN.strip()),
        quoted=literal(texts[0.0][:_QUOTED].replace("␣", " ").replace("↵", " ")),
        every=number_of(coldest.round_trip, "letter"),
    )
    scene.notes(written=LENGTH)


def _text(ids: tuple[int, ...], vocabulary: tuple[str, ...]) -> str:
    """Return letters as they are shown: a space is a space, a line's end a sign."""
    return "".join(vocabulary[one] for one in ids).replace("␣", " ")
