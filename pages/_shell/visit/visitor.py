"""Who visits: the name under which this session watches runs, and the networks that are its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import streamlit as st

from core import ModelSpec, Network, RunSpec
from core.recipes.comparisons import MOST_RUNS
from core.recipes.link import from_line, to_line
from core.spec import Kind, TaskName
from pages._shell import story
from pages._shell.server.watchers import watchers
from pages._shell.visit.address import by_history
from pages._shell.words import counted, listed

MOST_PROBLEMS = 4
MOST_NAMED = 2
"""Runs of a link that are named where its page shows none of them."""

_RUN = "run"
_TEXT, _OWN = "text", "own"
"""What an address says where its recipes learnt a text of one's own."""


def watcher() -> str:
    """Return this session's name at the desk, under which the server knows it."""
    if "watcher" not in st.session_state:
        address = st.context.ip_address  # None on the server's own machine, a mock in tests of pages
        st.session_state["watcher"] = watchers().issue(address if isinstance(address, str) else "")
    return str(st.session_state["watcher"])


def _own() -> dict[tuple[TaskName, Kind], RunSpec]:
    own: dict[tuple[TaskName, Kind], RunSpec] = st.session_state.setdefault("own_networks", {})
    return own


def open_network(network: Network) -> None:
    """Make a network that came as a file the visitor's own; its recipe alone would not bring it back."""
    st.session_state.setdefault("opened", {})[network.spec] = network
    _own()[network.spec.task.name, network.spec.model.kind] = network.spec


def opened(spec: RunSpec) -> Network | None:
    """Return the network that stands for a recipe because the visitor opened it."""
    network: Network | None = st.session_state.get("opened", {}).get(spec)
    return network


def close_network(spec: RunSpec) -> None:
    """Let a recipe stand for its own training again, not for a network that the visitor opened."""
    st.session_state.get("opened", {}).pop(spec, None)
    if _own().get((spec.task.name, spec.model.kind)) == spec:
        del _own()[spec.task.name, spec.model.kind]


def own_network(task_name: TaskName, kind: Kind) -> RunSpec | None:
    """Return the recipe this visitor trained, or came with, for a task and a cell."""
    return _own().get((task_name, kind))


def own_tasks(kinds: Sequence[Kind], draws: Callable[[RunSpec], bool]) -> list[TaskName]:
    """Return the tasks for which this visitor has a network of one of these cells that a page draws."""
    own = _own().items()
    return list(dict.fromkeys(name for (name, kind), spec in own if kind in kinds and draws(spec)))


def keep(spec: RunSpec) -> None:
    """Make a trained recipe the visitor's own: the lessons use it from now on."""
    close_network(spec)
    _own()[spec.task.name, spec.model.kind] = spec


def link_runs() -> tuple[RunSpec, ...]:
    """Return the recipes that this visitor came with."""
    runs: tuple[RunSpec, ...] = st.session_state.get("link_runs", ())
    return runs


def whose_key(task_name: TaskName) -> str:
    """Return where the session says whether the visitor's own networks of a task are shown."""
    return f"{task_name}_network"


def read_link(page: str) -> list[str]:
    """Take the recipes that the link names; return what is wrong with them on this page.

    A link is read once a session, and in a lesson again on the way through the browser's history: so a class
    gets the networks that its presenter changes to. There an empty name stands for the supplied networks.
    """
    first = not st.session_state.get("link_read")
    if not first and (page == "train" or not by_history()):
        return []  # in the lab a link names what is set up, and not yet trained
    st.session_state["link_read"] = True
    named = st.query_params.get_all(_RUN)
    named = [] if named == [""] else named
    if not first and not named:
        _show("default", {task_name for task_name, _ in _own()} if _RUN in st.query_params else ())
        return []
    specs, problems = _recipes_of(named)
    if specs and st.query_params.get(_TEXT) == _OWN:
        problems.append(
            "This link was made beside a text or table of somebody's own, which a link cannot hold: the "
            "networks below learn what is supplied. To see the others, open the network's file in the lab, "
            "or paste the text there and train again."
        )
    st.session_state["link_runs"] = tuple(specs)
    drawable = [spec for spec in specs if is_drawn(spec)]
    for spec in drawable:
        if opened(spec) is None:
            keep(spec)
    if not first:
        _show("yours", {spec.task.name for spec in drawable})
    if page != "train":
        problems += [
            f"{spec.label()}: its options can be trained in the lab and looked into from Python, but the "
            "lessons do not draw them yet. The default network is shown instead."
            for spec in specs
            if not is_drawn(spec)
        ]
    if drawable and page != "train" and not any(story.page(page).draws(spec) for spec in drawable):
        problems.append(_shown_elsewhere(drawable))
    return problems[:MOST_PROBLEMS]


def _recipes_of(named: Sequence[str]) -> tuple[list[RunSpec], list[str]]:
    """Return the recipes that a link names, each once, and what is wrong with the others."""
    specs, problems = [], []
    if len(named) > MOST_RUNS:
        problems.append(
            f"The link names {len(named)} runs. The first {MOST_RUNS} are taken, and that is the most."
        )
    for text in named[:MOST_RUNS]:
        try:
            specs.append(from_line(text))
        except ValueError as problem:
            problems.append(
                f"The link asks for a network that cannot be: {problem} The default network is shown instead."
            )
    return list(dict.fromkeys(specs)), problems


def _show(whose: str, tasks: Iterable[TaskName]) -> None:
    """Have lessons show the visitor's own networks of some tasks, or the default ones."""
    for task_name in tasks:
        st.session_state[whose_key(task_name)] = whose


def _shown_elsewhere(specs: Sequence[RunSpec]) -> str:
    """Say of runs of a link that its page shows none of them, and which lessons do."""
    names = listed([spec.label() for spec in specs[:MOST_NAMED]])
    more = f" and {counted(len(specs) - MOST_NAMED, 'other run')}" if len(specs) > MOST_NAMED else ""
    where = [one.title for one in story.PAGES if any(one.draws(spec) for spec in specs)]
    told = f"{names}{more} of the link: not shown here. This page shows networks of its own"
    return f"{told}; see {listed(where)}."


def is_drawn(spec: RunSpec) -> bool:
    """Whether lessons can draw such a network: one layer of any cell, with any of the cell's own options.

    What remains excluded is what the lessons' words and the lens do not tell. They say of one x and one state
    where they come from: several layers, a second direction and what goes around a layer make more of them. A
    readout of all states is not the last state's answer, and the gradients of a lesson end there. A decoder
    has weights of its own, so that there is not one cell for all words. Which cells a page draws, and whether
    it asks for a gate that may be left out, the page's row in the story says.
    """
    model = spec.model
    usual = ModelSpec()
    alike = ("layers", "bidirectional", "connection", "readout", "decoder")
    return all(getattr(model, name) == getattr(usual, name) for name in alike)


def write_link(specs: Iterable[RunSpec]) -> None:
    """Put recipes into the address, none that stand for an opened file.

    A text of one's own stays out; the address then says that there was one, for who opens it elsewhere.
    """
    linked = [spec for spec in specs if opened(spec) is None]
    recipes = [to_line(replace(spec, task=replace(spec.task, text=""))) for spec in linked]
    if any(spec.task.text for spec in linked):
        st.query_params[_TEXT] = _OWN
    else:
        st.query_params.pop(_TEXT, None)
    if st.query_params.get_all(_RUN) != recipes:
        if recipes:
            st.query_params[_RUN] = recipes
        else:
            st.query_params.pop(_RUN, None)


def resettable(key: str, usual: object) -> str:
    """Note what a control with this key says at first, and return the key; `put_back` needs it."""
    st.session_state.setdefault("usual", {})[key] = usual
    return key


def put_back() -> None:
    """Make all controls say what they said at first, and forget the cursor that the link named."""
    for key, usual in st.session_state.get("usual", {}).items():
        if key in st.session_state:
            st.session_state[key] = usual
    forget_cursor()


def forget_cursor() -> None:
    """Take the cursor and what is held out of the address: on a page without a score they mean nothing."""
    for name in ("t", "u", "op", "lens", "hold", "do"):
        st.query_params.pop(name, None)
