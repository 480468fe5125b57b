"""Which unit follows a label, written over the words as colour, and how closely."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

import numpy as np
import streamlit as st

from core import UnitSearch, task
from core.experiments import Kept, experiment, kept
from core.experiments.lessons.units import FOLLOWED
from core.figures.palette import palette
from core.figures.score import provenance
from pages._scenes.lstm.beside import random_starts
from pages._shell.caches.units import Found, found_units
from pages._shell.lesson.choices import network_choice
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_control, sentence_key
from pages._shell.lesson.waiting import networks
from pages._shell.stage import show_picture
from pages._shell.story import page
from pages._shell.visit.choice import chosen_in_picture
from pages._shell.words import listed

FOLLOWS = 0.5
"""From this |r| on it is said that a unit follows a label."""

NONE = "none"
LINES = ("after training", "before training")


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


def shown_units(search: UnitSearch) -> list[int]:
    """Return the unit that was chosen, one that follows less, and the one that follows least."""
    ranking = search.ranking
    return sorted({int(ranking[place]) for place in (0, len(ranking) // 2, len(ranking) - 1)})


def follows(found: Found) -> bool:
    """Return whether the chosen unit follows the label, and more closely than any before training."""
    held_out = abs(_r(found.search, found.search.best))
    return held_out >= FOLLOWS and held_out > found.before


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

    says = f"Two sentences, coloured by {listed([f'unit {unit + 1}' for unit in units])}."
    show_picture(
        "units",
        {
            "network": network.key,
            "sentences": [reading.text, named.beside],
            "label": {
                "what": named.what,
                "low": named.low,
                "high": named.high,
                "ends": named.ends,
                "rows": [_numbers(followed.label(read.words)) for read in (reading, this.read(named.beside))],
            },
            "units": [_drawn(unit, found) for unit in units],
            "best": best,
            "before": found.before,
            "cards": [_card(name) for name in NAMED],
            "chosen": chosen,
            "palette": palette(),
            "caption": provenance(network),
        },
        key=f"{scene.key}_picture",
        name=f"units-{chosen}",
        alt=says if guess.pending else f"{says} Unit {best + 1}: r = {_said(_r(search, best))}.",
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
        r=_said(_r(search, best)),
        chosen_on=_said(float(search.chosen_on[best])),
        before=_said(found.before),
        apart=_apart(search),
        sentences=len(followed.sentences()),
        units=len(search.held_out),
        starts=_starts(chosen),
    )
    turned = "turned round" if _r(search, best) < 0 else "as they are"
    scene.notes(turned=f"those of unit {best + 1} are {turned}", seeds=len(_kept(chosen).seeds))
    if not guess.pending:
        random_starts(*(f"lstm/units/{name}" for name in NAMED))


def _r(search: UnitSearch, unit: int) -> float:
    """Return a unit's correlation on the sentences it was not chosen by; 0 where there is none."""
    return float(np.nan_to_num(search.held_out[unit]))


def _said(r: float) -> str:
    """Return a correlation in words; one with a unit that never moves is none, and is written as 0."""
    return f"{np.nan_to_num(r):.2f}".replace("-", "−")


def _numbers(values: Sequence[float]) -> list[float | None]:
    return [value if np.isfinite(value) else None for value in values]


def _drawn(unit: int, found: Found) -> dict[str, object]:
    """Return what colours a unit: its middle and spread, and whether its colours are turned round."""
    middle, spread = float(found.middle[unit]), float(found.spread[unit])
    r = _r(found.search, unit)
    return {
        "unit": unit,
        "r": r,
        "middle": middle if np.isfinite(middle) else 0.0,
        "spread": spread if np.isfinite(spread) and spread > 0 else 1.0,
    }


def _card(name: str) -> dict[str, object]:
    """Return the card of a label, with what was measured over seeds."""
    known = _kept(name)
    after, before = (median(known.of(line)) for line in LINES)
    return {"id": name, "name": NAMED[name].card, "after": after, "before": before, "seeds": len(known.seeds)}


def _apart(search: UnitSearch) -> str:
    """Return how well the unit tells two values apart, as a sentence; nothing of more values."""
    if search.separation is None:
        return ""
    apart = float(search.separation[search.best])
    share = max(apart, 1 - apart)
    return (
        f" Of two words, one of each kind, the unit tells which is which in {share:.1%} of the cases "
        "(area under the ROC curve)."
    )


def _starts(name: str) -> str:
    """Return what came out over random starts, as a sentence."""
    known = _kept(name)
    after, before = (f"{min(values):.2f} to {max(values):.2f}" for values in map(known.of, LINES))
    claim = known.experiment.claim
    return f"{claim} {known.verdict.text}: {after} after training, {before} before it."


def _kept(name: str) -> Kept:
    return kept(experiment(f"lstm/units/{name}"))
