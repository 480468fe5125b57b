"""What the columns of a table seem to hold, and whether its first row names them: both can be overruled."""

from collections.abc import Sequence
from typing import Final, Literal

from ..spec.rows import CLASSES, LONGEST_LABEL
from .cells import is_number

Kind = Literal["text", "label", "number", "tokens", "tags"]
"""What a column seems to hold. "tokens" and "tags" go together: as many in each row, with spaces between."""

_LOOKED_AT: Final = 200
"""Rows in which words are counted beside tags."""

_MOSTLY: Final = 0.9
MISSING: Final = frozenset(("", "na", "n/a", "nan", "null", "none", "inf", "-inf", "infinity", "-", "?"))


def names_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: no number in it, nothing that comes again below."""
    first, below = rows[0], rows[1:]
    if not below or not any(first) or any(is_number(cell) for cell in first):
        return False
    columns = list(zip(*below, strict=True))
    if any(kind_of(cells) == "number" for cells in columns):
        return True
    if any(name in cells for name, cells in zip(first, columns, strict=True) if name):
        return False
    repeated = any(kind_of(cells) == "label" for cells in columns)
    return repeated or max(map(len, first)) < min(20, sum(map(len, columns[0])) / len(below))


def kind_of(cells: Sequence[str]) -> Kind:
    """Return what a column seems to hold by itself: numbers, labels that come again, or text."""
    there = [cell for cell in cells if cell.lower() not in MISSING]
    if there and sum(map(is_number, there)) >= _MOSTLY * len(there):
        return "number"
    different = set(there)
    few = len(different) <= min(CLASSES.high, max(len(there) / 2, 2)) and len(different) < len(there)
    return "label" if few and max(map(len, different)) <= LONGEST_LABEL else "text"


def pairs_of_tokens(cells: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return the places of two columns with as many words in each row, that of the fewer kinds behind."""
    counts = [[len(cell.split()) for cell in column[:_LOOKED_AT]] for column in cells]
    found = []
    for one in range(len(cells)):
        for other in range(one + 1, len(cells)):
            same = sum(a == b for a, b in zip(counts[one], counts[other], strict=True))
            if sum(counts[one]) < 2 * len(counts[one]) or same < _MOSTLY * len(counts[one]):
                continue
            kinds = [len({word for cell in cells[at] for word in cell.split()}) for at in (one, other)]
            if min(kinds) <= CLASSES.high and min(kinds) < max(kinds):
                found.append((one, other) if kinds[0] > kinds[1] else (other, one))
    return found


def sentences_of(rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return sentences of rows with a word each: an empty row ends one, or else a full stop."""
    stops = not any(not tag and not word for tag, word in rows)
    found: list[tuple[list[str], list[str]]] = [([], [])]
    for tag, word in rows:
        if word or tag:
            found[-1][0].append(tag.replace(" ", "_"))
            found[-1][1].append(word)
        if (stops and word in (".", "!", "?")) or not (word or tag):
            found.append(([], []))
    return [(" ".join(tags), " ".join(words)) for tags, words in found if words]
