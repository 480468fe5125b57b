"""The parts of Streamlit's own code that a page needs and that its start page does not name.

Streamlit fetches the code of each kind of element when the first one comes, after the page has run: a hop
more, and one for what that code imports, before anything is seen. Named in the head, all comes beside the
rest. The names hold a hash, so they are looked up among the installed files; what is not found is left out,
and comes as ever.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

import streamlit

EVERYWHERE: Final = ("BidiComponent", "Button", "ButtonGroup")
WITH_FIELDS: Final = (*EVERYWHERE, "TextInput", "Selectbox", "PageLink")
"""Of pages with a field for a sentence."""

STATIC: Final = Path(streamlit.__file__).parent / "static"
_IMPORT: Final = re.compile(r'(?:from|import)"\./([^"/]+\.js)"')


def chunks_of(elements: Sequence[str], static: Path = STATIC) -> tuple[str, ...]:
    """Return the paths below `static` of these elements' code, and of what it imports and no page names."""
    folder = static / "static" / "js"
    page = static / "index.html"
    named: Collection[str] = re.findall(
        r'static/js/([^"]+)"', page.read_text("utf-8") if page.exists() else ""
    )
    found = [path.name for element in elements for path in sorted(folder.glob(f"{element}.*.js"))]
    for name in found:  # it grows meanwhile
        imported = dict.fromkeys(_IMPORT.findall((folder / name).read_text("utf-8")))
        new = [other for other in imported if other not in found and other not in named]
        found += [other for other in new if (folder / other).exists()]
    return tuple(f"static/js/{name}" for name in found)
