"""What the components of a page would fetch: networks, descriptions, probes, terms; by their addresses."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from core.jobs import desk
from pages._shell.disk.tree import Node
from pages._shell.server.descriptions import descriptions
from pages._shell.server.networks import network_files
from pages._shell.server.terms import Terms, Trained

_KEY: Final = re.compile(r"[0-9a-f]{8,64}")
_PROBES: Final = ('"probe', '"kind":"ink"')
"""What a component says that asks for the probes of its networks."""


def gather(pages: Iterable[list[Node]]) -> tuple[dict[str, Any], set[str]]:
    """Return what the components of some pages fetch, by address, and what of it only other options ask for.

    JSON stands there as it is, networks as bytes.
    """
    found: dict[str, Any] = {}
    shown: set[str] = set()
    terms: set[str] = set()
    probed: set[str] = set()
    for nodes in pages:
        for node in parts(nodes):
            others = str(node["data"].get("others", ""))
            said = json.dumps([node["drawn"], {**node["data"], "others": ""}], separators=(",", ":"))
            said += "".join(_described(said + others, found))
            keys = _networks(said, found)
            shown |= keys
            _networks(others, found)
            if any(mark in said.replace("\\", "") for mark in _PROBES):
                probed |= keys
        terms |= set(_terms(nodes))
    for key in sorted(probed):
        try:
            found[f"networks/{key}/probe"] = json.loads(gzip.decompress(network_files().probe(key)))
        except ValueError:  # its task has no subject
            continue
    told = json.loads(gzip.decompress(Terms(Trained(desk())).packed()))
    found["terms"] = [term for term in told if term["id"] in terms]
    spare = {
        name for name, one in found.items() if isinstance(one, bytes) and name.split("/")[1] not in shown
    }
    return found, spare


def parts(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield the components among some nodes."""
    for node in nodes:
        if node["is"] == "part":
            yield node
        yield from parts(node.get("kids", []))


def _described(said: str, found: dict[str, Any]) -> Iterator[str]:
    """Yield the descriptions that a component names."""
    for key in set(_KEY.findall(said)):
        try:
            text = gzip.decompress(descriptions()[key]).decode()
        except KeyError:
            continue
        found[f"descriptions/{key}"] = json.loads(text)
        yield text


def _networks(said: str, found: dict[str, Any]) -> set[str]:
    """Put the networks that a component names among what was found; return their keys."""
    keys = set()
    for key in set(_KEY.findall(said)):
        try:
            file = gzip.decompress(network_files().file(key))
        except KeyError:
            continue
        found[f"networks/{key}"] = file
        keys.add(key)
    return keys


def _terms(part: Any) -> Iterator[str]:
    """Yield the terms that prose links to."""
    if isinstance(part, dict):
        if isinstance(part.get("data-term"), str):
            yield part["data-term"]
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from _terms(one)
