"""A notebook of some cells, in the format that Jupyter and its relatives open (nbformat 4.5)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, NamedTuple


class Cell(NamedTuple):
    """A cell: a text for people, or lines of Python."""

    is_code: bool
    text: str


def notebook(cells: Sequence[Cell]) -> str:
    """Return cells as the text of a notebook; the same cells give the same text."""
    told = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        },
        "cells": [_cell(number, cell) for number, cell in enumerate(cells)],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _cell(number: int, cell: Cell) -> dict[str, Any]:
    identity = hashlib.sha256(f"{number} {cell.text}".encode()).hexdigest()[:8]
    told: dict[str, Any] = {
        "id": identity,
        "cell_type": "code" if cell.is_code else "markdown",
        "metadata": {},
        "source": cell.text.splitlines(keepends=True),
    }
    return told | ({"execution_count": None, "outputs": []} if cell.is_code else {})


def plain(cells: Sequence[Cell]) -> str:
    """Return the lines of the cells of Python alone, to copy."""
    return "\n\n".join(cell.text.rstrip() for cell in cells if cell.is_code) + "\n"
