"""The lesson plans that are supplied: scenes in their order, with minutes, and what to say, ask and skip."""

import tomllib
from functools import cache
from pathlib import Path

from pages._shell import story

_FILE = Path(__file__).parents[3] / "assets" / "plans.toml"


@cache
def supplied() -> list[dict[str, object]]:
    """Return the plans as the browser reads them: of each entry its link, title, minutes, notes and skip.

    Raises KeyError where an entry names a page or a scene that is not in the story.
    """
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return [
        {"title": plan["title"], "entries": [_entry(**entry) for entry in plan["entries"]]}
        for plan in told["plan"]
    ]


def scenes() -> dict[str, list[str]]:
    """Return the pages of the story with the names of their scenes: an entry that names no other is one."""
    return {page.name: [scene.name for scene in page.scenes] for page in story.PAGES}


def _entry(scene: str, minutes: int, notes: str, wrong: str, skip: bool = False) -> dict[str, object]:
    page, _, name = scene.partition("/")
    titles = {one.name: one.title for one in story.page(page).scenes}
    title = f"{story.page(page).title}: {titles[name]}"
    link = f"/{page}?scene={name}"
    return {"link": link, "title": title, "minutes": minutes, "notes": notes, "wrong": wrong, "skip": skip}
