"""What is sent to the browser: scores, their descriptions, what their options show, and drawings.

Of a score the text says no more than its sentence, its networks and the hash of its description, which
browsers keep.
"""

import hashlib
import json
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from core import Network, Reading
from core.figures.others import Option, Places
from core.figures.others import others as told_by_difference
from pages._shell.caches import MOST

OF_A_SENTENCE = ("sentence", "target", "networks")
"""The parts of a score that are sent with each sentence; the others are fetched once, under their hash."""

NO_SENTENCE = Reading((), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_))
"""What options are described with that are told by their difference: their sentence is the one shown."""


class Description(NamedTuple):
    """What a score shows of any sentence, as JSON text; browsers keep it under its hash."""

    key: str
    text: str


class Sheet(NamedTuple):
    """A picture as JSON text, a signature, and what the browser fetches for it.

    The browser builds the picture anew only when its signature changes. Of a score the text says no more than
    its sentence, its networks and the hash of its description.
    """

    signature: str
    text: str
    networks: tuple[Network, ...] = ()
    description: Description | None = None


class Drawing(NamedTuple):
    """A Plotly figure as JSON text, and what it says in words."""

    text: str
    alt: str


class Others(NamedTuple):
    """What the other options of a page's controls would show, as JSON text, and what is fetched for it.

    Without any, the text is empty.
    """

    text: str = ""
    networks: tuple[Network, ...] = ()
    descriptions: tuple[Description, ...] = ()


@lru_cache(maxsize=MOST)
def others(
    controls: tuple[str, ...],
    shown: Places,
    options: tuple[tuple[Places, tuple[Sheet, tuple[str, ...]]], ...],
) -> Others:
    """Return `core.figures.others.others` of sheets and what is covered on them; nothing of one alone."""
    if len(options) < 2:
        return Others()
    described = {places: Option(json.loads(sheet.text), veiled) for places, (sheet, veiled) in options}
    told = told_by_difference(controls, shown, described)
    networks = dict.fromkeys(network for _, (sheet, _) in options for network in sheet.networks)
    described_by = dict.fromkeys(sheet.description for _, (sheet, _) in options if sheet.description)
    return Others(as_json(told), tuple(networks), tuple(described_by))


def score_sheet(made: dict[str, Any], networks: tuple[Network, ...]) -> Sheet:
    """Return the sheet of a score: what changes with a sentence, and under its hash what does not."""
    lasting = as_json({name: part for name, part in made.items() if name not in OF_A_SENTENCE})
    description = Description(hashlib.sha256(lasting.encode()).hexdigest()[:16], lasting)
    sent = {"description": description.key, **{name: made[name] for name in OF_A_SENTENCE}}
    return sheet_of(sent, networks, description)


def sheet_of(
    made: dict[str, Any], networks: tuple[Network, ...] = (), description: Description | None = None
) -> Sheet:
    """Return a picture with its signature, which is another one when anything it says is."""
    text = as_json(made)
    signature = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
    return Sheet(signature, text, networks, description)


def as_json(made: dict[str, Any]) -> str:
    """Return values as JSON text without spaces."""
    return json.dumps(made, separators=(",", ":"))
