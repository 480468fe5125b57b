"""Four tasks: which gate is indispensable depends on what is asked."""

from collections.abc import Sequence
from statistics import median
from typing import Any

from core.experiments import experiment
from core.experiments.lessons.gates_out import ALL_BUT_ONE, GATES, NAMES
from core.spec import TaskName
from pages._scenes.gates_out.rows import in_words, rows_of, shares_of
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture
from pages._shell.words import percent

TASKS: dict[TaskName, tuple[str, str]] = {
    "adding": ("Add the two marked numbers", "ignore all others"),
    "total": ("Running sum", "“b” begins it anew"),
    "anbn": ("Count aaa…bbb…", "as many b as a: nothing to forget"),
    "recall": ("Recall the animal", "from the beginning of a sentence"),
}
ANSWERS = {
    "one": "the same one as before",
    "task": "it depends on the task",
    "two": "on each task, two of them",
}
NEEDED = 0.05
"""From this difference on a gate is said to be missed."""


def show(scene: SceneFrame) -> None:
    """Show the whole cell and those without one gate, on each task."""
    guess = scene.predict(ANSWERS)
    found = {name: shares_of(f"gates_out/tasks/{name}") for name in TASKS}
    middle = {name: [median(own) for own in shares] for name, shares in found.items()}
    missed = {name: _missed(shares) for name, shares in middle.items()}
    groups = [
        {
            "title": title,
            "note": note,
            "chance": None,
            "rows": _rows(found[name], middle[name]),
        }
        for name, (title, note) in TASKS.items()
    ]
    show_picture(
        "ablation",
        {
            "groups": groups,
            "low": 0.0,
            "quoted": "",
            "equations": False,
            "caption": f"A point: one of {len(found['adding'][0])} random starts, its share of right "
            "answers, 0 to 100 %; the number: the middle one. Orange: missed most; blue: better without.",
        },
        alt=". ".join(f"{TASKS[name][0]}: {in_words(ALL_BUT_ONE, shares)}" for name, shares in found.items())
        + ".",
        key=f"{scene.key}_picture",
        name="gates-by-task",
        veiled=guess.pending,
    )
    scene.explain(
        guess,
        "task" if len({gate for gate in missed.values() if gate}) > 1 else "one",
        finished=True,
        heading="heading" if missed["adding"] == "input" and missed["total"] == "forget" else "heading else",
        **{
            f"{name}_{gate}": str(percent(middle[name][place]))
            for name in TASKS
            for place, gate in enumerate(("whole", *(NAMES[one] for one in GATES)))
        },
    )
    if not guess.pending:
        for name in TASKS:
            show_proof(experiment(f"gates_out/tasks/{name}").id)
    scene.notes()


def _missed(shares: Sequence[float]) -> str:
    """Return the gate without which a cell is worst; "" where none is missed."""
    whole, *without = shares
    place = min(range(len(without)), key=without.__getitem__)
    return NAMES[GATES[place]] if whole - without[place] >= NEEDED else ""


def _rows(shares: Sequence[Sequence[float]], middle: Sequence[float]) -> list[dict[str, Any]]:
    """Return the rows of a task: what is missed most is strong, what is better without a gate is so, too."""
    gate = _missed(middle)
    names = [NAMES[one] for one in GATES]
    rows = rows_of(ALL_BUT_ONE, shares, strong=1 + names.index(gate) if gate else -1)
    for row, share in zip(rows, middle, strict=True):
        if share - middle[0] >= NEEDED:
            row["strong"] = "better"
    return rows
