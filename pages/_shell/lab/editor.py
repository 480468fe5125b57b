"""The controls of a recipe: of one run, or of all that stand beside one another."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.recipes.compare import names
from core.spec.changes import in_words
from core.spec.option import Place
from pages._shell.lab import keys
from pages._shell.lab.fields import Fields
from pages._shell.lab.setup import (
    add,
    can_undo,
    change,
    edited,
    generation,
    may_add,
    remove,
    setup,
    undo,
)
from pages._shell.lab.state import EVERY, lab
from pages._shell.plain import literal

_ALL = "all runs"
ROWS: tuple[Place, ...] = ("cell", "states", "training")


def run_control() -> tuple[int, ...]:
    """Ask which run is being edited; return the places of those meant."""
    specs = setup()
    if len(specs) > 1:
        called = [_ALL, *(f"{place}. {name}" for place, name in enumerate(names(specs), start=1))]
        choice = st.segmented_control(
            "Settings of",
            called,
            default=called[edited() + 1],
            required=True,
            key=keys.editing(generation(), called),
            format_func=literal,
        )
        lab().edited = called.index(choice) - 1
    chosen = edited()
    st.button(
        "Add a run",
        icon=":material/add:",
        on_click=add,
        args=(max(chosen, 0),),
        disabled=not may_add(),
        key=keys.ADD,
        help="A copy of this one, from another seed",
    )
    st.button("Undo", icon=":material/undo:", on_click=undo, disabled=not can_undo(), key=keys.UNDO)
    if len(specs) > 1 and chosen != EVERY:
        st.button("Remove", icon=":material/remove:", on_click=remove, args=(specs[chosen],), key=keys.REMOVE)
    return tuple(range(len(specs))) if chosen == EVERY else (chosen,)


def recipe_controls(which: Callable[[], Sequence[int]]) -> None:
    """Ask which runs are meant, and show their settings."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fields = Fields(places := which())
        fields.cell()
        fields.row("first")
        everything = st.toggle("All settings", key=keys.EVERYTHING, bind="query-params")
        _changes_on_the_way(places)
    if everything:
        with st.container(border=True):
            _all_settings(fields)


def _changes_on_the_way(places: Sequence[int]) -> None:
    """Say what these recipes change while they are trained, and offer to leave it out."""
    changes = dict.fromkeys(in_words(change) for place in places for change in setup()[place].train.changes)
    if changes:
        st.button(
            f"Without: {literal(', '.join(changes))}",
            icon=":material/edit_off:",
            on_click=change,
            args=(tuple(places), "train", "changes", ()),
            key=keys.UNCHANGED,
            help="This was changed during training and belongs to the recipe. Click to leave it out.",
        )


def _all_settings(fields: Fields) -> None:
    for place in ROWS:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            fields.row(place)
            if place == "training":
                fields.lengths()
