"""What the lab will train: the visitor's recipes, beside one another. Every change can be undone.

The set-up is a list of recipes, not a set of widgets: the address holds their lines, every change is one
entry to undo, and the controls are made from it. A change that was typed keeps its control; one that came
from elsewhere raises `generation`, which gives all controls new keys. 0 stands for "none": Streamlit resets
an emptied number field to its first value.

Controls come back from the dead. A run of the page that a click overtakes has registered controls that the
next run drops; the browser still sends their values, and Streamlit takes them for changed and calls their
callbacks. So every callback of a setting is wrapped in `while_shown`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from core import ModelSpec, RunSpec, default_run
from core.recipes.compare import replaced
from core.recipes.comparisons import COMPARISONS, MOST_RUNS
from core.spec import OPTIONS, Kind, TaskName
from pages._shell.lab.state import EVERY, lab
from pages._shell.lesson.frame import forget_answer
from pages._shell.visit.visitor import link_runs

_UNDO = 30


def usual_setup() -> tuple[RunSpec, ...]:
    """Return what stands there at the first visit."""
    return COMPARISONS["cells"].runs(default_run("lstm"))


def setup() -> tuple[RunSpec, ...]:
    """Return the recipes that stand on the page, at least one."""
    state = lab()
    state.setup = state.setup or link_runs() or usual_setup()
    return state.setup


def generation() -> int:
    """Return a number that grows when controls have to say something else than what was typed into them."""
    return lab().generation


def edited() -> int:
    """Return the place of the run whose settings are shown, or `EVERY`; of a single run, 0."""
    if len(setup()) == 1:
        return 0
    place = lab().edited
    return place if place < len(setup()) else EVERY


def renew() -> None:
    """Let all controls say again what the recipes say."""
    lab().generation += 1


def while_shown(act: Callable[[], None]) -> Callable[[], None]:
    """Return `act` as a control of now calls it: nothing happens once the controls say something else.

    A control that a newer page has dropped comes back with the reader's next click, and counts as changed.
    """
    born = generation()
    return lambda: act() if born == generation() else None


def put(specs: Sequence[RunSpec], *, anew: bool = True) -> None:
    """Set up other recipes, each once; `anew` if the controls do not say them already."""
    specs, state = tuple(dict.fromkeys(specs)), lab()
    state.problem = state.note = ""
    if len(specs) != len(setup()):
        lab().edited = EVERY
        renew()
    elif anew:
        renew()
    if [_asked_about(spec) for spec in specs[: len(setup())]] != [_asked_about(spec) for spec in setup()]:
        forget_answer("train")  # an answer names a run by its place
    if specs != setup():
        state.earlier = (*state.earlier, setup())[-_UNDO:]
        state.setup = specs


def _asked_about(spec: RunSpec) -> tuple[TaskName, Kind]:
    return spec.task.name, spec.model.kind


def can_undo() -> bool:
    """Whether there is something to undo."""
    return bool(lab().earlier)


def undo() -> None:
    """Take the last change back."""
    state = lab()
    if state.earlier:
        *earlier, last = state.earlier
        put(last)
        state.earlier = tuple(earlier)


def begin_again() -> None:
    """Set up what stands there at the first visit; that, too, can be undone."""
    lab().edited = EVERY
    put(usual_setup())


def choose_comparison(name: str) -> None:
    """Set up a comparison, made from the recipe that is being edited; from the last, if it is all of them."""
    first, base = setup()[0], setup()[edited()]
    made_for_one_thing = ("clipping", "bias") if name == "cells" else ("clipping",)
    if any(setup() == COMPARISONS[other].runs(first) for other in made_for_one_thing):
        base = default_run("lstm", first.task.name)
    if _attempt(lambda: COMPARISONS[name].runs(replace(base, seed=first.seed))):
        lab().edited = EVERY


def choose_task(name: TaskName) -> None:
    """Set up the same cells on another task, each with its measured recipe there."""
    if {spec.task.name for spec in setup()} == {name}:
        return
    lab().edited = EVERY
    runs = dict.fromkeys((spec.model.kind, spec.seed) for spec in setup())
    if len(runs) == 1 < len(setup()):  # they differed in what the new task's recipe decides
        put(COMPARISONS["cells"].runs(default_run("lstm", name, setup()[0].seed)))
    else:
        put([default_run(kind, name, seed) for kind, seed in runs])


def add(at: int) -> None:
    """Put a copy of a recipe beside the others, from a seed that is not there yet."""
    same = [spec.seed for spec in setup()]
    fresh = next(seed for seed in range(len(same) + 1) if seed not in same)
    if may_add():
        put([*setup(), replace(setup()[at], seed=fresh)])


def remove(spec: RunSpec) -> None:
    """Take a recipe away, unless it is the last; twice is as once, for who clicks twice."""
    put([one for one in setup() if one != spec] or setup())


def may_add() -> bool:
    """Whether there is room for one more."""
    return len(setup()) < MOST_RUNS


def change(places: Sequence[int], part: str, name: str, value: Any) -> None:
    """Change a field of the recipes at these places, of all of them or of none."""
    _change(places, lambda spec: replaced(spec, part, name, value))


def change_lengths(places: Sequence[int], shortest: int, longest: int) -> None:
    """Change the lengths that the recipes at these places train on; what else their tasks say stays."""
    _change(places, lambda spec: replace(spec, task=replace(spec.task, shortest=shortest, longest=longest)))


def change_text(**said: Any) -> None:
    """Let all runs learn another text, one's own `text` or a supplied `corpus`, or `keep_case` in it."""
    _change(range(len(setup())), lambda spec: replace(spec, task=replace(spec.task, **said)))


def learn_characters() -> None:
    """Let all runs learn the characters of their text, each with its cell's measured recipe."""
    text = setup()[0].task.text
    lab().edited = EVERY
    choose_task("characters")
    change_text(text=text)


def _change(places: Sequence[int], other: Callable[[RunSpec], RunSpec]) -> None:
    def changed() -> list[RunSpec]:
        specs = [other(spec) if place in places else spec for place, spec in enumerate(setup())]
        if len(set(specs)) < len(specs):
            raise ValueError(
                "This would make two of the runs the same, and equal recipes give equal numbers. "
                "Choose another value, or change something else in one of them first."
            )
        return specs

    _attempt(changed, anew=False)


def change_cell(places: Sequence[int], kind: Kind) -> None:
    """Change the cell; what stood at its default recipe stands at the new cell's then.

    Who makes one cell of several has one run: that is said, because the others are gone from the page.
    """
    before = len(setup())
    put([_of_cell(spec, kind) if place in places else spec for place, spec in enumerate(setup())])
    if len(setup()) < before:
        lab().note = (
            f"Equal recipes give equal numbers, so equal runs were merged: there were {before}, now there "
            f"{'is' if len(setup()) == 1 else 'are'} {len(setup())}. Undo brings them back."
        )


def _of_cell(spec: RunSpec, kind: Kind) -> RunSpec:
    name = spec.task.name
    if spec.model.kind == kind:
        return spec
    if spec == replace(default_run(spec.model.kind, name, spec.seed), task=spec.task):
        return replace(default_run(kind, name, spec.seed), task=spec.task)
    for_all = (one for one in OPTIONS if one.part == "model" and not one.option.cells)
    common = {one.name: one.of(spec) for one in for_all}
    return replace(spec, model=ModelSpec(**{**common, "kind": kind}))


def _attempt(make: Callable[[], Sequence[RunSpec]], *, anew: bool = True) -> bool:
    """Set up what is made; return whether it could be."""
    try:
        put(make(), anew=anew)
    except ValueError as refusal:
        lab().problem = str(refusal)
        renew()
        return False
    return True
