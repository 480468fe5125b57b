"""Random recipes of every option, for property tests: what an option may be is read from its declaration."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from core.recipes import default_run
from core.recipes.compare import replaced
from core.spec import KINDS, OPTIONS, REMOVABLE, TASKS, Change, RunSpec
from core.spec.changes import CHANGEABLE, MOST
from core.spec.option import Setting

OWN_TEXTS = (
    "the cat sat on the mat . " * 20,
    "a dog ran in the rain . " * 30,
    "the cat sat on the hat . " * 20,
)


def whole(low: float, high: float) -> st.SearchStrategy[int]:
    return st.integers(int(low), int(high))


def real(low: float, high: float) -> st.SearchStrategy[float]:
    """Any numbers, and numbers as people type them."""
    typed = st.floats(low, high).map(lambda x: min(max(float(f"{x:.3g}"), low), high))
    return st.one_of(st.floats(low, high), typed, st.sampled_from([low, high]))


@st.composite
def changes(draw: st.DrawFn, steps: int) -> tuple[Change, ...]:
    if steps < 2:
        return ()
    moments = st.tuples(st.integers(1, steps - 1), st.sampled_from(sorted(CHANGEABLE)))
    found = sorted(draw(st.sets(moments, max_size=MOST)), key=lambda one: (one[0], one[1] == "clip"))
    rates, clips = (real(*CHANGEABLE[name][:2]) for name in ("learning_rate", "clip"))
    return tuple((step, name, draw(st.none() | clips if name == "clip" else rates)) for step, name in found)


def value_of(one: Setting, spec: RunSpec) -> st.SearchStrategy[Any]:
    """Values of an option that a recipe may have, if they go together with the rest of it."""
    if one.form == "word":
        return st.sampled_from(one.words)
    if one.form == "switch":
        return st.booleans()
    if one.name in ("shortest", "longest"):
        return whole(*TASKS[spec.task.name].lengths[:2])
    if one.option.limit:
        low, high, _ = one.option.limit
        number: st.SearchStrategy[Any] = whole(low, high) if one.form == "whole" else real(low, high)
        return st.none() | number if one.nothing else number
    special: dict[str, st.SearchStrategy[Any]] = {
        "without": st.sets(st.sampled_from(REMOVABLE[spec.model.kind] or ("nothing",))).map(
            lambda gates: tuple(gate for gate in REMOVABLE[spec.model.kind] if gate in gates)
        ),
        "changes": changes(spec.train.steps),
        "text": st.sampled_from(OWN_TEXTS),
    }
    return special[one.name]


def moved(spec: RunSpec, one: Setting, value: Any) -> RunSpec | None:
    """Return the recipe with another value; None if there is no such recipe."""
    try:
        return replaced(spec, one.part, one.name, value)
    except ValueError:
        return None


@st.composite
def specs(draw: st.DrawFn, /, text: bool = False) -> RunSpec:
    """Draw a recipe: a measured one, with any options that go together moved."""
    kind, name = draw(st.sampled_from(KINDS)), draw(st.sampled_from(list(TASKS)))
    spec = default_run(kind, name)
    free = [one for one in OPTIONS if one.name not in ("kind", "name") and (text or one.name != "text")]
    for one in draw(st.permutations(free)):
        if draw(st.booleans()):
            spec = moved(spec, one, draw(value_of(one, spec))) or spec
    return spec
