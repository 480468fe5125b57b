"""The lab's page in tests: set runs up, train them, read what the page and its component say."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from core.recipes import default_run
from core.recipes.compare import replaced
from core.recipes.link import from_line, to_line
from core.spec import KINDS, RunSpec
from tests.pages.visiting import link, pictures, press, run, said, until, visit

STEPS = 40
EXPLAINED = "test sentences, which were not used for training: "


def own(kind: str, seed: int, steps: int = STEPS) -> RunSpec:
    """A short recipe on the sentiment task."""
    spec = default_run(kind, "sentiment", seed)  # type: ignore[arg-type]
    return replaced(spec, "train", "steps", steps)


def train(*specs: RunSpec, guess: str = "just show me", ended: str = EXPLAINED) -> AppTest:
    """Open the lab with these recipes, and train them until it says how they `ended`."""
    app = visit("train", run=[to_line(spec) for spec in specs], train_guess=guess)
    return until(press(app, train_label(len(specs))), lambda app: ended in said(app))


def train_label(count: int) -> str:
    return "Train" if count == 1 else f"Train {count} runs"


def finished(app: AppTest) -> bool:
    """Whether the runs are done and explained."""
    return EXPLAINED in said(app)


def lab(app: AppTest) -> dict[str, Any]:
    """Return what the lab's component gets."""
    (only,) = pictures(app, "unrolled_lab")
    return only


def setup(app: AppTest) -> list[RunSpec]:
    """The recipes that the address names; those of the first visit where it names none."""
    return [from_line(line) for line in link(app, "run")] or [default_run(kind) for kind in KINDS]


def field(app: AppTest, label: str) -> Any:
    (only,) = [one for one in app.number_input if one.label.startswith(label)]
    return only


def put(app: AppTest, label: str, value: float | None) -> AppTest:
    field(app, label).set_value(value)
    return run(app)
