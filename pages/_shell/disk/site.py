"""All lessons as files with an index, for any web space or learning platform: all links are relative."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pages._shell.disk.file import frame
from pages._shell.disk.lessons import FOOT, lesson_file
from pages._shell.disk.states import Scenes
from pages._shell.story import PAGES, Page, groups

LESSONS: Final = tuple(one for one in PAGES if one.scenes or one is PAGES[0])
"""The pages of the site: the first one, and every lesson in scenes."""


def write_site(folder: Path, scenes: Scenes, told: Callable[[str], None]) -> dict[str, int]:
    """Write the site into a folder; return the size of each of its files, bytes.

    Args:
        folder: Where it stands; made if it is missing.
        scenes: What records the scenes.
        told: Is called with what is being done, in words.
    """
    folder.mkdir(parents=True, exist_ok=True)
    beside = [one.name for one in LESSONS]
    sizes = {}
    for number, one in enumerate(LESSONS, start=1):
        place = f"{number} of {len(LESSONS)}: {one.title}"
        text = lesson_file(one.name, scenes, beside=beside, told=_of(place, told))
        (folder / f"{one.name}.html").write_text(text, "utf-8")
        sizes[f"{one.name}.html"] = len(text.encode())
        told(f"{place}: {sizes[f'{one.name}.html'] / 1000:.0f} kB")
    (folder / "index.html").write_text(index(), "utf-8")
    return sizes


def _of(place: str, told: Callable[[str], None]) -> Callable[[str], None]:
    return lambda scene: told(f"{place} · {scene}")


def index() -> str:
    """Return the page that leads to all others: the story in its order, with what each lesson asks."""
    parts = [
        f"<h2>{html.escape(group)}</h2>\n<ol>\n{''.join(map(_row, lessons))}</ol>"
        for group, pages in groups().items()
        if group and (lessons := [one for one in pages if one in LESSONS])
    ]
    first = PAGES[0]
    body = "\n".join(
        [
            f"<h1>{html.escape(first.heading)}</h1>",
            f'<p><a href="{first.name}.html">{html.escape(first.about)}</a></p>',
            *parts,
        ]
    )
    return frame("Unrolled", f'<main class="disk-index">\n{body}\n</main>', foot=FOOT)


def _row(one: Page) -> str:
    scenes = "".join(
        f'<li><a href="{one.name}.html#{scene.name}">{html.escape(scene.title)}</a></li>'
        for scene in one.scenes
    )
    return (
        f'<li><a href="{one.name}.html"><strong>{html.escape(one.title)}</strong></a> '
        f"{html.escape(one.card)}<ul>{scenes}</ul></li>\n"
    )
