"""What is kept of the claims as one table in Markdown: for README, and for whoever wants it as a file."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from .keeping import Kept

BEGIN: Final = "<!-- claims: python -m core.experiments --table -->"
END: Final = "<!-- /claims -->"
HEAD: Final = (
    "| claim | lectures say | seen at | bear it | would bear it | measured, median [range] | verdict |\n"
    "|---|---|---|---|---|---|---|"
)
_VERDICTS: Final = {"holds": "holds", "mostly": "holds on most", "fails": "does not hold here"}


def table(known: Sequence[Kept]) -> str:
    """Return a row for each experiment, in the order they come in.

    "bear it" is of how many seeds; "would bear it" the share of many more seeds, with 95 % confidence. Of
    each line that the proof draws the median and the range are told.
    """
    return "\n".join([HEAD, *map(_row, known)])


def written_into(path: Path, text: str) -> None:
    """Write a table into a file: between its two marks where it has them, or else as all of it.

    Raises:
        ValueError: if the file has one of the two marks only.
    """
    whole = path.read_text(encoding="utf-8") if path.exists() else ""
    if (BEGIN in whole) != (END in whole):
        raise ValueError(f"{path.name} has one of the two marks of the table only: {BEGIN} and {END}.")
    if BEGIN in whole:
        before, _, rest = whole.partition(BEGIN)
        text = f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}"
    else:
        text += "\n"
    path.write_text(text, encoding="utf-8")


def _row(one: Kept) -> str:
    experiment, verdict = one.experiment, one.verdict
    within = f" within {experiment.within}" if experiment.within and verdict.word != "fails" else ""
    cells = (
        experiment.claim,
        f"{experiment.said} ({experiment.source})" if experiment.source else experiment.said,
        experiment.scene,
        f"{verdict.bears} of {verdict.count} {experiment.drawn}",
        f"{verdict.low:.0%} to {verdict.high:.0%}",
        "; ".join(_line(one, line.name) for line in experiment.lines if not line.aside),
        f"{_VERDICTS[verdict.word]}{within}",
    )
    return f"| {' | '.join(_plain(cell) for cell in cells)} |"


def _line(one: Kept, name: str) -> str:
    values = sorted(value for value in one.of(name) if math.isfinite(value))
    if not values:
        return f"{name}: no number"
    middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
    percent = one.experiment.scale == "percent"
    low, half, high = (_number(value, percent=percent) for value in (values[0], middle, values[-1]))
    return f"{name} {half} [{low} to {high}]"


def _number(value: float, *, percent: bool) -> str:
    return f"{value:.0%}" if percent else f"{value:.3g}"


def _plain(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", " ")
