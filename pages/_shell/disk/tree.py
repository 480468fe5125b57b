"""What a page put up, as plain nodes: containers, prose, controls, components with what they are given.

A node is a dictionary: `is` says what it is, `key` is the key of its control or component, `kids` are the
nodes inside. Kinds that a lesson does not use are refused, so that no part of a page is lost without a word.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from streamlit.testing.v1.element_tree import Block, ElementTree

from pages._shell.disk.prose import blocks, inline

Node = dict[str, Any]

MOUNTS: Final[Mapping[str, str]] = {
    "unrolled_score": "mountScore",
    "unrolled_picture": "mountPicture",
    "unrolled_path": "mountPath",
}
"""The components that work without a server, and what mounts each."""

OF_THE_SERVER: Final = ("base", "stream", "watcher")
"""What a component is given and only a server can answer."""

ALERTS: Final = {1: "error", 2: "warning", 3: "info", 4: "success"}
_NEEDS_SERVER: Final = "This needs the full tool."
_PLOT: Final = "This plot is drawn by the full tool."


def page_nodes(tree: ElementTree) -> list[Node]:
    """Return what stands on a page, from top to bottom; styles that it adds come last.

    Raises:
        ValueError: when it has an element that a page on disk cannot show.
    """
    return [node for part in (0, 2) for node in _kids(tree.children[part])]


def components(tree: ElementTree) -> Iterator[tuple[str, str, Any, dict[str, Any]]]:
    """Yield of each component its kind, its key, its picture as it was sent, and what was said around it."""
    found: Any = tree.get("bidi_component")
    for one in found:
        text, around = json.loads(one.proto.json)
        yield one.proto.component_name, key_of(one.proto.id), text, around


def key_of(identity: str) -> str:
    """Return the key in an element's identity, "$$ID-<hash>-<key>"; "" if it has none."""
    key = identity.split("-", 2)[-1] if identity.startswith("$$ID-") else ""
    return "" if key == "None" else key


def _kids(block: Any) -> list[Node]:
    return [node for child in block.children.values() for node in _node(child)]


def _node(part: Any) -> list[Node]:
    if isinstance(part, Block):
        return _block(part)
    kind = {"title": "heading", "header": "heading", "subheader": "heading", "caption": "markdown"}.get(
        part.type, part.type
    )
    if kind in ALERTS.values():
        kind = "alert"
    if kind in ("empty", "skeleton"):
        return []
    if kind not in _ELEMENTS:
        raise ValueError(
            f"A page on disk cannot show “{kind}” yet: say in pages/_shell/disk/tree.py what it is there."
        )
    node = _ELEMENTS[kind](part.proto)
    return [] if node is None else [node]


def _block(block: Any) -> list[Node]:
    proto, kids = block.proto, _kids(block)
    if block.type == "expander":
        return [{"is": "more", "label": inline(proto.label), "open": bool(proto.expanded), "kids": kids}]
    if block.type == "column":
        return [{"is": "column", "weight": round(proto.weight, 4), "kids": kids}]
    key = key_of(proto.id) if block.type == "flex_container" else ""
    if not kids and not key:
        return []
    node: Node = {"is": "box", "kids": kids}
    if block.type == "flex_container":
        flex = proto.flex_container
        row = flex.direction == flex.Direction.HORIZONTAL
        node |= {name: True for name, holds in (("row", row), ("border", flex.border)) if holds}
    return [node | ({"key": key} if key else {})]


def _heading(proto: Any) -> Node:
    anchor = {"anchor": proto.anchor} if proto.anchor else {}
    return {"is": "heading", "tag": proto.tag, "text": inline(proto.body), **anchor}


def _markdown(proto: Any) -> Node:
    quiet = {"quiet": True} if proto.element_type == proto.Type.CAPTION else {}
    return {"is": "prose", "text": blocks(proto.body), **quiet}


def _alert(proto: Any) -> Node:
    return {"is": "note", "kind": ALERTS.get(proto.format, "info"), "text": blocks(proto.body)}


def _style(proto: Any) -> Node | None:
    body = proto.body.strip()
    if not body.startswith("<style>"):
        raise ValueError("A page on disk shows no markup; expected a style.")
    return {"is": "style", "text": body.removeprefix("<style>").removesuffix("</style>")}


def _choice(proto: Any) -> Node:
    hidden = proto.label_visibility.value != 0
    return {
        "is": "choice",
        "key": key_of(proto.id),
        "label": unmarked(proto.label),
        "hidden": hidden,
        "options": [unmarked(option.content) for option in proto.options],
        "chosen": _chosen(proto),
    }


def _chosen(proto: Any) -> int:
    """Return which option stands chosen, -1 if none."""
    if proto.set_value and proto.raw_values:
        contents = [option.content for option in proto.options]
        return contents.index(proto.raw_values[0]) if proto.raw_values[0] in contents else -1
    return int(proto.default[0]) if proto.default and not proto.set_value else -1


def _field(proto: Any) -> Node:
    value = proto.value if proto.set_value else proto.default
    return {"is": "field", "key": key_of(proto.id), "label": unmarked(proto.label), "value": value}


def _list(proto: Any) -> Node:
    chosen = proto.raw_value if proto.set_value else ""
    if not proto.set_value and proto.HasField("default"):
        chosen = proto.options[proto.default]
    return {
        "is": "list",
        "key": key_of(proto.id),
        "label": unmarked(proto.label),
        "options": [unmarked(option) for option in proto.options],
        "chosen": unmarked(chosen),
        "empty": proto.placeholder,
    }


def _code(proto: Any) -> Node:
    return {"is": "code", "text": proto.code_text}


def _button(proto: Any) -> Node:
    return {"is": "button", "key": key_of(proto.id), "label": inline(proto.label)}


def _link(proto: Any) -> Node:
    return {"is": "way", "page": proto.page.strip("/"), "label": inline(proto.label)}


def _component(proto: Any) -> Node | None:
    name, key = proto.component_name, key_of(proto.id)
    text, around = json.loads(proto.json)
    if name == "unrolled_figure":
        told = [around["title"], around["finding"] or "", around["alt"], around["caption"]]
        said = [inline(str(one)) for one in ([told[0]] if around["veiled"] else told) if one]
        return {"is": "absent", "text": [*(["p", {}, *one] for one in said), ["p", {}, _PLOT]]}
    if name == "unrolled_scenes":
        return {"is": "strip", "key": key, "scenes": json.loads(text), "shown": around["shown"]}
    if name not in MOUNTS:
        return {"is": "absent", "text": [["p", {}, _NEEDS_SERVER]]}
    kept = {name: value for name, value in around.items() if name not in OF_THE_SERVER}
    return {"is": "part", "key": key, "mount": MOUNTS[name], "data": kept, "drawn": text}


def unmarked(text: str) -> str:
    """Return a label without its marks."""

    def said(node: Any) -> str:
        return node if isinstance(node, str) else "".join(map(said, node[2:]))

    return "".join(map(said, inline(text)))


_ELEMENTS: Mapping[str, Callable[[Any], Node | None]] = {
    "heading": _heading,
    "markdown": _markdown,
    "alert": _alert,
    "html": _style,
    "button_group": _choice,
    "text_input": _field,
    "selectbox": _list,
    "button": _button,
    "page_link": _link,
    "code": _code,
    "bidi_component": _component,
}
