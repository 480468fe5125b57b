"""Our Markdown as plain nodes: what `assets/lessons` and the scenes write, and no more of Markdown than that.

A node is a text, or a list: its tag, its attributes, and the nodes inside. The browser makes elements and
text nodes of them, so nothing that a reader typed becomes markup. Formulas become MathML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from pages._shell.disk.formulas import formula
from pages._shell.glossary.marks import ADDRESS

Node = str | list[Any]

ICONS: Final = {"check_circle": "✓", "check": "✓", "close": "✕"}
_INLINE: Final = re.compile(
    r"\\(?P<mark>[!-/:-@\[-`{-~])"
    r"|`(?P<code>[^`]+)`"
    r"|\$(?P<formula>[^$]+)\$"
    r"|\[(?P<label>(?:\\.|[^\]\\])*)\]\((?P<address>[^)\s]*)\)"
    r"|\*\*(?P<bold>(?:\\.|(?!\*\*).)+)\*\*"
    r"|\*(?P<slanted>(?:\\.|[^*\\])+)\*"
    r"|:material/(?P<icon>\w+):"
    r"|(?P<newline> {2,}\n|\n)"
    r"|(?P<dash>---?)(?!-)",
    re.DOTALL,
)
_ITEM: Final = re.compile(r"^(?:[-*]|(\d+)\.) +(.*)", re.DOTALL)
_RULE: Final = re.compile(r"^\|?[\s:|-]+\|[\s:|-]*$")
_HEADING: Final = re.compile(r"^(#{2,6}) +(.*)")


def blocks(text: str) -> list[Node]:
    """Return a text as paragraphs, headings, lists and tables."""
    found: list[Node] = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        lines = [line for line in block.split("\n") if line.strip()]
        if not lines:
            continue
        if len(lines) > 1 and _RULE.match(lines[1]):
            found.append(_table(lines))
        elif _ITEM.match(lines[0]):
            found += _listed(lines, found)
        elif heading := _HEADING.match(lines[0]):
            found.append([f"h{len(heading[1])}", {}, *inline(heading[2])])
            if rest := "\n".join(lines[1:]):
                found += blocks(rest)
        else:
            found.append(["p", {}, *inline(block.strip())])
    return found


def inline(text: str) -> list[Node]:
    """Return a line of text: marks, links, formulas, and what is between them."""
    found: list[Node] = []
    at = 0
    for piece in _INLINE.finditer(text):
        _add(found, text[at : piece.start()])
        at = piece.end()
        node = _piece(piece)
        _add(found, node) if isinstance(node, str) else found.append(node)
    _add(found, text[at:])
    return found


def _piece(piece: re.Match[str]) -> Node:
    kind = piece.lastgroup or ""
    said = piece[kind]
    if kind == "mark":
        return said
    if kind == "code":
        return ["code", {}, said]
    if kind == "formula":
        return formula(said)
    if kind == "address":
        return _link(piece["label"], said)
    if kind == "bold":
        return ["strong", {}, *inline(said)]
    if kind == "slanted":
        return ["em", {}, *inline(said)]
    if kind == "icon":
        return ICONS.get(said, "")
    if kind == "newline":
        return ["br", {}] if said.startswith("  ") else " "
    return said


def _link(label: str, address: str) -> Node:
    """Return a link to a term, to a place in the page or elsewhere; the server's own are left as text."""
    if address.startswith(ADDRESS):
        return ["a", {"href": "#", "data-term": address.removeprefix(ADDRESS)}, *inline(label)]
    if address.startswith(("#", "https://", "http://")):
        return ["a", {"href": address}, *inline(label)]
    return ["span", {}, *inline(label)]


def _listed(lines: Sequence[str], before: Sequence[Node]) -> list[Node]:
    """Return a list. Items that stand apart come one at a time: they go on with the last list."""
    items: list[list[str]] = []
    first = _ITEM.match(lines[0])
    tag = "ol" if first and first[1] else "ul"
    for line in lines:
        if item := _ITEM.match(line):
            items.append([item[2]])
        else:
            items[-1].append(line.strip())
    nodes: list[Node] = [["li", {}, *inline("\n".join(item))] for item in items]
    last = before[-1] if before else None
    if isinstance(last, list) and last[0] == tag:
        last.extend(nodes)
        return []
    return [[tag, {}, *nodes]]


def _table(lines: Sequence[str]) -> Node:
    head, *rows = [_cells(line) for line in (lines[0], *lines[2:])]
    return [
        "table",
        {},
        ["thead", {}, ["tr", {}, *(["th", {}, *inline(cell)] for cell in head)]],
        ["tbody", {}, *(["tr", {}, *(["td", {}, *inline(cell)] for cell in row)] for row in rows)],
    ]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _add(found: list[Node], text: str) -> None:
    if text and found and isinstance(found[-1], str):
        found[-1] += text
    elif text:
        found.append(text)
