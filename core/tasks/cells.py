"""The cells of a table: bytes to text, text to cells, cells to numbers. Nothing is read beyond the limits."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final

from ..spec.limits import shown
from ..spec.rows import NUMBERS, ROWS

MOST_BYTES: Final = 4_000_000
MOST_COLUMNS: Final = 200
MOST_LETTERS_OF_A_CELL: Final = 20_000
_DELIMITERS: Final = ("\t", ";", ",")
NOTHING: Final = "\x1f"
"""The delimiter of a table with one column: no cell has it."""

_LOOKED_AT: Final = 200
"""Lines that the delimiter is guessed from."""

_POINT = re.compile(r"[-+−]?(\d+\.?\d*|\.\d+|\d{1,3}(,\d{3})+(\.\d*)?)(e[-+]?\d{1,3})?", re.IGNORECASE)
_COMMA = re.compile(r"[-+−]?(\d+,?\d*|,\d+|\d{1,3}(\.\d{3})+(,\d*)?)(e[-+]?\d{1,3})?", re.IGNORECASE)
_VANISHING = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff]")


def decoded(data: object) -> tuple[str, str]:
    """Return the text of a table, and how its bytes were read."""
    if not isinstance(data, bytes | str):
        raise ValueError(  # noqa: TRY004 - as every other value that is refused
            f"The table is {shown(data)}; expected the bytes of a file, or text."
        )
    if len(data) > MOST_BYTES:
        unit = "bytes" if isinstance(data, bytes) else "characters"
        raise ValueError(
            f"The table has {len(data):,} {unit}; the most is {MOST_BYTES:,}. Leave rows or columns out."
        )
    if isinstance(data, str):
        return data.removeprefix("\ufeff"), "text"
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ValueError(
            "This is a workbook or an archive, and no text. Save the sheet as CSV and choose that."
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError:
            raise ValueError("The file begins as UTF-16 and is none. Save it as UTF-8.") from None
    if b"\x00" in data:
        raise ValueError(
            "This is no text: there are zero bytes in it. Save the table as CSV and choose that."
        )
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "Latin-1"


def delimiter_of(text: str) -> str:
    """Return what parts the cells of most lines, all in the same way."""
    lines = [line for line in islice(lines_of(text), _LOOKED_AT) if line.strip()]

    def agreement(delimiter: str) -> tuple[float, int]:
        widths = Counter(len(row) for row in _rows("".join(lines), delimiter) if row)
        width, count = max(widths.items(), key=lambda one: (one[1], one[0]))
        return (count / widths.total() if width > 1 else 0.0), -_DELIMITERS.index(delimiter)

    best = max(_DELIMITERS, key=agreement)
    share, _ = agreement(best)
    first_is_one = len(next(_rows(lines[0], best), [])) == 1
    if share == 0 or (
        best == "," and first_is_one and all(_COMMA.fullmatch(one.strip()) for one in lines[1:])
    ):
        return NOTHING  # nothing parts them: a comma is the decimal sign, or belongs to a text
    return best


def lines_of(text: str) -> Iterable[str]:
    """Return the lines of a text one by one, with their ends as they are."""
    return io.StringIO(text, newline="")


def _rows(text: str, delimiter: str) -> Any:
    """Return a reader of the `csv` module."""
    return csv.reader(lines_of(text), delimiter=delimiter, skipinitialspace=delimiter != "\t")


def cut(text: str, delimiter: str) -> list[list[str]]:
    """Cut a text into cells, as few rows as the limit allows."""
    rows: list[list[str]] = []
    most = int(max(ROWS.high, NUMBERS.high)) + 1
    _check_quotes(text, delimiter, most)
    reader = _rows(text, delimiter)
    try:
        for row in reader:
            rows.append([_clean(cell) for cell in row[: MOST_COLUMNS + 1]])
            if len(rows) > most:
                raise ValueError(f"The table has more than {most - 1:,} rows. Leave some out.")
            if len(row) > MOST_COLUMNS:
                raise ValueError(
                    f"Row {len(rows):,} has {len(row):,} cells; the most is {MOST_COLUMNS}. Leave columns "
                    "out."
                )
            if any(len(cell) > MOST_LETTERS_OF_A_CELL for cell in row):
                raise ValueError(
                    f"A cell of row {len(rows):,} has more than {MOST_LETTERS_OF_A_CELL:,} characters. "
                    "Shorten it, "
                    'or close its quote (").'
                )
    except csv.Error as error:
        raise ValueError(
            f"Line {reader.line_num:,} cannot be cut into cells ({error}). Close its quotes, or save the "
            "table again as CSV."
        ) from None
    while rows and not any(rows[0]):
        rows.pop(0)
    if not rows:
        raise ValueError("The table has nothing in it that can be read. Choose another file.")
    return rows


def _check_quotes(text: str, delimiter: str, most: int) -> None:
    """Refuse a quote that is never closed: all rows behind it would be one cell. `most` rows are read."""
    reader = csv.reader(lines_of(text), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for _ in islice(reader, most):
            begins = reader.line_num + 1
    except csv.Error as error:
        if "end of data" in str(error):
            raise ValueError(
                f'A quote (") that opens in line {begins:,} is never closed. Close it, or take it away.'
            ) from None


def _clean(cell: str) -> str:
    """Return a cell as one line without what nobody sees."""
    return " ".join(_VANISHING.sub("", cell).split())


def is_number(cell: str) -> bool:
    """Whether a cell is a number, with a point or a comma."""
    return bool(_POINT.fullmatch(cell) or _COMMA.fullmatch(cell))


def with_comma(cells: Sequence[str]) -> bool:
    """Whether the comma is the decimal sign of a column: more cells are numbers then."""
    return sum(bool(_COMMA.fullmatch(c)) for c in cells) > sum(bool(_POINT.fullmatch(c)) for c in cells)


def number(cell: str, comma: bool) -> float | None:
    """Return the number in a cell, None if there is none."""
    if not (_COMMA if comma else _POINT).fullmatch(cell):
        return None
    plain = cell.replace("−", "-")
    return float(plain.replace(".", "").replace(",", ".") if comma else plain.replace(",", ""))
