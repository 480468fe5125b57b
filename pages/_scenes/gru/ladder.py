"""One gate more: RNN, update gate, GRU, LSTM, peepholes, what each step costs and what it brings."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean, median
from typing import Any

from core import weight_count
from core.experiments.lessons.gru import RUNGS, rungs
from core.experiments.lessons.gru_counting import COUNTED, MOST
from core.spec import TaskName
from pages._scenes.gru.seeds import Kept, kept_values
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture
from pages._shell.words import percent

ANSWERS = {
    "update": "the update gate",
    "reset": "the reset gate",
    "state": "the LSTM’s second state",
    "peepholes": "the peepholes",
}
EQUATIONS: tuple[tuple[tuple[str, bool], ...], ...] = (
    (("h = tanh(W x + U old)", True),),
    (
        ("z = σ(…)", True),
        ("new = tanh(W x + U old)", False),
        ("h = z ⊙ old + (1 − z) ⊙ new", True),
    ),
    (
        ("z = σ(…)", False),
        ("r = σ(…)", True),
        ("new = tanh(W x + r ⊙ (U old))", True),
        ("h = z ⊙ old + (1 − z) ⊙ new", False),
    ),
    (
        ("f = σ(…), i = σ(…)", True),
        ("new = tanh(W x + U old)", False),
        ("c = f ⊙ old c + i ⊙ new", True),
        ("o = σ(…)", True),
        ("h = o ⊙ tanh(c)", True),
    ),
    (
        ("f, i = σ(… + p ⊙ old c)", True),
        ("new = tanh(W x + U old)", False),
        ("c = f ⊙ old c + i ⊙ new", False),
        ("o = σ(… + p ⊙ c)", True),
        ("h = o ⊙ tanh(c)", False),
    ),
)
"""What each rung computes, and whether a line is new on it."""

TASKS: dict[str, tuple[TaskName, str]] = {
    "remember": ("recall", "gru/ladder"),
    "count": ("anbn", "gru/counting"),
}


def weights(task: TaskName) -> list[int]:
    """Return the weights of the cell of each rung."""
    found = (weight_count(spec.model, 1, 0) for spec in rungs(task, 0))
    return [count.part("matrices", "biases", "peepholes") for count in found]


def show(scene: SceneFrame) -> None:
    """Show what each step adds, costs and brings, and ask which brings most."""
    guess = scene.predict(ANSWERS)
    of_task = {name: kept_values(proof) for name, (_, proof) in TASKS.items()}
    costs = {name: weights(task) for name, (task, _) in TASKS.items()}
    shares = [percent(fmean(values or [0])) for values in of_task["remember"].values()]
    reaches = [_middle(values) for values in of_task["count"].values()]
    names = [name if name != "LSTM with peepholes" else "+ peepholes" for name in RUNGS]
    told = ", ".join(f"{name} {share} %" for name, share in zip(RUNGS, shares, strict=True))
    show_picture(
        "ladder",
        {
            "rungs": [
                {
                    "name": name,
                    "equations": EQUATIONS[at],
                    "weights": {task: of[at] for task, of in costs.items()},
                }
                for at, name in enumerate(names)
            ],
            "tasks": {
                "remember": _task(
                    "remember an animal",
                    "test sentences right, 3 to 40 words in between; a dot: one random start",
                    of_task["remember"],
                    scale="percent",
                    most=1,
                ),
                "count": _task(
                    "count aⁿbⁿ",
                    f"up to which n all is right; black line: the largest n trained, {COUNTED}",
                    of_task["count"],
                    scale="count",
                    most=MOST,
                    trained=COUNTED,
                ),
            },
            "first": "remember",
            "gates": "σ(…): a gate between 0 and 1, with weights of its own for word and old state.",
        },
        key=f"{scene.key}_picture",
        name="ladder-of-cells",
        alt="The equations of five cells." if guess.pending else f"Test sentences right: {told}.",
        veiled=guess.pending,
    )
    steps = dict(zip(("update", "reset", "state", "peepholes"), _steps(shares), strict=True))
    right = max(steps, key=lambda name: steps[name])
    scene.explain(
        guess,
        right,
        True,
        measured=f"{ANSWERS[right]}, {shares[0]} % → {shares[1]} %" if right == "update" else "",
        heading="heading" if right == "update" else "heading other",
        rnn=shares[0],
        update=shares[1],
        gru=shares[2],
        lstm=shares[3],
        counts_rnn=reaches[0],
        counts_update=reaches[1],
        counts_gru=reaches[2],
        counts_lstm=reaches[3],
        counts_peepholes=reaches[4],
        trained=COUNTED,
    )
    if not guess.pending:
        show_proof("gru/ladder")
    scene.notes()


def _steps(shares: Sequence[int]) -> list[int]:
    """Return by how much each rung has more than the one before."""
    return [after - before for before, after in pairwise(shares)]


def _middle(values: Sequence[float]) -> str:
    return f"{median(values):g}" if values else "nothing"


def _task(
    label: str, says: str, values: Kept, *, scale: str, most: float, trained: int = 0
) -> dict[str, Any]:
    found = [list(one) for one in values.values()]
    return {
        "label": label,
        "says": says,
        "scale": scale,
        "most": most,
        "trained": trained,
        "values": found,
    }
