"""The lab's question, and what came out: who was best, by how much, and whether that can be luck."""

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

import streamlit as st

from core import RunSpec, task
from core.jobs import RunView
from core.recipes.compare import differences, held_constant, names
from core.recipes.judgement import (
    ALL,
    BOTH,
    HOW_MANY,
    NEITHER,
    NO,
    NOBODY,
    NONE,
    SOME,
    YES,
    Judgement,
    above_chance,
    exam_sizes,
    is_about_clipping,
    is_contest,
    judge,
    luck,
    places,
    text_luck,
)
from core.tasks import Task
from core.tasks.series import Series
from pages._shell.lab.quality import chance_of, got_worse, turned, where_trained, worded
from pages._shell.lesson.findings import tie
from pages._shell.lesson.frame import Guess, explain, predict
from pages._shell.plain import literal
from pages._shell.words import listed, percent, thousands

_ANSWERS = {
    YES: "yes",
    NO: "no",
    NONE: "none",
    SOME: "some",
    ALL: "all",
    BOTH: "both",
    NEITHER: "neither",
    NOBODY: "no single one",
}


def ask(specs: Sequence[RunSpec]) -> Guess:
    """Ask what will come of these recipes: who is best of a few, or how many of many are good."""
    text = _family(specs)
    called = dict(zip(places(specs), names(specs), strict=True))
    ids: tuple[str, ...]
    if len(specs) == 1:
        section, ids = f"question {text}one", (YES, NO)
    elif is_about_clipping(specs):
        section, ids = "question clipping", (*called, BOTH, NEITHER)
    elif is_contest(specs):
        section, ids = f"question {text}".strip(), (*called, NOBODY)
    else:
        both = "both " if len({task(spec.task).scale for spec in specs}) > 1 else text
        section, ids = f"question {both}many", HOW_MANY
    labels = {**_ANSWERS, **called}
    return predict(
        "train",
        {one: labels[one] for one in ids},
        section=section,
        stacked=True,
        old={labels[one]: one for one in ids},
        count=len(specs),
    )


def tell(views: Sequence[RunView], guess: Guess) -> None:
    """Say what came out of runs that have ended by themselves."""
    specs = [view.spec for view in views]
    if len({(spec.task.name, spec.task.text) for spec in specs}) > 1:
        _tell_apart(views, guess)
    else:
        _tell_together(views, guess)
    if guess.pending:
        st.caption("Answer the question above. The result then appears here.")


def _tell_apart(views: Sequence[RunView], guess: Guess) -> None:
    """Say of runs on different tasks what each came to on its own: their scores cannot be compared."""
    specs = [view.spec for view in views]
    outcomes = [
        _of(name, f"{_came_to(view)} (chance: {chance_of(task(view.spec.task))})")
        for name, view in zip(names(specs), views, strict=True)
    ]
    right = judge(specs, [_score(view) for view in views]).answer
    explain("train", guess, right, True, sections=["explain apart"], scores=", ".join(outcomes))


def _tell_together(views: Sequence[RunView], guess: Guess) -> None:
    """Say who was best, by how much, and whether that can be luck."""
    specs = [view.spec for view in views]
    this, called = task(specs[0].task), names(specs)
    judged = judge(specs, [_score(view) for view in views])
    sizes = exam_sizes(this)
    parts = _parts(called, views)
    able = [part.name for part in parts if part.able]
    lost = [
        _of(name, literal(view.message))
        for name, view in zip(called, views, strict=True)
        if view.state != "done"
    ]
    pairs = zip(called, views, strict=True)
    explain(
        "train",
        guess,
        judged.answer,
        True,
        measured=tie([guess.labels[one] for one in judged.tied]) if judged.tied else "",
        accepted=judged.tied,
        sections=_sections(specs, judged, bool(parts), bool(able), bool(lost)),
        count=sum(sizes),
        scores=", ".join(_of(name, _came_to(view)) for name, view in pairs),
        margin=f"{100 * luck(this, sizes):.0f}",
        text_margin=f"{100 * (text_luck(this) - 1):.0f}",
        answers=this.exam_answers,
        chance=chance_of(this),
        rule=this.best_rule if isinstance(this, Series) else "",
        constant=literal(held_constant(specs)),
        able=literal(listed(able)),
        lost=" ".join(lost),
        **_of_parts(this, parts),
    )


Heading = Literal[
    "explain", "explain every", "explain text", "explain series", "explain apart", "trained", "trained every",
    "clipping", "clipping lost", "many", "many seeds", "chance", "chance text", "chance series",
    "chance beyond",
]  # fmt: skip
"""The sections of the lesson that say what came out."""


def _sections(
    specs: Sequence[RunSpec], judged: Judgement, part: bool, able: bool, lost: bool
) -> list[Heading]:
    """Return what there is to say: of a part of the test set, of who is able there, of who diverged."""
    text, every = _family(specs), task(specs[0].task).exhaustive
    headings: list[Heading] = []
    if is_about_clipping(specs):
        headings.append("clipping lost" if lost else "clipping")
    told: dict[str, Heading] = {"text ": "explain text", "series ": "explain series"}
    headings.append(told[text] if text else "explain every" if every else "explain")
    if part:
        headings.append("trained every" if every else "trained")
    if not judged.learnt:
        by_chance: dict[str, Heading] = {"text ": "chance text", "series ": "chance series"}
        headings.append("chance beyond" if able else by_chance.get(text, "chance"))
    if len(specs) > 1:
        headings.append("many seeds" if differences(specs) == ("seed",) else "many")
    return headings


def _of(name: str, said: str) -> str:
    """Return what is said of a run behind its name, which may end in a number itself."""
    return f"**{literal(name)}:** {said}"


def remarks(views: Sequence[RunView]) -> None:
    """Name the runs that got worse, or ended otherwise than they should."""
    called = names([view.spec for view in views]) if views else ()
    for name, view in zip(called, views, strict=True):
        if view.state == "failed":
            st.error(f"{literal(name)}: {view.message}", icon=":material/error:")
        elif view.state == "done" and got_worse(view):
            st.warning(
                f"{literal(name)} got worse: from step {thousands(turned(view))} on, its loss stayed above "
                "its first value. The lessons do not use it. Try a learning rate ten or a hundred times "
                "smaller, and clipping if it is off.",
                icon=":material/trending_up:",
            )


def _family(specs: Sequence[RunSpec]) -> str:
    """Return how the sections of what is asked and told begin: of texts, of series, or the usual ones."""
    scales = {task(spec.task).scale for spec in specs}
    return "text " if scales == {"perplexity"} else "series " if scales == {"error"} else ""


def _score(view: RunView) -> float:
    """Return the last score; one that diverged has none: minus infinity, or infinity where less is better."""
    if view.state == "done":
        return view.history[-1].score
    return math.inf if task(view.spec.task).less_is_better else -math.inf


def _came_to(view: RunView) -> str:
    return worded(_score(view), task(view.spec.task)) if view.state == "done" else "diverged"


class _Part(NamedTuple):
    """How a run did where it was trained: its share, the points' sizes, the lengths, and if above chance."""

    name: str
    share: float
    sizes: tuple[int, ...]
    lengths: str
    able: bool


def _parts(called: Sequence[str], views: Sequence[RunView]) -> list[_Part]:
    """Return how the runs did where they were trained, of those whose exam goes on beyond that."""
    parts = []
    for name, view in zip(called, views, strict=True):
        share, this = where_trained(view), task(view.spec.task)
        if share is not None and view.state == "done":
            points, lengths = this.trained_points, f"{this.curve_name} {this.trained_span}"
            able = above_chance(this, share, points)
            parts.append(_Part(name, share, exam_sizes(this, points), lengths, able))
    return parts


def _of_parts(this: Task, parts: Sequence[_Part]) -> dict[str, str]:
    """Return what the lesson says of them: lengths once if they are the same, the most careful margin."""
    lengths = {part.lengths for part in parts}
    own = len(lengths) > 1
    shares = [
        _of(part.name, f"{percent(part.share)} %" + literal(f" ({part.lengths})") * own) for part in parts
    ]
    fewest = min((part.sizes for part in parts), key=sum, default=(1,))
    return {
        "trained_on": "each on its own" if own else literal("".join(lengths)),
        "trained_scores": ", ".join(shares),
        "trained_count": f"at least {sum(fewest)}" if own else str(sum(fewest)),
        "trained_margin": f"{100 * luck(this, fewest):.0f}",
    }
