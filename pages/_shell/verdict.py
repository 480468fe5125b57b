"""The lab's question, and what came out: who was best, by how much, and whether that can be luck."""

from collections.abc import Sequence

import streamlit as st

from core import RunSpec, task
from core.compare import held_constant, names
from core.jobs import RunView
from core.tasks import Task
from pages._shell.lesson import Guess, explain, predict
from pages._shell.plain import literal
from pages._shell.quality import got_worse, turned

_MANY = 0.9
_SEVERAL = 4
_RATIO = 1.02
_YES, _NO, _NONE = "yes", "no", "no single one"
_HOW_MANY = ("none", "some", "all")


def ask(specs: Sequence[RunSpec]) -> Guess:
    """Ask what will come of these recipes."""
    this = task(specs[0].task)
    same_task = len({spec.task.name for spec in specs}) == 1
    if this.scale == "perplexity" and 1 < len(specs) <= _SEVERAL and same_task:
        return predict("train", [*names(specs), _NONE], section="question text")
    if len(specs) == 1 and this.scale == "share":
        return predict("train", [_YES, _NO], section="question one", unit=this.curve_name)
    if 1 < len(specs) <= _SEVERAL and same_task:
        return predict("train", [*names(specs), _NONE], unit=this.curve_name)
    return predict("train", _HOW_MANY, section="question many", count=len(specs), unit=this.curve_name)


def tell(views: Sequence[RunView], guess: Guess) -> None:
    """Say what came out of runs that are all done."""
    specs = [view.spec for view in views]
    this, called = task(specs[0].task), names(specs)
    scores = dict(zip(called, (view.history[-1].accuracy for view in views), strict=True))
    same_task = len({spec.task.name for spec in specs}) == 1
    count = sum(len(this.exam(point).ids) for point in this.exam_points)
    # two standard errors of a difference of shares near one half
    margin = 2 * (0.25 / count) ** 0.5 * 2**0.5
    sections = ["explain text" if this.scale == "perplexity" else "explain"]
    if this.scale == "share" and max(scores.values()) < this.chance + margin:
        sections.append("chance")
    if len(specs) > 1:
        sections.append("many")
    explain(
        "train",
        guess,
        _right(scores, this, margin, same_task),
        True,
        sections=sections,
        count=count,
        unit=this.curve_name,
        scores=", ".join(f"{literal(name)} {worded(score, this)}" for name, score in scores.items()),
        margin=f"{100 * margin:.0f}",
        chance=worded(this.chance, this),
        constant=literal(held_constant(specs)),
    )
    if guess.pending:
        st.caption("Answer the question above to read what came out, in words.")


def worded(score: float, this: Task) -> str:
    """Return a score with its unit."""
    return f"perplexity {score:.2f}" if this.scale == "perplexity" else f"{100 * score:.0f} %"


def _right(scores: dict[str, float], this: Task, margin: float, same_task: bool) -> str:
    if this.scale == "perplexity" and 1 < len(scores) <= _SEVERAL and same_task:
        first, second = sorted(scores, key=lambda name: scores[name])[:2]
        return first if scores[second] > _RATIO * scores[first] else _NONE
    if len(scores) == 1 and this.scale == "share":
        return _YES if next(iter(scores.values())) > _MANY else _NO
    if 1 < len(scores) <= _SEVERAL and same_task:
        first, second = sorted(scores, key=lambda name: -scores[name])[:2]
        return first if scores[first] - scores[second] > margin else _NONE
    good = sum(score > _MANY for score in scores.values())
    return _HOW_MANY[0] if not good else _HOW_MANY[2] if good == len(scores) else _HOW_MANY[1]


def remarks(views: Sequence[RunView]) -> None:
    """Name the runs that got worse, or ended otherwise than they should."""
    called = names([view.spec for view in views]) if views else ()
    for name, view in zip(called, views, strict=True):
        if view.state == "failed":
            st.error(f"{literal(name)}: {view.message}", icon=":material/error:")
        elif view.state == "done" and got_worse(view):
            st.warning(
                f"{literal(name)} got worse: from step {turned(view)} on its loss stayed above where it "
                "began. The lessons do not use it. Try a learning rate ten or a hundred times smaller, and "
                "clipping if it is off.",
                icon=":material/trending_up:",
            )
