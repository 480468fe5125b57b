"""The modules of a picture as one file, put together when the server starts; later ones as a file each.

Each module that a browser fetches costs about 2 ms of two processes' time, and a picture needs 150: joined,
they come in one piece, without comments, and the first picture of a new visitor stands a quarter of a second
earlier. Nothing is built beforehand: what is in the repository are the modules, served singly as well, and a
joined file says of each part where it comes from.

A module becomes a block: what it imports are constants taken from a table, what it exports is put there. That
is the same as long as nothing exported is assigned to later, imports make no circle, and imports and exports
are written the one way in which all are; anything else is refused. A module that is imported later, by
`import(…)`, becomes a file with all that the first one lacks; what two of these need comes with the first, so
that each module is there once.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

_COMMENT: Final = re.compile(r"/\*\*.*?\*/", re.DOTALL)
_IMPORT: Final = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";$', re.MULTILINE)
_LATER: Final = re.compile(r'\bimport\("(\.[^"]+)"\)')
_EXPORT: Final = re.compile(r"^export ((?:async function|function\*?|class|const) (\w+))", re.MULTILINE)
_OTHERWISE: Final = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def joined(modules: Mapping[str, str], first: str) -> dict[str, str]:
    """Return, by the names of their modules, the file of `first` and those of all that are imported later.

    Args:
        modules: The text of each module by its path.
        first: The one from which all others are reached.

    Raises:
        ValueError: if modules import one another in a circle, or write an import or export in another way.
        KeyError: if a module is imported that is not there.
    """
    texts = {name: _COMMENT.sub("", text) for name, text in modules.items()}
    found = [first]
    for name in found:  # it grows meanwhile
        reached = _in_order(texts, [name])
        found += sorted({path for one in reached for path in _paths(_LATER, texts, one)} - {*found})
    late = found[1:]
    needed = set(_in_order(texts, [first]))
    rest = {name: set(_in_order(texts, [name])) - needed for name in late}
    times = Counter(name for names in rest.values() for name in names)
    together = _in_order(texts, [*sorted(name for name in times if times[name] > 1), first])
    files = {first: _file(texts, first, together, "export const modules = {};")}
    for name in late:
        own = [one for one in _in_order(texts, [name]) if one not in together]
        files[name] = _file(texts, name, own, f'import {{ modules }} from "{_relative(name, first)}";')
    return files


def whole(modules: Mapping[str, str], first: str, late: Iterable[str]) -> str:
    """Return `first` and all that it imports as one module that asks for no other: it may stand in a page.

    Args:
        modules: The text of each module by its path.
        first: The one from which all others are reached.
        late: Those that are imported later and are wanted. They run with the first; all others are not there,
            and who imports one gets an error.

    Raises:
        ValueError: if modules import one another in a circle, or write an import or export in another way.
        KeyError: if a module is imported that is not there.
    """
    texts = {name: _COMMENT.sub("", text) for name, text in modules.items()}
    parts = _in_order(texts, [*_paths(_IMPORT, texts, first), *late, first])
    absent = 'Promise.reject(new Error("this part is not inside this file"))'

    def there(found: re.Match[str]) -> str:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(first), found[1]))
        return f'Promise.resolve(modules["{name}"])' if name in parts else absent

    blocks = [_LATER.sub(there, _block(texts[part], part, first)) for part in parts]
    lines = [line.strip() for block in blocks for line in block.split("\n")]
    kept = [line for line in lines if not line.startswith("//")]
    return "\n".join(["const modules = {};", *kept, ""])


def _in_order(texts: Mapping[str, str], names: Iterable[str]) -> list[str]:
    """Return modules and all that they import, each after those that it imports itself."""
    order: dict[str, bool] = {}  # False while what it imports is looked at

    def visit(name: str) -> None:
        if order.get(name) is False:
            raise ValueError(f"{name} imports itself by way of others; expected modules without circles.")
        if name not in order:
            order[name] = False
            for path in _paths(_IMPORT, texts, name):
                visit(path)
            del order[name]
            order[name] = True

    for name in names:
        visit(name)
    return list(order)


def _paths(pattern: re.Pattern[str], texts: Mapping[str, str], name: str) -> list[str]:
    """Return the paths of what a module imports, now or later."""
    return [_resolved(name, found[pattern.groups]) for found in pattern.finditer(texts[name])]


def _file(texts: Mapping[str, str], name: str, parts: Sequence[str], head: str) -> str:
    blocks = [_block(texts[part], part, name) for part in parts]
    exported = ", ".join(found[2] for found in _EXPORT.finditer(texts[name]))
    return "\n".join([head, *blocks, f'export const {{ {exported} }} = modules["{name}"];', ""])


def _block(text: str, name: str, file: str) -> str:
    """Return a module as a block of a file, its relative addresses as they are from there."""
    exported = ", ".join(found[2] for found in _EXPORT.finditer(text))
    body = _IMPORT.sub(lambda found: _constants(found[1], _resolved(name, found[2])), text)
    body = _EXPORT.sub(r"\1", body)
    if other := _OTHERWISE.search(body):
        raise ValueError(f"{name} has “{other[0]}”: expected import {{ … }} from, or export before a name.")
    body = body.replace("import.meta.url", f'new URL("{_relative(file, name)}", import.meta.url)')
    body = _LATER.sub(lambda found: f'import("{_relative(file, _resolved(name, found[1]))}")', body)
    lines = [line for line in body.splitlines() if line.strip()]
    return "\n".join([f"// {name}", "{", *lines, f'modules["{name}"] = {{ {exported} }};', "}"])


def _constants(names: str, path: str) -> str:
    return f'const {{ {" ".join(re.sub(r" as ", ": ", names).split())} }} = modules["{path}"];'


def _resolved(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _relative(file: str, name: str) -> str:
    """Return the address of a module or file as it is written in another one."""
    path = posixpath.relpath(name, posixpath.dirname(file))
    return path if path.startswith(".") else f"./{path}"
