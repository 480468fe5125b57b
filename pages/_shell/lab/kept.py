"""Networks that the visitor keeps: named, taken home as files, opened again, used by the lessons."""

import re

import streamlit as st

from core.jobs import RunView
from core.network.files import MOST_BYTES, from_file, to_file
from core.recipes.compare import names
from pages._shell.lab import keys
from pages._shell.lab.quality import in_full
from pages._shell.lab.runs import leave_ghost
from pages._shell.lab.state import Kept, lab
from pages._shell.plain import literal
from pages._shell.server.reports import ENDED
from pages._shell.server.uploads import let_go, why_refused
from pages._shell.visit.visitor import is_drawn, keep, open_network

MOST_KEPT = 12
MOST_LETTERS = 60
_NOT_DRAWN = "The lessons draw one layer, one direction, read at each word, with the words of their task"


def shelf(views: list[RunView]) -> None:
    """Show what can be kept and what was kept, and where a file is opened."""
    with st.expander("Networks you keep", expanded=bool(lab().kept), icon=":material/inventory_2:"):
        finished = [view for view in views if view.network is not None and view.state in ENDED]
        if finished:
            _keep_control(finished)
        for one in list(lab().kept.values()):
            _row(one)
        if not lab().kept:
            st.caption("You keep no network yet. Keep a finished run under a name, or open a file.")
        _open_control()


def _keep_control(views: list[RunView]) -> None:
    called = names([view.spec for view in views])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Run", range(len(views)), format_func=lambda at: called[at], key=keys.KEEP_RUN)
        view = views[chosen]
        text = st.text_input(
            "Keep it as",
            value=f"{view.spec.task.name} {called[chosen]}"[:MOST_LETTERS],
            max_chars=MOST_LETTERS,
            key=keys.name_of(view.key),
        )

        def store() -> None:
            if view.network is not None:
                readable = "".join(letter for letter in text if letter.isprintable()).strip()
                _store(Kept(_unused(readable or called[chosen]), view.network, view))

        full = len(lab().kept) >= MOST_KEPT
        st.button("Keep", icon=":material/bookmark_add:", on_click=store, disabled=full, key=keys.KEEP)
    if full:
        st.caption(f"You can keep {MOST_KEPT} networks. Remove one to keep another.")


def _unused(name: str) -> str:
    wanted, number = name, 2
    while name in lab().kept:
        name, number = f"{wanted} {number}", number + 1
    return name


def _store(one: Kept) -> None:
    lab().kept[one.name] = one


def _row(one: Kept) -> None:
    spec = one.network.spec
    scored = in_full(one.view) if one.view else "opened from a file"
    if not one.network.is_finite:
        scored += ", with weights that are not finite"
    with st.container(horizontal=True, vertical_alignment="center", key=keys.kept("row", one.name)):
        st.markdown(f"**{literal(one.name)}** — {literal(spec.label())} · {scored}", width="stretch")
        drawable = is_drawn(spec) and one.network.speaks_its_task
        st.button(
            "Use in the lessons",
            key=keys.kept("use", one.name),
            icon=":material/school:",
            on_click=_use,
            args=(one,),
            disabled=not drawable,
            help=None if drawable else _NOT_DRAWN,
        )
        if one.view is not None:
            st.button(
                "Compare",
                key=keys.kept("compare", one.name),
                icon=":material/compare_arrows:",
                on_click=_compare,
                args=(one,),
                help="Keep its curves in the pictures, faint and dashed",
            )
        st.download_button(
            "Download",
            data=lambda: to_file(one.network, one.name),
            file_name=_file_name(one.name),
            mime="application/octet-stream",
            key=keys.kept("download", one.name),
            help="The weights and the recipe" + (f", with your own {spec.task.own}" if spec.task.own else ""),
            icon=":material/download:",
            on_click="ignore",
        )
        st.button(
            "Remove", key=keys.kept("remove", one.name), icon=":material/delete:", on_click=_drop, args=(one,)
        )


def _drop(one: Kept) -> None:
    lab().kept.pop(one.name, None)


def _use(one: Kept) -> None:
    if one.view is not None and one.view.state == "done":
        keep(one.network.spec)
    else:  # its recipe, trained to the end, is another network
        open_network(one.network)
    st.toast(
        f"The lessons on {one.network.spec.task.name} now use {literal(one.name)}.", icon=":material/school:"
    )


def _compare(one: Kept) -> None:
    if one.view is not None:
        leave_ghost(one.view, one.name)


def _file_name(name: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", name)
    return f"unrolled-{'-'.join(words)[:40] or 'network'}.safetensors"


def _open_control() -> None:
    """Open a file; what cannot be opened is told in a sentence, and nothing else changes."""
    state = lab()
    if refused := why_refused():
        state.open_problem = refused
        state.opened_files += 1  # a fresh field, without Streamlit's own words for it
    file = st.file_uploader(
        f"Open a network (.safetensors, at most {MOST_BYTES // 2**20} MB)",
        type="safetensors",
        key=keys.file_place(state.opened_files),
        max_upload_size=MOST_BYTES // 2**20,
        help="Refused with 403: open this page in a tab of its own.",
    )
    if state.open_problem:
        st.error(literal(state.open_problem), icon=":material/upload_file:")
        state.open_problem = ""
    if file is None:
        return
    state.opened_files += 1  # a fresh place for the next file
    try:
        data = file.getvalue()
        let_go(file)
        opened = from_file(data)
        if len(lab().kept) >= MOST_KEPT:
            raise ValueError(f"{MOST_KEPT} networks is the most. Remove one, then open the file again.")
        _store(Kept(_unused(opened.name[:MOST_LETTERS].strip() or "opened"), opened.network, None))
    except ValueError as refusal:
        state.open_problem = str(refusal)
    st.rerun()
