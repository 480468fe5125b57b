"""A choice among a few: the page, the session and the link know ids; a label is what the reader sees."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import streamlit as st

from pages._shell.plain import literal
from pages._shell.visit.address import from_link, into_link, is_new, report, say_again, standing
from pages._shell.visit.visitor import resettable
from pages._shell.words import either

MOST_LETTERS = 40

Id = TypeVar("Id", bound=str)


def choice(
    key: str,
    label: str,
    options: Mapping[Id, str],
    usual: Id,
    *,
    name: str = "",
    linked: bool = True,
    unsaid: Id | None = None,
) -> Id:
    """Ask for one of some options and return its id.

    Args:
        key: Identity of the control.
        label: What it is called.
        options: The label of each id.
        usual: What is chosen at the first visit; the link does not say it.
        name: What it is called in links, to set it and to lock or hide it; without it, its key.
        linked: Whether the link sets it and says it. If not, its name only serves to lock or hide it.
        unsaid: What the link means if it says nothing of it, where that is not `usual`.
    """
    name = name or key
    said_as = usual if unsaid is None else unsaid
    if linked:
        _take_from_link(key, name, options, usual, said_as)
    if st.session_state.get(key, usual) not in options:
        st.session_state[key] = usual
    if (stands := standing(name, key)) == "hidden":
        chosen: Id = st.session_state.get(key, usual)
    else:
        chosen = st.segmented_control(
            f"{label} :material/lock:" if stands == "locked" else label,
            list(options),
            default=usual,
            required=True,
            key=resettable(key, usual),
            format_func=lambda one: literal(options.get(one, one)),
            persist_state="session",
            disabled=stands == "locked",
        )
    if linked:
        follow((name, key), chosen, options, said_as)
    return chosen


def chosen_in_picture(key: str, options: Mapping[Id, str], usual: Id, *, name: str) -> Id:
    """Return the id of one of some options that a picture offers, which puts it into the session under `key`.

    The link sets it and says it as it does with `choice`.
    """
    _take_from_link(key, name, options, usual, usual)
    if st.session_state.get(key, usual) not in options:
        st.session_state[key] = usual
    chosen: Id = st.session_state.get(resettable(key, usual), usual)
    follow((name, key), chosen, options, usual)
    return chosen


def _take_from_link(key: str, name: str, options: Mapping[Id, str], usual: Id, unsaid: Id) -> None:
    """Choose what the link says, once the page is come to; say so where it cannot be chosen."""
    arriving = is_new(key)
    words = from_link(key, name, key)
    if words is None and arriving and unsaid != usual:
        words = []
    if words is None:
        return
    meant = meant_by(words[-1], options) if words else unsaid
    if meant is None:
        report(
            f"The link says {name}={words[-1][:MOST_LETTERS]}. Expected {either(list(options))}; "
            f"{options[usual]} is shown."
        )
    st.session_state[key] = usual if meant is None else meant


def follow(
    names: Sequence[str],
    chosen: Id | None,
    options: Mapping[Id, str],
    usual: Id | None,
    old: Mapping[str, Id] | None = None,
) -> None:
    """Let the link say what is chosen, under the first of its names.

    A link that means it already is left alone, in whatever words: to the browser each new address is a page.
    """
    words = next((st.query_params[name] for name in names if name in st.query_params), None)
    meant = None if words is None else meant_by(words, options, old)
    if (usual if meant is None else meant) != chosen:
        into_link(names[0], None if chosen == usual else chosen, *names[1:])
    else:
        say_again(names[0])


def meant_by(word: str, options: Mapping[Id, str], old: Mapping[str, Id] | None = None) -> Id | None:
    """Return the id that a word of a link means, whatever its case, or that an `old` word stands for."""
    if word in options:
        return next(one for one in options if one == word)
    ids = {one.casefold(): one for one in options}
    older = {one.casefold(): meant for one, meant in (old or {}).items() if meant in options}
    return (older | ids).get(word.casefold())
