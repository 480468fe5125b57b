"""Style sheets: what one scene uses stands in a sheet that it alone wears; what they share is named here."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tests.running import ROOT

STAGE = ROOT / "assets" / "stage"
SHARED = {"astable", "caption", "figure", "key", "position", "scrub", "spoken", "tick", "transport"}
"""Classes that several rooms use and that look the same in all of them: `stage.css` may name them alone."""

SELECTOR = re.compile(r"([^{}]+)\{")
CLASS = re.compile(r"\.([a-z][\w-]*)")
STRINGS = re.compile(r"""(["'`])(.*?)\1""", re.S)
USED = (
    re.compile(r"""\bclass(?:Name)?["']?\s*[:=]([^,}\n]*)"""),
    re.compile(r"classList\.\w+\(([^)]*)\)"),
)


@cache
def used_in(room: str) -> frozenset[str]:
    """Return the classes that the modules of a room give to elements."""
    found: set[str] = set()
    for path in (STAGE / room).rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        for pattern in USED:
            for written in pattern.findall(text):
                found |= {word for _, one in STRINGS.findall(written) for word in one.split()}
    return frozenset(found)


def bare(sheet: Path) -> set[str]:
    """Return the classes that a sheet dresses wherever they stand: `.track`, not `.film .track`."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    found: set[str] = set()
    for selectors in SELECTOR.findall(text):
        for selector in re.split(r",(?![^(]*\))", selectors):
            names = CLASS.findall(selector)
            if len(names) == 1 and not re.search(r"[\s>+~]", selector.strip()):
                found.add(names[0])
    return found


def test_a_class_of_two_rooms_is_scoped_or_shared_on_purpose() -> None:
    rooms = [used_in(room) for room in ("score", "lab", "figure")]
    several = {name for name in bare(STAGE / "stage.css") if sum(name in used for used in rooms) > 1}
    assert several == SHARED, "scope what is not meant for all of them, or name it above"


def test_the_sheets_of_score_and_lab_never_meet() -> None:
    """Their classes may have equal names then: a `.track` is of operations in one, of a film in the other."""
    entries = "".join(path.read_text(encoding="utf-8") for path in (STAGE / "entries").glob("*.js"))
    worn = re.findall(r"entryOf\(component, (\w+)(?:, (\w+))?\)", entries)
    assert {scene for scene, sheet in worn if sheet == "ofScore"} == {"ScoreEntry"}
    assert entries.count("ofLab") == 2, "fetched and worn in one place"
    assert "held" in bare(STAGE / "score" / "score.css") & used_in("lab"), "if they met, this would collide"


def test_the_law_sees_classes() -> None:
    assert {"operations", "long", "row"} <= used_in("score")
    assert {"key", "transport"} <= bare(STAGE / "stage.css")
    assert "items" in bare(STAGE / "stage.css")
    assert "below" not in bare(STAGE / "stage.css")


@pytest.mark.parametrize("path", sorted((STAGE / "pictures").glob("*.css")), ids=lambda path: path.stem)
def test_every_live_picture_has_the_steps_of_type(path: Path) -> None:
    """A step that is not set is ignored in silence: the text then has the size of what it stands in."""
    module = path.with_suffix(".js").read_text(encoding="utf-8")
    if "export class Picture" in module and "var(--" in path.read_text(encoding="utf-8"):
        assert re.search(r"""["'`]picture[ "'`]""", module), "its root needs the class picture"
