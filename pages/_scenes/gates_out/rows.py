"""What the scenes draw of a cell without some of its gates, from what is kept of an experiment."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from core.experiments import experiment, kept
from core.experiments.lessons.gates_out import GATES, name_of

LETTERS = dict(zip(GATES, "ifo", strict=True))


def shares_of(name: str) -> tuple[tuple[float, ...], ...]:
    """Return the shares of right answers of each line of an experiment, a number a random start.

    Raises:
        ValueError: when what is kept of it cannot be read.
    """
    known = kept(experiment(name))
    return tuple(known.of(line.name) for line in known.experiment.lines)


def rows_of(
    cells: Sequence[tuple[str, ...]],
    shares: Sequence[Sequence[float]],
    *,
    strong: int,
    here: Mapping[tuple[str, ...], float] | None = None,
    quoted: Mapping[str, float] | None = None,
) -> list[dict[str, Any]]:
    """Return the rows as the picture "ablation" takes them.

    Args:
        cells: The gates of each cell.
        shares: Its shares of right answers.
        strong: The place of the cell that the finding is about.
        here: The shares of networks that were trained here.
        quoted: What others measured, by the letters of the gates, per cent.
    """
    return [
        {
            "name": name_of(gates),
            "gates": list(gates),
            "shares": [round(share, 4) for share in own],
            "here": None if here is None else here.get(gates),
            "quoted": None if quoted is None else quoted["".join(LETTERS[gate] for gate in gates)],
            "strong": place == strong,
        }
        for place, (gates, own) in enumerate(zip(cells, shares, strict=True))
    ]


def in_words(cells: Sequence[tuple[str, ...]], shares: Sequence[Sequence[float]]) -> str:
    """Return the middle share of each cell in words."""
    return ", ".join(
        f"{name_of(gates)} {100 * median(own):.0f} %" for gates, own in zip(cells, shares, strict=True)
    )
