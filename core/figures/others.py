"""What the other options of a page's controls would show, beside the score that it shows.

The browser draws another option in the frame in which it is chosen, before the page has run for it
(`assets/stage/switch.js`). An option is told by the parts that differ from what is shown: other weights by
their network alone. Parts that several options share are sent once. A part may be a hash under which the
browser fetches more (`pages/_shell/server/descriptions.py`).
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Places = tuple[int, ...]
"""Which option of each control is chosen, counted from 0 in the order in which the control shows them."""


class Option(NamedTuple):
    """What a page shows: the description of its score, and the ids of the staves that are covered."""

    score: Mapping[str, Any]
    veiled: tuple[str, ...] = ()


def others(controls: Sequence[str], shown: Places, options: Mapping[Places, Option]) -> dict[str, Any]:
    """Return what the browser needs to draw the other options: plain values that travel as JSON.

    Args:
        controls: The keys of the controls.
        shown: What is chosen in each of them.
        options: What the page shows for each choice; those that it cannot show at once are left out.

    Raises:
        KeyError: if what is shown is not among the options.
    """
    score, veiled = options[shown]
    values: list[Any] = []
    told: dict[str, dict[str, Any]] = {}
    for places, option in options.items():
        changed = {name: part for name, part in option.score.items() if part != score[name]}
        told[_key(places)] = {"score": {name: _place(values, part) for name, part in changed.items()}}
        if set(option.veiled) != set(veiled):
            told[_key(places)]["veiled"] = list(option.veiled)
    return {"controls": list(controls), "shown": list(shown), "options": told, "values": values}


def _key(places: Places) -> str:
    return ",".join(map(str, places))


def _place(values: list[Any], part: Any) -> int:
    """Return where a part stands among the values, which it does from then on."""
    if part not in values:
        values.append(part)
    return values.index(part)
