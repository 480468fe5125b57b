"""What a page's other options show, put together as the browser does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def pictured(
    others: Mapping[str, Any], places: Sequence[int], score: Mapping[str, Any], veiled: Sequence[str]
) -> tuple[dict[str, Any], list[str]]:
    """Return the description of an option's score, and what is covered; `score`, `veiled`: what is shown."""
    option = others["options"][",".join(map(str, places))]
    changed = {name: others["values"][place] for name, place in option["score"].items()}
    return {**score, **changed}, list(option.get("veiled", veiled))
