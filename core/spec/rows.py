"""Rows of a table of one's own, as the one text that a `TaskSpec` holds: its three forms, limits and checks.

- labels: a line for each row, its label, a tab, its text;
- tags: a line for each row, its tags, a tab, its words, both with spaces between;
- series: a line for each number.

So a table travels like any text of one's own: it is part of the recipe's key, goes to a worker and into a
file, and no link holds it. `core.tasks.table` makes such a text of a file. The other design was a field of
frozen rows beside `text`: it would have needed its own way through keys, workers, files, links and the lab.
"""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from .limits import Limit, shown

RowForm = Literal["labels", "tags", "series"]

ROWS: Final = Limit(20, 20_000, "rows of your own table")
NUMBERS: Final = Limit(60, 20_000, "numbers of your own series")
CLASSES: Final = Limit(2, 50, "different labels or tags")
MOST_LETTERS: Final = 400_000
"""Characters of all rows together."""

LONGEST_LABEL: Final = 64
FEWEST_OF_A_LABEL: Final = 4
"""Rows of each label: some to learn from, and one to ask."""

LARGEST: Final = 1e12
_FINEST: Final = 1e-9
_OFFSET: Final = 1e4
"""How many times their spread numbers may lie from 0: their last digits are lost in 32 bits beyond that."""


def check_rows(form: RowForm, text: str) -> None:
    """Refuse a text that has not the form, or more or less than the limits say.

    Raises:
        ValueError: with a sentence.
    """
    if len(text) > MOST_LETTERS:
        raise ValueError(
            f"Your table has {len(text):,} characters in the chosen columns; the most is {MOST_LETTERS:,}. "
            "Leave some rows out."
        )
    if form == "series":
        numbers_of(text)
    else:
        pairs_of(form, text)


@lru_cache(maxsize=8)
def pairs_of(form: RowForm, text: str) -> tuple[tuple[str, str], ...]:
    """Return (label, text) of each row, or (tags, words).

    Raises:
        ValueError: with a sentence, if there are no such rows.
    """
    what = "label and text" if form == "labels" else "tags and words"
    pairs = []
    for place, line in enumerate(text.split("\n"), start=1):
        left, tab, right = line.partition("\t")
        if not tab or "\t" in right or not left.strip() or not right.strip():
            raise ValueError(
                f"Row {place:,} of your table is {shown(line)}; expected {what} with one tab between."
            )
        pairs.append((left.strip(), right.strip()))
    check_count(len(pairs))
    seen: dict[str, int] = {}
    for place, (_, right) in enumerate(pairs, start=1):
        if (before := seen.setdefault(right.lower(), place)) < place:
            raise ValueError(
                f"Rows {before:,} and {place:,} of your table have the same text {shown(right)}. "
                "Leave one out, or it would be learnt and asked."
            )
    if form == "labels":
        _check_labels(Counter(label for label, _ in pairs))
    else:
        _check_tags(pairs)
    return tuple(pairs)


@lru_cache(maxsize=8)
def numbers_of(text: str) -> NDArray[np.float64]:
    """Return the numbers of a series, (N,), read-only.

    Raises:
        ValueError: with a sentence, if they are no numbers, or none that can be learnt from.
    """
    lines = text.split()
    low, high, _ = NUMBERS
    if not low <= len(lines) <= high:
        raise ValueError(
            f"Your series has {len(lines):,} numbers; choose {low:,.0f} to {high:,.0f}. "
            + ("Add more of them." if len(lines) < low else "Leave some out.")
        )
    found = np.empty(len(lines))
    for place, line in enumerate(lines):
        try:
            found[place] = float(line)
        except ValueError:
            raise ValueError(
                f"Number {place + 1:,} of your series is {shown(line)}; expected a number."
            ) from None
    if not np.isfinite(found).all():
        place = int(np.flatnonzero(~np.isfinite(found))[0])
        raise ValueError(
            f"Number {place + 1:,} of your series is {lines[place]}; leave out what is not finite."
        )
    spread, size = float(np.ptp(found)), float(np.abs(found).max())
    if size > LARGEST or (spread and spread < _FINEST):
        raise ValueError(
            f"The numbers of your series go from {found.min():g} to {found.max():g}; choose other units, so "
            f"that they lie below {LARGEST:g} and differ by at least {_FINEST:g}."
        )
    if not spread:
        raise ValueError(
            f"All numbers of your series are {found[0]:g}: there is nothing to learn. Choose others."
        )
    if abs(found.mean()) > _OFFSET * spread:
        raise ValueError(
            f"The numbers of your series hardly differ: they go from {found.min():.10g} to "
            f"{found.max():.10g}. Subtract a constant from all of them."
        )
    found.flags.writeable = False
    return found


def check_count(rows: int) -> None:
    """Refuse too few rows, or too many."""
    low, high, _ = ROWS
    if not low <= rows <= high:
        raise ValueError(
            f"Your table has {rows:,} usable {'row' if rows == 1 else 'rows'}; choose {low:,.0f} to "
            f"{high:,.0f}. " + ("Add more of them." if rows < low else "Leave some out.")
        )


def check_classes(classes: Mapping[str, int], rows: int, what: str) -> None:
    """Refuse too few different labels or tags, or too many; `what` names one of them."""
    low, high, _ = CLASSES
    if not low <= len(classes) <= high:
        many = f"{len(classes):,} different {what}s in {rows:,} rows"
        if len(classes) < low:
            many = f"only the {what} {shown(next(iter(classes)))}" if classes else f"no {what}"
        raise ValueError(
            f"Your table has {many}; choose a column with {low:.0f} to {high:.0f} different ones."
        )
    if long := next((name for name in classes if len(name) > LONGEST_LABEL), None):
        raise ValueError(
            f"The {what} {shown(long)} has {len(long):,} characters; the most is {LONGEST_LABEL}. Shorten it."
        )


def _check_labels(counts: Mapping[str, int]) -> None:
    check_classes(counts, sum(counts.values()), "label")
    for label, count in counts.items():
        if count < FEWEST_OF_A_LABEL:
            raise ValueError(
                f"The label {shown(label)} stands in {count} {'row' if count == 1 else 'rows'}; each needs "
                f"at least {FEWEST_OF_A_LABEL}. Leave it out, or add rows."
            )


def _check_tags(pairs: list[tuple[str, str]]) -> None:
    tags: Counter[str] = Counter()
    for place, (left, right) in enumerate(pairs, start=1):
        mine, words = left.split(), right.split()
        if len(mine) != len(words):
            raise ValueError(
                f"Row {place:,} has {len(words)} words and {len(mine)} tags; give each word one tag, with a "
                "space between."
            )
        tags.update(mine)
    check_classes(tags, len(pairs), "tag")


FORMS: Mapping[str, RowForm] = MappingProxyType({"labels": "labels", "tags": "tags", "series": "series"})
"""How the rows of a task are written, by its name."""
