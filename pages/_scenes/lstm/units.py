"""Which unit follows a label, written over the words as colour, and how closely."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import streamlit as st

from core import Network, Reading, task
from core.experiments.lessons.units import FOLLOWED
from core.figures.palette import palette
from core.figures.score import provenance
from pages._scenes.lstm.beside import random_starts
from pages._scenes.lstm.following import (
    correlation_of,
    follows,
    in_digits,
    kept_of,
    medians,
    over_starts,
    shown_units,
    told_apart,
)
from pages._shell.caches.units import Found, found_units
from pages._shell.lesson.choices import network_choice
from pages._shell.lesson.frame import SHOW, forget_answer
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_control, sentence_key
from pages._shell.lesson.waiting import networks
from pages._shell.stage import show_picture
from pages._shell.story import page
from pages._shell.visit.choice import chosen_in_picture
from pages._shell.words import listed

NONE = "none"


class Named(NamedTuple):
    """A label as the page says it.

    Attributes:
        card: On its card.
        what: In a sentence.
        low: What its lowest value is called, and
        high: its highest.
        ends: These two values.
        beside: The sentence that stands below the reader's own.
    """

    card: str
    what: str
    low: str
    high: str
    ends: tuple[float, float]
    beside: str


NAMED = {
    "number": Named(
        *("number of the subject", "the number of the subject", "singular", "plural", (0, 1)),
        "the cats , which the dog was chasing near the child ,",
    ),
    "depth": Named(
        *("depth of brackets", "how many brackets are open", "none open", "four open", (0, 4)),
        "( [ { } ] ) ( ) [ ( ) ]",
    ),
    "sentiment": Named(
        *("sentiment so far", "whether it was good or bad so far", "bad", "good", (-1, 1)),
        "I really loved this movie but the ending was terrible",
    ),
    "position": Named(
        *("position", "how many words were read", "first word", "twelfth word", (0, 11)),
        "I really loved this movie but the ending was terrible",
    ),
}


def show(scene: SceneFrame) -> None:
    """Ask which of three units follows a label; then show how closely, and the other labels."""
    key = f"{scene.key}_label"
    labels = {name: named.card for name, named in NAMED.items()}
    chosen = chosen_in_picture(key, labels, next(iter(labels)), name="unit")
    named, followed = NAMED[chosen], FOLLOWED[chosen]
    controls = scene.controls()
    (network,) = networks(network_choice(followed.task, ["lstm"], page("lstm").draws), quiet=True)
    this = task(network.spec.task)
    with controls:
        reading = sentence_control(this)
    found = found_units(chosen, network)
    search, best = found.search, found.search.best
    units = shown_units(search)
    answers = {f"unit-{unit + 1}": f"unit {unit + 1}" for unit in units} | {NONE: "none of them"}
    guess = scene.predict(answers, what=named.what)

    def take(told: object) -> None:
        if told in NAMED:
            st.session_state[key] = told
            if guess.answer != SHOW:  # what was guessed of one label is no guess of another
                forget_answer(scene.name)

    r = in_digits(correlation_of(search, best))
    says = f"Two sentences, coloured by {listed([f'unit {unit + 1}' for unit in units])}."
    show_picture(
        "units",
        _drawn(chosen, network, found, (reading, this.read(named.beside))),
        key=f"{scene.key}_picture",
        name=f"units-{chosen}",
        alt=says if guess.pending else f"{says} Unit {best + 1}: r = {r}.",
        veiled=guess.pending,
        networks=(network,),
        field=sentence_key(this),
        on_told=take,
    )
    there = follows(found)
    scene.explain(
        guess,
        f"unit-{best + 1}" if there else NONE,
        True,
        heading="heading" if there else "heading none",
        sections=("explain", "explain one" if there else "explain none", "explain starts"),
        what=named.what,
        unit=best + 1,
        r=r,
        chosen_on=in_digits(float(search.chosen_on[best])),
        before=in_digits(found.before),
        apart=told_apart(search),
        sentences=len(followed.sentences()),
        units=len(search.held_out),
        starts=over_starts(chosen),
    )
    turned = "turned round" if correlation_of(search, best) < 0 else "as they are"
    scene.notes(turned=f"those of unit {best + 1} are {turned}", seeds=len(kept_of(chosen).seeds))
    if not guess.pending:
        random_starts(*(f"lstm/units/{name}" for name in NAMED))


def _drawn(name: str, network: Network, found: Found, read: Sequence[Reading]) -> dict[str, object]:
    """Return what the picture draws: the sentences, what holds after each of their words, and three units."""
    named, label = NAMED[name], FOLLOWED[name].label
    return {
        "network": network.key,
        "sentences": [reading.text for reading in read],
        "label": {
            "what": named.what,
            "low": named.low,
            "high": named.high,
            "ends": named.ends,
            "rows": [_numbers(label(reading.words)) for reading in read],
        },
        "units": [_colours(unit, found) for unit in shown_units(found.search)],
        "best": found.search.best,
        "before": found.before,
        "cards": [_card(name) for name in NAMED],
        "chosen": name,
        "palette": palette(),
        "caption": provenance(network),
    }


def _numbers(values: Sequence[float]) -> list[float | None]:
    return [value if np.isfinite(value) else None for value in values]


def _colours(unit: int, found: Found) -> dict[str, object]:
    """Return what colours a unit: its middle and spread, and whether its colours are turned round."""
    middle, spread = float(found.middle[unit]), float(found.spread[unit])
    r = correlation_of(found.search, unit)
    return {
        "unit": unit,
        "r": r,
        "middle": middle if np.isfinite(middle) else 0.0,
        "spread": spread if np.isfinite(spread) and spread > 0 else 1.0,
    }


def _card(name: str) -> dict[str, object]:
    """Return the card of a label, with what was measured over seeds."""
    after, before = medians(name)
    return {
        "id": name,
        "name": NAMED[name].card,
        "after": after,
        "before": before,
        "seeds": len(kept_of(name).seeds),
    }
