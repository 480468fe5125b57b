"""The address: what a link says when a page is come to, and what it says from then on.

A link is read when the reader comes to a page, and again on the way through the browser's history. In between
the controls decide, and the address follows them. It holds ids, never words that are displayed.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages._shell.plain import literal

Standing = Literal["shown", "locked", "hidden"]
_CONTROL = re.compile(r"[a-z0-9_-]{1,60}")
_MOST_CONTROLS = 40
_MOST_LETTERS = 40
_STANDINGS: dict[str, Standing] = {"lock": "locked", "hide": "hidden"}


@dataclass
class Arrival:
    """How the reader came to the page that is shown.

    Attributes:
        page: The page.
        back: Whether it was through the browser's history: what the address does not say is then as usual.
        place: Where the page says what is wrong with the link.
        read: The controls that have read their part of the link.
        scene: The scene that is in sight; "" where the page has none.
    """

    page: str
    back: bool
    place: DeltaGenerator
    read: set[str] = field(default_factory=set)
    scene: str = ""


def arrive(page: str) -> None:
    """Note that a page is run. If the reader has just come to it, its controls will read the link."""
    place, back = st.container(), by_history()
    before: Arrival | None = st.session_state.get("arrival")
    if back or before is None or before.page != page:
        st.session_state["arrival"] = Arrival(page, back, place)
        st.session_state["last_said"] = {}
    else:
        before.place = place
    _keep_standings()


def by_history() -> bool:
    """Return whether this run comes of a way through the browser's history, as a class is led, too."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def in_sight() -> tuple[str, str]:
    """Return the page that is run, and the scene that is in sight; "" where the page has none."""
    arrival: Arrival = st.session_state["arrival"]
    return arrival.page, arrival.scene


def now_in_sight(scene: str) -> None:
    """Note which scene is in sight."""
    arrival: Arrival = st.session_state["arrival"]
    arrival.scene = scene


def is_new(control: str) -> bool:
    """Return whether a control has not yet read its part of the link."""
    arrival: Arrival = st.session_state["arrival"]
    return control not in arrival.read


def from_link(control: str, *names: str) -> list[str] | None:
    """Return what the link says for a control, under the first of `names` that it has; each reads it once.

    None: what the control says counts. An empty list: the reader went back to where nothing is said of it.
    """
    arrival: Arrival = st.session_state["arrival"]
    if control in arrival.read:
        return None
    arrival.read.add(control)
    for name in names:
        if name in st.query_params:
            return st.query_params.get_all(name)
    return [] if arrival.back else None


def into_link(name: str, value: str | None, *old_names: str) -> None:
    """Let the address say a value, or nothing; a name that it had before is taken out of it."""
    for old in {*old_names} - {name}:
        st.query_params.pop(old, None)
    if value is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value
    st.session_state.setdefault("last_said", {})[name] = value


def say_again(name: str) -> None:
    """Let the address say once more what it says, if the last run let it say something else.

    A browser that asks for two runs in a hurry names the address of before in both, so what the second one
    finds there is not what will stand there once the browser has heard of the first.
    """
    last: dict[str, str | None] = st.session_state.setdefault("last_said", {})
    now = st.query_params.get(name)
    if last.get(name, now) != now:
        last[name] = now
        st.query_params.from_dict({one: st.query_params.get_all(one) for one in st.query_params})


def report(sentence: str) -> None:
    """Say at the head of the page what is wrong with its link. Nothing in the sentence becomes markup."""
    arrival: Arrival = st.session_state["arrival"]
    arrival.place.warning(literal(sentence), icon=":material/link_off:")


def standing(*names: str) -> Standing:
    """Return whether the first link of the visit locked or hid a control: `?lock=cell&hide=weights,task`.

    Args:
        names: What it is called, and the keys of its widgets. Of a key that begins with the scene's, the
            rest is enough: the browser makes links from what stands on the page.
    """
    standings: dict[str, Standing] = st.session_state.get("standings", {})
    if not standings:
        return "shown"
    page, scene = in_sight()
    short = [name.removeprefix(start) for start in (f"{page}_{scene}_", f"{page}_") for name in names]
    return next((standings[name] for name in (*names, *short) if name in standings), "shown")


def _keep_standings() -> None:
    """Read what the first link of the visit locked or hid; on other pages, let the address say it again."""
    if "standings" not in st.session_state:
        st.session_state["standings"] = _read_standings()
    for name, standing in _STANDINGS.items():
        controls = [control for control, said in st.session_state["standings"].items() if said == standing]
        if controls and name not in st.query_params:
            st.query_params[name] = ",".join(controls)


def _read_standings() -> dict[str, Standing]:
    """Return what the link hides and locks; say so of what can be the name of no control."""
    found: dict[str, Standing] = {}
    wrong = []
    for name, stands in reversed(_STANDINGS.items()):  # what is both is hidden
        texts = ",".join(st.query_params.get_all(name)).split(",")
        for control in filter(None, map(str.strip, texts)):
            if not _CONTROL.fullmatch(control) or len(found) >= _MOST_CONTROLS:
                wrong.append(control[:_MOST_LETTERS])
            else:
                found.setdefault(control, stands)
    if wrong:
        more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        report(
            f"The link hides or locks “{wrong[0]}”{more}. Expected the names of at most {_MOST_CONTROLS} "
            "controls, in small letters; what is none is left out."
        )
    return found
