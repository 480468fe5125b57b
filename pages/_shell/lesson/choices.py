"""What a lesson lets its reader choose: the task, the cell, the weights, and whose networks are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from core import RunSpec, default_run
from core.spec import KINDS, Kind, TaskName
from pages._shell.story import LESSON_TASKS
from pages._shell.visit.choice import choice
from pages._shell.visit.visitor import opened, own_network, own_tasks, whose_key, write_link

Weights = Literal["trained", "untrained", "both"]
WEIGHTS: tuple[Weights, ...] = ("trained", "untrained")
_WEIGHTS: dict[Weights, str] = {"trained": "trained", "untrained": "untrained", "both": "both"}
CALLED: dict[TaskName, str] = {"everyday": "everyday English", "sentiment": "small words"}
"""What lessons call tasks, where it is not their name."""
_ANSWERS: dict[TaskName, str] = {
    **dict.fromkeys(("everyday", "sentiment", "labels"), "answer so far"),
    "tags": "tag",
    "series": "next value",
}
_WHOSE = {"yours": "yours", "default": "default"}


@dataclass(frozen=True)
class TaskControl:
    """The choice of a task: one of the lesson's, or of a cell of the visitor's that the page draws.

    Attributes:
        key: Identity of the control.
        usual: What is chosen at the first visit.
        draws: Whether the page can draw a run.
        tasks: The lesson's own.
        formerly: What was usual before. Where the link names no task, that is meant if the link has a
            sentence of it, or the visitor a network, and neither has one of what is usual now.
    """

    key: str
    usual: TaskName
    draws: Callable[[RunSpec], bool]
    tasks: Sequence[TaskName] = LESSON_TASKS
    formerly: TaskName | None = None

    def ask(self, kinds: Sequence[Kind]) -> TaskName:
        """Ask for a task where there is a choice."""
        offered = self._offered(kinds)
        if len(offered) == 1:
            return self.usual
        labels = {name: CALLED.get(name, name) for name in offered}
        was, now = self.formerly, self.usual
        unsaid = was if was and _is_of(was, kinds) and not _is_of(now, kinds) else None
        return choice(self.key, "Task", labels, self.usual, name="task", unsaid=unsaid)

    def meant(self, kinds: Sequence[Kind]) -> TaskName:
        """Return what `ask` would, without asking."""
        meant = st.session_state.get(self.key, self.usual)
        offered = self._offered(kinds)
        return meant if len(offered) > 1 and meant in offered else self.usual

    def _offered(self, kinds: Sequence[Kind]) -> list[TaskName]:
        return [*self.tasks, *(name for name in own_tasks(kinds, self.draws) if name not in self.tasks)]


def _is_of(task_name: TaskName, kinds: Sequence[Kind]) -> bool:
    """Return whether the link has a sentence of a task, or the visitor a network of it."""
    has_network = any(own_network(task_name, kind) is not None for kind in kinds)
    return has_network or f"{task_name}_sentence" in st.query_params


def answer_called(task_name: TaskName) -> str:
    """Return what the row of a network's answers is called."""
    return _ANSWERS.get(task_name, "next word")


def cell_choice(key: str, usual: Kind) -> Kind:
    """Ask for a cell."""
    return choice(key, "Cell", {kind: kind.upper() for kind in KINDS}, usual)


def weights_choice(key: str, offered: Sequence[Weights] = WEIGHTS) -> Weights:
    """Ask whose weights to show; "both" stands for two networks under one another."""
    return choice(key, "Weights", {one: _WEIGHTS[one] for one in offered}, "trained", name="weights")


def network_choice(
    task_name: TaskName, kinds: Sequence[Kind], draws: Callable[[RunSpec], bool]
) -> tuple[RunSpec, ...]:
    """Ask whose networks to show, if the page draws some of the visitor's; return a recipe for each cell."""
    own = _own_networks(task_name, kinds, draws)
    shown = [spec for spec in own if spec is not None]
    if not shown or _whose(task_name) == "default":
        write_link(())
        return tuple(default_run(kind, task_name) for kind in kinds)
    write_link(shown)
    _say_what_the_link_leaves_out(shown)
    return network_meant(task_name, kinds, draws)


def network_meant(
    task_name: TaskName, kinds: Sequence[Kind], draws: Callable[[RunSpec], bool]
) -> tuple[RunSpec, ...]:
    """Return what `network_choice` would, without asking."""
    usual = tuple(default_run(kind, task_name) for kind in kinds)
    if st.session_state.get(whose_key(task_name)) == "default":
        return usual
    own = _own_networks(task_name, kinds, draws)
    return tuple(mine or spec for mine, spec in zip(own, usual, strict=True))


def _own_networks(
    task_name: TaskName, kinds: Sequence[Kind], draws: Callable[[RunSpec], bool]
) -> list[RunSpec | None]:
    """Return the visitor's recipe for each cell, None where there is none that the page draws."""
    found = [own_network(task_name, kind) for kind in kinds]
    return [spec if spec is not None and draws(spec) else None for spec in found]


def _whose(task_name: TaskName) -> str:
    """Ask whether the visitor's own networks are shown; the link names their recipes, and so says it."""
    return choice(whose_key(task_name), "Network", _WHOSE, "yours", name="network", linked=False)


def _say_what_the_link_leaves_out(own: Sequence[RunSpec]) -> None:
    """Say so where the link shows others another network than the one that is shown here."""
    if any(opened(spec) is not None for spec in own):
        st.caption("You opened this network from a file. The link to this page shows the default network.")
    elif whose := next((spec.task.own for spec in own if spec.task.own), ""):
        st.caption(
            f"This network was trained on your own {whose}. A link cannot hold the {whose}: it shows the "
            f"same recipe, trained on the supplied {whose}. To hand on this network, download it in the lab."
        )
