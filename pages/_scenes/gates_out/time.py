"""More time: cells with a single gate become better when they are trained four times as long."""

from collections.abc import Sequence
from statistics import median
from typing import Any

from core.experiments.lessons.gates_out import GATES, KEPT, LONGER, NAMES, SLOWER, cell, name_of
from pages._scenes.gates_out.rows import in_words, rows_of, shares_of
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture
from pages._shell.words import percent

ANSWERS = {"little": "less than 5 points", "some": "5 to 10 points", "much": "10 points and more"}
LITTLE, MUCH = 0.05, 0.1
"""Shares that are gained: more than little, and much."""


def show(scene: SceneFrame) -> None:
    """Show the two slower cells after the usual time, and four times as long."""
    steps = cell("everyday", GATES, 0).train.steps
    guess = scene.predict(ANSWERS)
    shares = shares_of("gates_out/time")
    short, long = shares[::2], shares[1::2]
    gained = min(median(after) - median(before) for before, after in zip(short, long, strict=True))
    whole = percent(median(shares_of("gates_out/eight")[KEPT.index(GATES)]))
    right = "much" if gained >= MUCH else "little" if gained < LITTLE else "some"
    show_picture(
        "ablation",
        {
            "groups": [
                _group(gates, ((f"{steps:,} steps", before), (f"{steps * LONGER:,} steps", after)), whole)
                for gates, before, after in zip(SLOWER, short, long, strict=True)
            ],
            "low": 0.45,
            "quoted": "",
            "equations": False,
            "caption": f"Everyday English; a point: one of {len(shares[0])} random starts. "
            "Dashed: guessing, 50 %.",
        },
        alt=f"After {steps:,} steps: {in_words(SLOWER, short)}. "
        f"Four times as long: {in_words(SLOWER, long)}.",
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


def _group(
    gates: tuple[str, ...], times: Sequence[tuple[str, tuple[float, ...]]], whole: int
) -> dict[str, Any]:
    """Return the rows of a cell, one for each time that it was trained; above them how far it came."""
    shares = [shares for _, shares in times]
    rows = rows_of([gates] * len(times), shares, strong=-1)
    for row, (time, _) in zip(rows, times, strict=True):
        row |= {"name": time}
    rows[-1] |= {"strong": "better"}
    way = " → ".join(str(percent(median(own))) for own in shares)
    return {
        "title": f"{name_of(gates).capitalize()}: {way} %",
        "note": f"all three gates: {whole} %",
        "chance": 0.5,
        "rows": rows,
    }
