"""The cells of a scene: what it shows at an address, then what is asked of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import core
from core import Network
from pages._shell.code import written
from pages._shell.code.notebook import Cell
from pages._shell.disk.recording import Link
from pages._shell.disk.tree import Node
from pages._shell.server.networks import network_files
from pages._shell.story import PAGES, page

FOLDER: Final = Path(__file__).resolve().parents[3] / "assets" / "code"
INSTALLED: Final = "# in a clone of the repository; where the package is installed, it is called unrolled"
_KEY: Final = re.compile(r"[0-9a-f]{16}")
_NAME: Final = re.compile(r"\b[A-Za-z_]\w*\b")
_TEXT: Final = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_IMPORT: Final = re.compile(r"^from core import (.*)$", re.MULTILINE)
_CHOICE: Final = re.compile(r"^(\w+ = )(.+?)  # \?(\w+): (.+)$", re.MULTILINE)
_MAKES_THEM: Final = re.compile(r"\bnetworks? = |for (\w+, )?network in \(")
_PROOF: Final = "seeds"


def body(lesson: str, scene: str) -> str:
    """Return what is asked in a scene, as lines of Python. Raises KeyError where there is no such scene."""
    if (lesson, scene) not in {(one.name, each.name) for one in PAGES for each in one.scenes}:
        raise KeyError(f"{lesson}/{scene}")
    return (FOLDER / lesson / f"{scene}.py").read_text("utf-8")


def cells(lesson: str, scene: str, nodes: Sequence[Node], link: Link) -> list[Cell]:
    """Return a scene as cells.

    Args:
        lesson: The name of its page.
        scene: Its name.
        nodes: What it shows (`pages._shell.disk.tree`).
        link: What its address says.

    Raises:
        ValueError: if one of its networks cannot be written as a recipe.
        KeyError: if there is no such scene.
    """
    asked = body(lesson, scene)
    title = next(one.title for one in page(lesson).scenes if one.name == scene)
    heading = next((_said(node["text"]) for node in _walk(nodes) if _is_heading(node)), title)
    comment, _, lines = chosen(asked, link).partition("\n")
    head = f"# {page(lesson).title}: {title}\n\n{heading}\n\n{comment.removeprefix('# ')}"
    told = [Cell(False, head), Cell(True, _setting(lines, nodes, link)), Cell(True, lines.strip())]
    told.append(Cell(True, 'for name, number in numbers.items():\n    print(f"{name}: {number:.6g}")'))
    if proofs := _proofs(nodes):
        seeds = "\n".join(
            f'claim = experiment("{name}")\nprint(claim.claim, kept(claim).verdict.text)' for name in proofs
        )
        told.append(Cell(False, "What 20 random starts gave; `measure(claim, range(20))` measures it again."))
        told.append(Cell(True, f"from core import experiment, kept\n\n{seeds}"))
    return told


def chosen(lines: str, link: Link) -> str:
    """Return lines with what a page's controls stand at.

    A line `window = 5  # ?window: 5, 2, 1` takes one of these options from the address, and nothing else.
    """

    def said(found: re.Match[str]) -> str:
        name, usual, asked, options = found.groups()
        value = next(iter(link.get(asked, [])), "")
        taken = value if value in options.split(", ") else ""
        return name + (usual if not taken else repr(taken) if usual.startswith('"') else taken)

    return _CHOICE.sub(said, lines)


def _setting(lines: str, nodes: Sequence[Node], link: Link) -> str:
    """Return the lines that make what a body uses: networks, sentence, what is held, the class asked for."""
    names, does = set(_NAME.findall(lines)), link.get("do", [])
    said: list[str] = []
    if "sentences" in names:
        said.append(f"sentences = {[node['value'] for node in _walk(nodes) if node['is'] == 'field']!r}")
    elif "sentence" in names:
        said.append(f"sentence = {_sentence(nodes)!r}")
    if "held" in names:
        held = written.held_in(link.get("hold", []), does)
        said.append(f"held = [{', '.join(map(written.operation, held))}]")
    if {"network", "networks"} & names and not _MAKES_THEM.search(lines):
        shown = [f"    {_by_hand(written.network(one), does)},\n" for one in _networks(nodes)]
        said += [f"networks = [\n{''.join(shown)}]", "network = networks[0]"]
    if "target" in names and "target = " not in lines:
        said.append(f"target = networks[0].classes[{_target(nodes)}]")
    if "trained" in names:
        said.append(f"trained = {link.get('weights') != ['untrained']}")
    return "\n".join([INSTALLED, *_imports("\n".join(said), lines), *said]).rstrip()


def _imports(said: str, lines: str) -> list[str]:
    """Return the imports that some lines need, and what a body uses without an import of its own."""
    own = {name for found in _IMPORT.findall(lines) for name in _NAME.findall(found)}
    used = {*_NAME.findall(_TEXT.sub("", said)), *({"record", "train"} & set(_NAME.findall(lines)))}
    needed = sorted(name for name in used - own if name in core.__all__)
    head = ["from dataclasses import replace", ""] if "replace(" in said else []
    return [*head, f"from core import {', '.join(needed)}", ""] if needed else head


def _by_hand(made: str, does: Sequence[str]) -> str:
    for around in written.surgery_in(does):
        made = around.format(made)
    return made


def _networks(nodes: Sequence[Node]) -> list[Network]:
    """Return the networks that the pictures of a scene read with, in their order."""
    keys = dict.fromkeys(key for text in _drawn(nodes) for key in _KEY.findall(text))
    return [found for key in keys if (found := network_files().network(key))]


def _drawn(nodes: Sequence[Node]) -> Iterator[str]:
    for node in _walk(nodes):
        if node["is"] == "part" and node["data"].get("kind") != _PROOF:
            yield node["drawn"]


def _sentence(nodes: Sequence[Node]) -> str:
    """Return what is read: what a picture says that it reads, or what stands in the field."""
    told = [one for text in _drawn(nodes) if isinstance(one := json.loads(text), Mapping)]
    for one in told:
        if isinstance(one.get("sentence"), str):
            return str(one["sentence"])
    fields = [str(node["value"]) for node in _walk(nodes) if node["is"] == "field"]
    spelled = [" ".join(one["read"]) for one in told if "read" in one]
    return next(iter([*fields, *spelled]), "")


def _target(nodes: Sequence[Node]) -> int:
    return next(int(one["target"]) for one in map(json.loads, _drawn(nodes)) if one.get("target") is not None)


def _proofs(nodes: Sequence[Node]) -> list[str]:
    """Return the ids of the claims of which a scene shows the random starts."""
    parts = [node for node in _walk(nodes) if node["is"] == "part" and node["data"].get("kind") == _PROOF]
    return [str(json.loads(node["drawn"])["proof"]) for node in parts]


def _walk(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.get("kids", []))


def _is_heading(node: Node) -> bool:
    return bool(node["is"] == "heading" and node["tag"] == "h2")


def _said(prose: Sequence[Any]) -> str:
    return "".join(one if isinstance(one, str) else _said(one[2:]) for one in prose)
