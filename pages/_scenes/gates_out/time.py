"""More time: cells with a single gate become better when they are trained four times as long."""

from statistics import median
from typing import Any

from core.experiments.lessons.gates_out import GATES, LONGER, NAMES, SLOWER, cell, name_of
from pages._scenes.gates_out.rows import in_words, rows_of, shares_of
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture
from pages._shell.words import percent

ANSWERS = {"little": "less than 5 points", "some": "5 to 10 points", "much": "10 points and more"}
LITTLE, MUCH = 0.05, 0.1
"""Shares that are gained: more than little, and much."""


def show(scene: SceneFrame) -> None:
    """Show the two slower cells, trained as long as all others and longer."""
    steps = cell("everyday", GATES, 0).train.steps
    guess = scene.predict(ANSWERS, times=LONGER)
    shares = shares_of("gates_out/time")
    short, long = shares[::2], shares[1::2]
    gained = min(median(after) - median(before) for before, after in zip(short, long, strict=True))
    right = "much" if gained >= MUCH else "little" if gained < LITTLE else "some"
    show_picture(
        "ablation",
        {
            "groups": [
                _group(f"{steps:,} steps", short),
                _group(f"{steps * LONGER:,} steps", long, strong=True),
            ],
            "low": 0.45,
            "quoted": "",
            "equations": False,
            "caption": f"Everyday English; a point: one of {len(shares[0])} random starts. "
            "Dashed: guessing, 50 %.",
        },
        alt=f"As long as all others: {in_words(SLOWER, short)}. "
        f"{LONGER} times as long: {in_words(SLOWER, long)}.",
        key=f"{scene.key}_picture",
        name="gates-and-time",
        veiled=guess.pending,
    )
    scene.explain(
        guess,
        right,
        finished=True,
        heading="heading" if gained >= MUCH else "heading else",
        steps=f"{steps:,}",
        longer=f"{steps * LONGER:,}",
        **{
            f"{NAMES[gates[0]]}_{when}": str(percent(median(own)))
            for when, found in (("short", short), ("long", long))
            for gates, own in zip(SLOWER, found, strict=True)
        },
    )
    if not guess.pending:
        show_proof("gates_out/time")
    scene.notes()


def _group(title: str, shares: tuple[tuple[float, ...], ...], *, strong: bool = False) -> dict[str, Any]:
    rows = rows_of(SLOWER, shares, strong=-1)
    for row, gates in zip(rows, SLOWER, strict=True):
        row |= {"name": name_of(gates), "strong": strong}
    return {"title": title, "note": "", "chance": 0.5, "rows": rows}
