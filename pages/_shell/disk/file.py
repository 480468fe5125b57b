"""One HTML file: what stands on its pages, what its pictures fetch, the modules and sheets that draw them.

All that is packed once and unpacked by the browser itself; nothing in it is markup before it is drawn. What
several states share, a part of the page or a picture, stands in it once.
"""

from __future__ import annotations

import base64
import html
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any, Final, NamedTuple

from core.figures.template import STEPS
from core.notebook.joined import whole
from pages._shell.disk.inside import gather, parts
from pages._shell.disk.packing import packed, shortened
from pages._shell.disk.states import State
from pages._shell.disk.tree import Node
from pages._shell.server.stage_files import ASSETS

FIRST: Final = "stage/disk/disk.js"
MOST_BYTES: Final = 600_000
"""A file that is larger goes without networks of options that are not shown at first, the largest first; then
those that are shown are rounded, the largest first, and once more where that is not enough."""
ROUNDED: Final = "To keep the file small, weights of its largest networks are rounded to {digits} digits."
_BITS: Final = {24: "five", 20: "four"}
"""Bits of a number that are kept, and how many digits that is."""

_SHEET: Final = re.compile(r'sheetOf\("([\w/]+\.css)"\)')
_REMARK: Final = re.compile(r"/\*.*?\*/\s*", re.DOTALL)  # of a sheet: nobody reads it in a file
_LATE: Final = {
    "mountPath": "stage/story.js",
    "mountScore": "stage/entries/score.js",
}
_CARDS: Final = ("stage/glossary/card.js", "stage/glossary/names.js", "stage/glossary/told.js")
_SERIF: Final = "vendor/serif-600.woff2"
_POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
    "font-src data:; connect-src data: blob:; media-src data: blob:; base-uri 'none'; form-action 'none'"
)
_FONTS: Final = {
    "font": "'Source Sans', 'Source Sans 3', 'Source Sans Pro', system-ui, sans-serif",
    "code-font": "ui-monospace, 'Source Code Pro', Menlo, Consolas, monospace",
}
_ACCENTS: Final[Mapping[str, dict[str, str]]] = {
    "light": {"red-color": "#c92a2a", "red-text-color": "#a51111", "red-background-color": "#fff0f0"}
    | {"orange-text-color": "#b35300"},
    "dark": {"red-color": "#ff6b6b", "red-text-color": "#ff8787", "red-background-color": "#3b1a1a"}
    | {"orange-text-color": "#ffb066"},
}


class Scene(NamedTuple):
    """A scene of a file: its name in the address, its title, its states."""

    name: str
    title: str
    states: Sequence[State]


def one_file(
    page: str, title: str, scenes: Sequence[Scene], *, beside: Sequence[str] = (), foot: str = ""
) -> str:
    """Return a page as one HTML file.

    Args:
        page: The name of the page.
        title: What it is called.
        scenes: Its scenes.
        beside: The names of the pages whose files stand beside this one.
        foot: What it says at its end, as text.
    """
    states = [state for scene in scenes for state in scene.states]
    gathered, spare = gather(state.nodes for state in states)
    pool = _Pool()
    told = [
        {
            "name": scene.name,
            "title": scene.title,
            "states": [{"nodes": pool.put(state.nodes), "moves": state.moves} for state in scene.states],
        }
        for scene in scenes
    ]
    used = list(parts(node for state in states for node in state.nodes))
    kinds = sorted({node["data"]["kind"] for node in used if node["mount"] == "mountPicture"})
    code = _code(kinds, {node["mount"] for node in used})
    sheets = sorted({*_SHEET.findall(code), *(f"pictures/{kind}.css" for kind in kinds)})
    saved: dict[str, Any] = {
        "page": page,
        "title": title,
        "code": code,
        "sheets": {name: _REMARK.sub("", (ASSETS / "stage" / name).read_text("utf-8")) for name in sheets},
        "told": {name: one for name, one in gathered.items() if not isinstance(one, bytes)},
        "nodes": pool.nodes,
        "texts": pool.texts,
        "scenes": told,
        "beside": list(beside),
    }
    files = {name: one for name, one in gathered.items() if isinstance(one, bytes)}
    text = _page(title, packed(saved, files), beside=beside, foot=foot)
    for address in sorted(spare, key=lambda one: -len(files[one])):
        if len(text.encode()) <= MOST_BYTES:
            break
        del files[address]
        text = _page(title, packed(saved, files), beside=beside, foot=foot)
    largest = sorted(files, key=lambda one: -len(files[one]))
    for (bits, digits), address in product(_BITS.items(), largest):
        if len(text.encode()) <= MOST_BYTES:
            break
        files[address] = shortened(files[address], bits)
        said = f"{foot} {ROUNDED.format(digits=digits)}"
        text = _page(title, packed(saved, files), beside=beside, foot=said)
    return text


class _Pool:
    """Nodes and texts, each once."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.texts: list[str] = []
        self._places: dict[str, int] = {}
        self._of_texts: dict[str, int] = {}

    def put(self, nodes: Iterable[Node]) -> list[int]:
        """Put nodes in; return their places."""
        return [self._put(node) for node in nodes]

    def _put(self, node: Node) -> int:
        told = dict(node)
        if "kids" in node:
            told["kids"] = self.put(node["kids"])
        if "drawn" in node:
            text = node["drawn"]
            told["drawn"] = self._of_texts.setdefault(text, len(self.texts))
            if told["drawn"] == len(self.texts):
                self.texts.append(text)
        key = json.dumps(told, sort_keys=True)
        if key not in self._places:
            self._places[key] = len(self.nodes)
            self.nodes.append(told)
        return self._places[key]


def _code(kinds: Sequence[str], mounts: Iterable[str]) -> str:
    """Return the modules that draw some kinds of pictures, as one."""
    late = [f"stage/pictures/{kind}.js" for kind in kinds]
    late += [module for mount, module in _LATE.items() if mount in mounts]
    return whole(_modules(), FIRST, [*_CARDS, *late])


@cache
def _modules() -> Mapping[str, str]:
    return {
        path.relative_to(ASSETS).as_posix(): path.read_text("utf-8")
        for folder in ("stage", "net")
        for path in sorted((ASSETS / folder).rglob("*.js"))
    }


def _page(title: str, inside: str, *, beside: Sequence[str], foot: str) -> str:
    boot = (ASSETS / "stage" / "disk" / "boot.js").read_text("utf-8")
    body = f"""<main id="page"><h1>{html.escape(title)}</h1>
<noscript>This page draws itself: it needs JavaScript.</noscript></main>
{inside}
<script type="module">
{boot}</script>"""
    return frame(f"{title} · Unrolled", body, foot=foot, index=bool(beside))


def frame(title: str, body: str, *, foot: str, index: bool = False) -> str:
    """Return a page around a body that is markup.

    Args:
        title: What it is called, as text.
        body: What stands on it.
        foot: What it says at its end, as text.
        index: Whether it leads to the index beside it.
    """
    to_index = '<a href="index.html">All lessons</a>' if index else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{html.escape(title)}</title>
<style>
{theme()}
{(ASSETS / "stage" / "disk" / "disk.css").read_text("utf-8")}
</style>
</head>
<body>
<nav class="disk-frame"><strong>Unrolled</strong>{to_index}</nav>
{body}
<footer class="disk-frame"><p>{html.escape(foot)}</p></footer>
</body>
</html>
"""


@cache
def theme() -> str:
    """Return the pages' theme as style rules: light, or dark where the system is."""
    said = tomllib.loads((ASSETS.parent / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    serif = base64.b64encode((ASSETS / _SERIF).read_bytes()).decode()
    sizes = {f"heading-{level}": size for level, size in enumerate(said["headingFontSizes"], start=1)}
    steps = " ".join(f"--{step}: {ratio}rem;" for step, ratio in STEPS.items())
    fonts = _FONTS | {"heading-font": said["headingFont"]} | sizes
    face = (
        '@font-face { font-family: "Unrolled Serif"; font-weight: 100 900; '
        f'src: url("data:font/woff2;base64,{serif}") format("woff2"); }}'
    )
    light, dark = (_colours(said[name], _ACCENTS[name]) for name in ("light", "dark"))
    return "\n".join(
        [
            face,
            f":root {{ color-scheme: light dark; {_rules(fonts)} {steps} {_rules(light)} }}",
            f"@media (prefers-color-scheme: dark) {{ :root {{ {_rules(dark)} }} }}",
        ]
    )


def _colours(said: Mapping[str, Any], accents: dict[str, str]) -> dict[str, str]:
    names = {
        "primaryColor": "primary-color",
        "backgroundColor": "background-color",
        "secondaryBackgroundColor": "secondary-background-color",
        "textColor": "text-color",
        "borderColor": "border-color",
        "linkColor": "link-color",
    }
    return (
        {name: str(said[key]) for key, name in names.items()}
        | accents
        | {"border-color-light": said["borderColor"]}
    )


def _rules(values: Mapping[str, str]) -> str:
    return " ".join(f"--st-{name}: {value};" for name, value in values.items())
