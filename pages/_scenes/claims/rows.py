"""Every claim of the lessons as a row of their table, and its proof: made once, fetched by browsers."""

from __future__ import annotations

import hashlib
import math
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from core.experiments import Experiment, Kept, experiments
from core.recipes.comparisons import MOST_RUNS
from core.recipes.link import to_line
from pages._shell.caches.sheets import Description, as_json
from pages._shell.lesson.proved import in_words, known_of, proved, seconds_again
from pages._shell.story import PAGES, Page, page

_DIGITS = 3
"""Of a point in the table; the proof itself has all."""


class Claims(NamedTuple):
    """All claims, as browsers fetch them.

    Attributes:
        table: The lessons and a row a claim, in the order of the story.
        proofs: The proof of each claim, in the same order.
        ids: The ids of the claims, in the same order.
        fingerprints: Under which a visitor's own measurements of each are noted, in the same order.
        lessons: Of the lessons that claim something the titles, by name.
        words: How many claims there are of each verdict; "" stands for those of which nothing is kept.
    """

    table: Description
    proofs: tuple[Description, ...]
    ids: tuple[str, ...]
    fingerprints: tuple[str, ...]
    lessons: dict[str, str]
    words: dict[str, int]


@cache
def claims() -> Claims:
    """Return every claim of the lessons, in the order of the story."""
    known = {one.name: one for one in PAGES}
    told = sorted((one for one in experiments() if one.lesson in known), key=_place)
    rows, proofs, words = [], [], dict.fromkeys(("holds", "mostly", "fails", ""), 0)
    for one in told:
        found, problem = known_of(one)
        proof = _described({**proved(one, found, problem), "alt": in_words(one, found)})
        row = _row(one, found, proof.key)
        rows.append(row)
        proofs.append(proof)
        words[str(row["word"])] += 1
    lessons = {name: page(name).title for name in dict.fromkeys(one.lesson for one in told)}
    table = _described({"lessons": lessons, "claims": rows})
    fingerprints = tuple(one.fingerprint for one in told)
    return Claims(table, tuple(proofs), tuple(one.id for one in told), fingerprints, lessons, words)


def _place(one: Experiment) -> tuple[int, int]:
    """Return where the story tells a claim; those of one scene stay in the order of their lesson."""
    lesson = page(one.lesson)
    scenes = [scene.name for scene in lesson.scenes]
    name = one.id.split("/")[1]
    return PAGES.index(lesson), scenes.index(name) if name in scenes else len(scenes)


def _row(one: Experiment, known: Kept | None, proof: str) -> dict[str, Any]:
    lesson = page(one.lesson)
    scene = _scene(lesson, one.id.split("/")[1])
    row: dict[str, Any] = {
        "id": one.id,
        "lesson": one.lesson,
        "scene": scene,
        "title": next((each.title for each in lesson.scenes if each.name == scene), ""),
        "claim": one.claim,
        "said": one.said,
        "source": one.source,
        "drawn": one.drawn,
        "least": _rounded(one.least),
        "lab": _lab(one),
        "proof": proof,
        "seconds": seconds_again(known),
        "word": "",
        "text": "Not measured yet",
        "points": [],
        "against": [],
    }
    if known is None:
        return row
    verdict = known.verdict
    return row | {
        "word": verdict.word,
        "text": verdict.text,
        "bears": verdict.bears,
        "count": verdict.count,
        "low": round(verdict.low, 3),
        "high": round(verdict.high, 3),
        "points": [_rounded(_strength(one, values)) for values in known.values],
        "against": [at for at, values in enumerate(known.values) if not one.holds(values)],
        "date": known.date,
        "processor": known.processor,
    }


def _scene(lesson: Page, name: str) -> str:
    """Return the scene of this name, "" where the lesson has none that is called so."""
    names = [scene.name for scene in lesson.scenes]
    return name if name in names else ""


def _strength(one: Experiment, values: tuple[float, ...]) -> float:
    return one.strength(values) if all(map(math.isfinite, values)) else math.nan


def _rounded(value: float) -> float | None:
    return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None


def _lab(one: Experiment) -> dict[str, Any] | None:
    """Return the link into the lab with what the first start trains; None where no link can hold it."""
    try:
        lines = [*dict.fromkeys(to_line(spec) for spec in one.recipes(0))]
    except ValueError:  # it learns a table of its own
        return None
    link = urlencode([("run", line) for line in lines[:MOST_RUNS]])
    return {"link": f"train?{link}", "runs": min(len(lines), MOST_RUNS), "of": len(lines)} if lines else None


def _described(made: dict[str, Any]) -> Description:
    text = as_json(made)
    return Description(hashlib.sha256(text.encode()).hexdigest()[:16], text)
