"""A scene or a lesson as a file: its scenes, the ways that lead nowhere from disk, what its foot says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from typing import Final

from pages._shell.disk.file import Scene, one_file
from pages._shell.disk.recording import Link
from pages._shell.disk.states import Scenes
from pages._shell.disk.tree import Node
from pages._shell.story import page

FOOT: Final = (
    "Saved from Unrolled. Without a server you can type sentences, step, hold gates and answer. Training, "
    "measuring and what is greyed out need the full tool: in its repository, “make run” starts it."
)


def lesson_file(
    name: str,
    scenes: Scenes,
    *,
    only: str = "",
    link: Link | None = None,
    beside: Sequence[str] = (),
    told: Callable[[str], None] = lambda _: None,
) -> str:
    """Return a lesson as one HTML file, or one of its scenes.

    Args:
        name: The lesson.
        scenes: What records them.
        only: The scene, if it is one alone.
        link: What the address says of it.
        beside: The pages whose files stand beside this one.
        told: Is called with the title of each scene before it is recorded.
    """
    this = page(name)
    wanted = [scene for scene in this.scenes if not only or scene.name == only]
    found = []
    for scene in wanted:
        told(scene.title)
        found.append(
            Scene(scene.name, scene.title, scenes.states(name, {**(link or {}), "scene": [scene.name]}))
        )
    if not this.scenes:
        found.append(Scene(name, this.title, scenes.states(name, link or {})))
    names = [scene.name for scene in found]
    follows = {one.name for one, _ in pairwise(found)}
    for saved in found:
        for state in saved.states:
            state.nodes = _leading_somewhere(
                state.nodes, names, f"{name}_next" if saved.name in follows else "", beside
            )
    return one_file(name, this.heading or this.title, found, beside=beside, foot=FOOT)


def _leading_somewhere(
    nodes: Sequence[Node], names: Sequence[str], goes_on: str, beside: Collection[str]
) -> list[Node]:
    """Leave out the ways to scenes and pages that are not in the file or beside it."""
    kept = []
    for node in nodes:
        strip = node["is"] == "strip" and len(names) == 1
        path = node["is"] == "part" and node["mount"] == "mountPath" and not beside
        further = node["is"] == "button" and node["key"].endswith("_next") and node["key"] != goes_on
        elsewhere = node["is"] == "way" and node["page"] not in beside
        if strip or path or further or elsewhere:
            continue
        kept.append(
            {**node, "kids": _leading_somewhere(node["kids"], names, goes_on, beside)}
            if "kids" in node
            else node
        )
    return kept
