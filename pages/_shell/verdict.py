"""The lab's question, and what came out: who was best, by how much, and whether that can be luck."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from core import RunSpec, task
from core.compare import held_constant, names
from core.jobs import RunView
from pages._shell.lesson import Guess, explain, predict
from pages._shell.plain import literal
from pages._shell.quality import chance_of, got_worse, percent, turned, where_trained, worded

_MANY = 0.9
_SEVERAL = 4
_RATIO = 1.02
_YES, _NO, _NONE = "yes", "no", "no single one"
_HOW_MANY = ("none", "some", "all")


def ask(specs: Sequence[RunSpec]) -> Guess:
    """Ask what will come of these recipes: who is best of a few, or how many of many are good."""
    text = "text " if _read_text(specs) else ""
    if len(specs) == 1:
        return predict("train", [_YES, _NO], section=f"question {text}one", stacked=True)
    if _is_contest(specs):
        return predict("train", [*names(specs), _NONE], section=f"question {text}".strip(), stacked=True)
    both = "both " if len({task(spec.task).scale for spec in specs}) > 1 else text
    return predict("train", _HOW_MANY, section=f"question {both}many", stacked=True, count=len(specs))


def tell(views: Sequence[RunView], guess: Guess) -> None:
    """Say what came out of runs that have ended by themselves."""
    specs = [view.spec for view in views]
    if len({(spec.task.name, spec.task.text) for spec in specs}) > 1:
        _tell_apart(views, guess)
    else:
        _tell_together(views, guess)
    if guess.pending:
        st.caption("Answer the question above to read what came out, in words.")


def _tell_apart(views: Sequence[RunView], guess: Guess) -> None:
    """Say of runs on different tasks what each came to on its own: their scores cannot be compared."""
    specs = [view.spec for view in views]
    said = [
        f"{literal(name)} {_came_to(view)} (chance: {chance_of(task(view.spec.task))})"
        for name, view in zip(names(specs), views, strict=True)
    ]
    right = _right(specs, [_score(view) for view in views], 0.0)
    explain("train", guess, right, True, sections=["explain apart"], scores=", ".join(said))


def _tell_together(views: Sequence[RunView], guess: Guess) -> None:
    """Say who was best, by how much, and whether that can be luck."""
    specs = [view.spec for view in views]
    this, called = task(specs[0].task), names(specs)
    scores = [_score(view) for view in views]
    count = sum(len(this.exam(point).ids) for point in this.exam_points)
    margin = _margin(count)
    reached = [score for score in scores if math.isfinite(score)]
    parts = _parts(called, views)
    able = [part.name for part in parts if part.share - part.chance > max(margin, part.luck)]
    sections = ["explain text" if _read_text(specs) else "explain"]
    if parts:
        sections.append("trained")
    if this.scale == "share" and max(reached, default=0) < this.chance + margin:
        sections.append("chance beyond" if able else "chance")
    if len(specs) > 1:
        sections.append("many")
    said = zip(called, views, strict=True)
    level = _level(specs, scores, margin)
    explain(
        "train",
        guess,
        f"{_listed(level)}, level" if level else _right(specs, scores, margin),
        True,
        accepted=(*level, _NONE) if level else (),
        sections=sections,
        count=count,
        scores=", ".join(f"{literal(name)} {_came_to(view)}" for name, view in said),
        margin=f"{100 * margin:.0f}",
        chance=chance_of(this),
        constant=literal(held_constant(specs)),
        able=literal(_listed(able)),
        **_of_parts(parts),
    )


def _listed(said: Sequence[str]) -> str:
    """Return "A", "A and B" or "A, B and C"."""
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


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


def _read_text(specs: Sequence[RunSpec]) -> bool:
    return all(task(spec.task).scale == "perplexity" for spec in specs)


def _is_contest(specs: Sequence[RunSpec]) -> bool:
    """Whether these runs are few enough, and alike enough, to ask who is best."""
    return 1 < len(specs) <= _SEVERAL and len({spec.task.name for spec in specs}) == 1


def _score(view: RunView) -> float:
    """Return the last score; one that diverged has none: minus infinity, or infinity where less is better."""
    if view.state == "done":
        return view.history[-1].accuracy
    return math.inf if task(view.spec.task).scale == "perplexity" else -math.inf


def _came_to(view: RunView) -> str:
    return worded(_score(view), task(view.spec.task)) if view.state == "done" else "diverged"


class _Part(NamedTuple):
    """How a run did where it was trained: its share of so many sentences, the lengths, what chance has."""

    name: str
    share: float
    sentences: int
    lengths: str
    chance: float

    @property
    def luck(self) -> float:
        """How far above chance guessing comes on so few sentences, hardly ever: three standard errors."""
        return 3 * math.sqrt(self.chance * (1 - self.chance) / self.sentences)


def _parts(called: Sequence[str], views: Sequence[RunView]) -> list[_Part]:
    """Return how the runs did where they were trained, of those whose exam goes on beyond that."""
    found = []
    for name, view in zip(called, views, strict=True):
        share, this = where_trained(view), task(view.spec.task)
        if share is not None and view.state == "done":
            count = sum(len(this.exam(point).ids) for point in this.trained_points)
            found.append(_Part(name, share, count, f"{this.curve_name} {this.trained_span}", this.chance))
    return found


def _of_parts(parts: Sequence[_Part]) -> dict[str, str]:
    """Return what the lesson says of them: lengths once if they are the same, the most careful margin."""
    lengths = {part.lengths for part in parts}
    own = len(lengths) > 1
    said = [f"{part.name} {percent(part.share)} %" + f" ({part.lengths})" * own for part in parts]
    fewest = min((part.sentences for part in parts), default=1)
    return {
        "trained_on": "each on its own" if own else literal("".join(lengths)),
        "trained_scores": literal(", ".join(said)),
        "trained_count": f"at least {fewest}" if own else str(fewest),
        "trained_margin": f"{100 * _margin(fewest):.0f}",
    }


def _margin(count: int) -> float:
    """Return two standard errors of a difference of shares near one half, on `count` sentences."""
    return 2 * math.sqrt(2 * 0.25 / count)


def _right(specs: Sequence[RunSpec], scores: Sequence[float], margin: float) -> str:
    good = sum(_is_good(spec, score) for spec, score in zip(specs, scores, strict=True))
    if len(specs) == 1:
        return _YES if good else _NO
    if not _is_contest(specs):
        return _HOW_MANY[0] if not good else _HOW_MANY[2] if good == len(specs) else _HOW_MANY[1]
    less = _read_text(specs)
    ranked = sorted(zip(scores, names(specs), strict=True), reverse=not less)
    (first, name), (second, _), *_ = ranked
    ahead = second > _RATIO * first if less else first - second > margin
    return name if ahead and math.isfinite(first) else _NONE


def _level(specs: Sequence[RunSpec], scores: Sequence[float], margin: float) -> tuple[str, ...]:
    """Return the names of those that are level with the best, where that is not one alone."""
    if not _is_contest(specs) or _right(specs, scores, margin) != _NONE:
        return ()
    less = _read_text(specs)
    best = min(scores) if less else max(scores)
    near = [score <= _RATIO * best if less else best - score <= margin for score in scores]
    return tuple(name for name, level in zip(names(specs), near, strict=True) if level)


def _is_good(spec: RunSpec, score: float) -> bool:
    this = task(spec.task)
    return score < this.chance if this.scale == "perplexity" else score > _MANY
