"""A table of one's own, as it comes out of a file or the clipboard: columns recognised, rows made of them.

    table = read_table(Path("reviews.csv").read_bytes())
    rows = table.labelled("review", "stars")     # or tagged("words", "tags"), or series("temperature")
    task = replace(default_run("lstm", "labels").task, text=rows.text)

Bytes may be UTF-8, with or without a byte-order mark, UTF-16 with one, or Latin-1; cells may be parted by
commas, semicolons or tabs, and quoted; a comma may be the decimal sign. What a column is
(`core.tasks.kinds`) and whether the first row names the columns is guessed, and can be said. What is left
out is counted and named; what cannot be used is refused with a sentence. Nothing is read beyond the limits.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final, NamedTuple

from ..spec.limits import shown
from ..spec.rows import (
    CLASSES,
    FEWEST_OF_A_LABEL,
    LONGEST_LABEL,
    ROWS,
    RowForm,
    check_classes,
    check_count,
    check_rows,
)
from .cells import cut, decoded, delimiter_of, number, with_comma
from .kinds import MISSING, Kind, kind_of, names_columns, pairs_of_tokens, sentences_of

_NAMES: Final = {"\t": "tabs", ";": "semicolons", ",": "commas"}


class Rows(NamedTuple):
    """Rows of a table that a task can learn from.

    Attributes:
        form: The task they are for.
        text: They themselves, as `TaskSpec.text` holds them.
        size: How many there are.
        left_out: How many rows or cells are left out, by the reason.
        noted: How many are changed, or used as they are, by what is to be said of them.
    """

    form: RowForm
    text: str
    size: int
    left_out: Mapping[str, int]
    noted: Mapping[str, int]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is left out and what is noted, one line each."""
        lines = [f"{count:,} left out: {why}" for why, count in self.left_out.items()]
        return (*lines, *(f"{count:,} {what}" for what, count in self.noted.items()))


@dataclass(frozen=True)
class Table:
    """Cells by column.

    Attributes:
        names: The columns' names; "column 1" where the table gives none.
        cells: (rows) of each column, cleaned: one line, no invisible characters, one space between words.
        header: Whether the first row named the columns.
        delimiter: What parts the cells; empty if there is one column.
        encoding: How the bytes were read; "text" if none came.
        short: How many rows had fewer cells than columns; the missing ones are empty.
        long: How many had more; these are left out, because what stands where cannot be known.
    """

    names: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    header: bool
    delimiter: str
    encoding: str
    short: int = 0
    long: int = 0

    @property
    def rows(self) -> int:
        """How many rows there are, without the names."""
        return len(self.cells[0])

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """What each column seems to hold."""
        kinds = [kind_of(cells) for cells in self.cells]
        for words, tags in pairs_of_tokens(self.cells):
            kinds[words], kinds[tags] = "tokens", "tags"
            break
        return tuple(kinds)

    @property
    def in_words(self) -> str:
        """How it was read, in one sentence."""
        named = "the first row names them" if self.header else "no row names them"
        parted = f", parted by {_NAMES[self.delimiter]}" if self.delimiter else ""
        encoded = "" if self.encoding == "text" else f", read as {self.encoding}"
        columns = _counted(len(self.names), "column")
        said = f"{_counted(self.rows, 'row')}, {columns} ({named}){parted}{encoded}."
        if self.long:
            said += f" {_counted(self.long, 'row')} with more cells left out: quote what holds a delimiter."
        return f"{said} {_counted(self.short, 'row')} with fewer cells filled up." if self.short else said

    def head(self, count: int = 5) -> tuple[tuple[str, ...], ...]:
        """Return the first rows."""
        return tuple(islice(zip(*self.cells, strict=True), count))

    def guess(self) -> tuple[RowForm, tuple[str, ...]]:
        """Return what the table seems good for, and the columns for it.

        Words and tags first, then a text beside labels, then numbers.

        Raises:
            ValueError: if no column is good for anything.
        """
        named: dict[Kind, list[str]] = {}
        for name, kind in zip(self.names, self.kinds, strict=True):
            named.setdefault(kind, []).append(name)
        if "tags" in named:
            return "tags", (named["tokens"][0], named["tags"][0])
        if "text" in named and "label" in named:
            longest = max(named["text"], key=lambda name: sum(map(len, set(self.column(name)))))
            return "labels", (longest, named["label"][0])
        if pair := self._word_a_row():
            return "tags", pair
        prose = [name for name in named.get("text", ()) if self._in_sentences(name)]
        if prose and (classes := [one for one in named.get("number", ()) if self._few(one)]):
            return "labels", (prose[0], classes[0])
        if "number" in named:
            return "series", (named["number"][-1],)
        raise ValueError(
            f"Your table has {_counted(len(self.names), 'column')} ({_listed(self.names)}), and no label "
            "beside a text, no tags beside words, no numbers. Add such a column."
        )

    def column(self, name: str) -> tuple[str, ...]:
        """Return the cells of a column.

        Raises:
            ValueError: if there is none of this name.
        """
        if name not in self.names:
            raise ValueError(f"There is no column {shown(name)}; the table has {_listed(self.names)}.")
        return self.cells[self.names.index(name)]

    def labelled(self, text: str, label: str) -> Rows:
        """Return rows for the task *labels*: to a text its label.

        Left out are rows without text or label, rows of labels that are rarer than four rows, and
        repetitions of a text: the same text would be learnt and asked.

        Raises:
            ValueError: with a sentence, if they cannot be learnt from.
        """
        self._check_two(text, label)
        there = [row for row in zip(self.column(label), self.column(text), strict=True) if any(row)]
        sieve = _Sieve(there)
        sieve.drop("a cell is empty", lambda row: row[0].lower() in MISSING or not row[1])
        check_classes(Counter(row[0] for row in sieve.rows), len(sieve.rows), f"label in “{label}”")
        sieve.drop_seen("the same text stands above", lambda row: row[1].lower())
        counts = Counter(row[0] for row in sieve.rows)
        rare = sorted(name for name, count in counts.items() if count < FEWEST_OF_A_LABEL)
        why = f"the label has fewer than {FEWEST_OF_A_LABEL} rows ({_listed(rare)})"
        sieve.drop(why, lambda row: row[0] in rare)
        return sieve.made("labels")

    def tagged(self, tokens: str, tags: str) -> Rows:
        """Return rows for the task *tags*: to each word its tag.

        A cell holds a sentence, cut at its spaces, and beside it as many tags. Or it holds one word, and
        beside it its tag; then an empty row ends a sentence, or a full stop where there is no empty row.

        Raises:
            ValueError: with a sentence, if they cannot be learnt from.
        """
        self._check_two(tokens, tags)
        rows = list(zip(self.column(tags), self.column(tokens), strict=True))
        if all(len(words.split()) <= 1 for _, words in rows):
            rows = sentences_of(rows)
        sieve = _Sieve(rows)
        sieve.drop("a cell is empty", lambda row: not row[0] or not row[1])
        sieve.drop("not as many tags as words", lambda row: len(row[0].split()) != len(row[1].split()))
        sieve.check()
        found = Counter(tag for row in sieve.rows for tag in row[0].split())
        check_classes(found, len(sieve.rows), f"tag in “{tags}”")
        sieve.drop_seen("the same sentence stands above", lambda row: row[1].lower())
        return sieve.made("tags")

    def series(self, name: str) -> Rows:
        """Return the numbers of a column for the task *series*, in the order of the rows.

        Cells without a number are left out; what stands before and after them is then neighbours.

        Raises:
            ValueError: with a sentence, if they cannot be learnt from.
        """
        cells = self.column(name)
        comma = with_comma(cells)
        values = [number(cell, comma) for cell in cells]
        kept = [repr(value) for value in values if value is not None]
        empty = sum(cell.lower() in MISSING for cell in cells)
        left_out = {
            "no number in the cell, so its neighbours follow one another": empty,
            "the cell holds something else than a number": len(cells) - len(kept) - empty,
        }
        if not kept:
            raise ValueError(
                f"Column “{name}” has no number in it: its first cell is {shown(cells[0])}. Choose a column "
                "of numbers."
            )
        text = "\n".join(kept)
        check_rows("series", text)
        notes = {"numbers have a decimal comma": len(kept)} if comma else {}
        return Rows("series", text, len(kept), {why: n for why, n in left_out.items() if n}, notes)

    def made(self, form: RowForm, columns: Sequence[str]) -> Rows:
        """Return rows for a task by its name; `columns` as `guess` gives them. They are made once."""
        wanted = (form, *columns)
        if wanted not in self._made:
            makers: dict[RowForm, Callable[..., Rows]]
            makers = {"labels": self.labelled, "tags": self.tagged, "series": self.series}
            self._made[wanted] = makers[form](*columns)
        return self._made[wanted]

    @cached_property
    def _made(self) -> dict[tuple[str, ...], Rows]:
        return {}

    def _word_a_row(self) -> tuple[str, str] | None:
        """Return the columns of words and of tags if rows have one of each, and empty rows part sentences."""
        if all(map(any, zip(*self.cells, strict=True))):
            return None
        single = [name for name in self.names if all(" " not in cell for cell in self.column(name))]
        kinds = {name: len(set(self.column(name)) - {""}) for name in single}
        tags = [name for name in single if CLASSES.low <= kinds[name] <= CLASSES.high]
        words = [name for name in single if tags and kinds[name] > kinds[tags[-1]] and name != tags[-1]]
        return (words[0], tags[-1]) if words else None

    def _in_sentences(self, name: str) -> bool:
        """Whether the cells of a column have several words each, on average."""
        cells = self.column(name)
        return sum(len(cell.split()) for cell in cells) >= 2 * len(cells)

    def _few(self, name: str) -> bool:
        """Whether a column of numbers may as well be one of labels."""
        cells = self.column(name)
        return len(set(cells)) <= min(10, len(cells) // FEWEST_OF_A_LABEL)

    def _check_two(self, one: str, other: str) -> None:
        if one == other:
            raise ValueError(f"Column {shown(one)} was chosen twice; choose two columns.")


def read_table(data: bytes | str, *, header: bool | None = None) -> Table:
    """Read a table out of a file's bytes, or out of pasted text.

    Args:
        data: CSV, or cells parted by tabs, as spreadsheets copy them.
        header: Whether the first row names the columns; None guesses.

    Raises:
        ValueError: with a sentence, if it is no table, or beyond the limits.
    """
    text, encoding = decoded(data)
    if not text.strip():
        raise ValueError("The table is empty. Choose a file with rows in it, or paste some.")
    delimiter = delimiter_of(text)
    rows = cut(text, delimiter)
    width = max(Counter(map(len, rows)).items(), key=lambda one: (one[1], one[0]))[0]
    full = [row + [""] * (width - len(row)) for row in rows if len(row) <= width]
    named = names_columns(full) if header is None else header
    names = tuple(
        (named and cell[:LONGEST_LABEL]) or f"column {at}" for at, cell in enumerate(full[0], start=1)
    )
    if twice := [name for name, count in Counter(names).items() if count > 1]:
        raise ValueError(
            f"{_counted(names.count(twice[0]), 'column')} are called {shown(twice[0])}; rename one."
        )
    body = full[1:] if named else full
    while body and not any(body[-1]):
        body.pop()
    if not body:
        raise ValueError("The table has one row, and it names the columns. Add rows below it.")
    return Table(
        names,
        tuple(zip(*body, strict=True)),
        named,
        delimiter if width > 1 else "",
        encoding,
        short=sum(0 < len(row) < width for row in rows),
        long=len(rows) - len(full),
    )


class _Sieve:
    """Rows that become fewer, and how many each rule took."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self.rows = list(rows)
        self._taken: dict[str, int] = {}

    def drop(self, why: str, wrong: Callable[[tuple[str, str]], bool]) -> None:
        """Take away the rows that are wrong."""
        kept = [row for row in self.rows if not wrong(row)]
        if len(kept) < len(self.rows):
            self._taken[why] = len(self.rows) - len(kept)
        self.rows = kept

    def drop_seen(self, why: str, same: Callable[[tuple[str, str]], str]) -> None:
        """Keep the first of rows that are the same."""
        first: dict[str, tuple[str, str]] = {}
        for row in self.rows:
            first.setdefault(same(row), row)
        self.drop(why, lambda row: first[same(row)] is not row)

    def made(self, form: RowForm) -> Rows:
        """Return what is left, or refuse it."""
        self.check()
        text = "\n".join("\t".join(row) for row in self.rows)
        check_rows(form, text)
        return Rows(form, text, len(self.rows), self._taken, {})

    def check(self) -> None:
        """Refuse too few rows, and say what became of the others."""
        if len(self.rows) < ROWS.low and self._taken:
            taken = "; ".join(f"{count:,} left out: {why}" for why, count in self._taken.items())
            raise ValueError(
                f"Your table has {_counted(len(self.rows), 'usable row')} ({taken}); {ROWS.low:.0f} are "
                "needed. Add more of them."
            )
        check_count(len(self.rows))


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _listed(names: Sequence[str]) -> str:
    rest = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(f"“{name[:40]}”" for name in names[:5]) + rest
