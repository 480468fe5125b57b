"""Who visits: the name under which this session watches runs, and the networks that it trained itself."""

import uuid
from collections.abc import Iterable

import streamlit as st

from core import ModelSpec, RunSpec
from core.recipe import from_recipe, to_recipe
from core.spec import Kind, TaskName


def watcher() -> str:
    """Return this session's name at the desk."""
    return str(st.session_state.setdefault("watcher", uuid.uuid4().hex))


def _own() -> dict[tuple[TaskName, Kind], RunSpec]:
    own: dict[tuple[TaskName, Kind], RunSpec] = st.session_state.setdefault("own_networks", {})
    return own


def own_network(task_name: TaskName, kind: Kind) -> RunSpec | None:
    """Return the recipe this visitor trained, or came with, for a task and a cell."""
    return _own().get((task_name, kind))


def keep(spec: RunSpec) -> None:
    """Make a trained recipe the visitor's own: the lessons use it from now on."""
    _own()[spec.task.name, spec.model.kind] = spec


def read_link() -> list[str]:
    """Take the networks that the link names, once a session; return what was wrong, in sentences."""
    if st.session_state.get("link_read"):
        return []
    st.session_state["link_read"] = True
    problems, specs = [], []
    for text in st.query_params.get_all("run")[:4]:
        try:
            specs.append(_drawable(from_recipe(text)))
        except ValueError as problem:
            problems.append(
                f"The link asks for a network that cannot be: {problem} The default network is shown instead."
            )
    for spec in specs:
        keep(spec)
    if specs:
        st.session_state["runs"] = tuple(spec for spec in specs if spec.task == specs[0].task)
    return problems


def _drawable(spec: RunSpec) -> RunSpec:
    """Return a recipe whose network the pages can draw: one layer, one direction, the plain cells.

    Raises:
        ValueError: for the others, which `core` can train and look into.
    """
    model = spec.model
    plain = ModelSpec(model.kind, model.embedding_size, model.hidden_size, model.forget_bias)
    if model != plain:
        raise ValueError("its options can be looked into from Python, but these pages do not draw them yet.")
    return spec


def write_link(specs: Iterable[RunSpec]) -> None:
    """Put the visitor's own networks that this page shows into the address."""
    recipes = [to_recipe(spec) for spec in specs]
    if st.query_params.get_all("run") != recipes:
        if recipes:
            st.query_params["run"] = recipes
        else:
            st.query_params.pop("run", None)


def resettable(key: str, usual: object) -> str:
    """Note what a control with this key says at first, and return the key; `put_back` needs it."""
    st.session_state.setdefault("usual", {})[key] = usual
    return key


def put_back() -> None:
    """Make all controls say what they said at first, and forget the cursor that the link named."""
    for key, usual in st.session_state.get("usual", {}).items():
        if key in st.session_state:
            st.session_state[key] = usual
    for name in ("t", "u"):
        st.query_params.pop(name, None)
