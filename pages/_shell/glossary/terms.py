"""The terms, read from `assets/glossary/terms.toml`, held against the story and the signals of `core`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from core.equations.signals import signal_of
from core.spec import Kind, ModelSpec
from pages._shell.story import PAGES, Page, Scene

_FILE = Path(__file__).parents[3] / "assets" / "glossary" / "terms.toml"
_FIELDS = {"name", "also", "says", "symbol", "signal", "picture", "where"}
_GATED: tuple[Kind, ...] = ("lstm", "gru")


class Place(NamedTuple):
    """Where a term is used: a page, and one of its scenes if it has some."""

    page: Page
    scene: Scene | None

    @property
    def title(self) -> str:
        """What the place is called."""
        return f"{self.page.title.rstrip('?')}: {self.scene.title}" if self.scene else self.page.title

    @property
    def address(self) -> str:
        """Its address, beside those of the other pages: "lstm?scene=gates"."""
        return f"{self.page.name}?scene={self.scene.name}" if self.scene else self.page.name


class Term(NamedTuple):
    """A term of the glossary.

    Attributes:
        id: Its name in links; it is kept.
        name: What it is called.
        also: Other ways in which prose writes it.
        says: What it is, in one plain sentence.
        symbol: How equations and pictures write it; "" where it has none.
        signal: The signal of a cell that it is; "" where it is none.
        picture: What computes its picture, and with which words.
        where: The places where it is used, the one that teaches it first.
    """

    id: str
    name: str
    also: tuple[str, ...]
    says: str
    symbol: str
    signal: str
    picture: tuple[str, ...]
    where: tuple[Place, ...]


def place(said: str) -> Place:
    """Return a place by its address in the terms' file: "train" or "lstm/gates".

    Raises:
        ValueError: if there is no such page, or it has no such scene.
    """
    name, _, scene = said.partition("/")
    page = next((one for one in PAGES if one.name == name), None)
    found = next((one for one in page.scenes if one.name == scene), None) if page else None
    if page is None or (scene and found is None):
        raise ValueError(f"There is no place {said!r} in the story; expected a page, or page/scene.")
    return Place(page, found)


def read_terms(text: str) -> Mapping[str, Term]:
    """Return the terms of a file by their ids, in the order of their names.

    Raises:
        ValueError: if a term has an unknown field, names no place that exists, or is told of twice.
    """
    terms = [_term(name, said) for name, said in tomllib.loads(text).items()]
    written = [one.lower() for term in terms for one in (term.name, *term.also)]
    if twice := {one for one in written if written.count(one) > 1}:
        raise ValueError(f"Two terms are written alike: {', '.join(sorted(twice))}.")
    return {term.id: term for term in sorted(terms, key=lambda term: term.name.lower())}


def _term(name: str, said: Mapping[str, Any]) -> Term:
    if unknown := set(said) - _FIELDS:
        raise ValueError(f"{name} has {', '.join(sorted(unknown))}; expected {', '.join(sorted(_FIELDS))}.")
    signal = said.get("signal", "")
    return Term(
        name,
        said["name"],
        tuple(said.get("also", ())),
        said["says"],
        symbols(signal) if signal else said.get("symbol", ""),
        signal,
        tuple(said["picture"]),
        tuple(map(place, said["where"])),
    )


def symbols(signal: str) -> str:
    """Return the letters of a signal: of the LSTM, then those that a GRU writes otherwise ("g, n").

    Raises:
        ValueError: if no cell has it.
    """
    found: list[str] = []
    for kind in _GATED:
        try:
            letter = signal_of(ModelSpec(kind), signal).symbol
        except KeyError as problem:
            raise ValueError(f"No cell has a signal {signal!r}.") from problem
        if letter not in found:
            found.append(letter)
    return ", ".join(found)


TERMS: Mapping[str, Term] = read_terms(_FILE.read_text(encoding="utf-8"))
"""All terms by their ids, in the order of their names."""
