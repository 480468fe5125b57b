"""Tables of one's own: what they are read as, what is left out, a sentence for each that cannot be used."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import RunSpec, default_run, from_file, initial_network, read_table, to_file
from core.recipes.link import to_line
from core.spec.rows import MOST_LETTERS, ROWS, numbers_of, pairs_of
from core.tasks import cells
from core.tasks.table import Rows

REVIEWS = [
    (f"a good film, number {n}" if n % 3 else f"a bad film {n}", "pos" if n % 3 else "neg") for n in range(60)
]
TAGGED = [(f"the dog n{n} runs", "DET NOUN NUM VERB") for n in range(30)]
CURVE = [float(n % 7) for n in range(80)]


def written(rows: Any, header: tuple[str, ...] = (), delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([header, *rows] if header else rows)
    return out.getvalue()


def made(data: bytes | str) -> Rows:
    table = read_table(data)
    return table.made(*table.guess())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("header", [(), ("review", "stars")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "text"])
def test_one_table_is_read_alike_however_it_is_written(
    delimiter: str, header: tuple[str, ...], encoding: str
) -> None:
    rows = [
        (f"{text} – schön" if encoding != "latin-1" else f"{text} schön", label) for text, label in REVIEWS
    ]
    text = written(rows, header, delimiter)
    table = read_table(text if encoding == "text" else text.encode(encoding))
    assert table.names == (header or ("column 1", "column 2"))
    assert (table.header, table.delimiter, table.rows) == (bool(header), delimiter, len(rows))
    assert table.kinds == ("text", "label")
    assert table.head(2) == tuple(rows[:2])
    assert table.guess() == ("labels", table.names)
    found = table.labelled(*table.names)
    assert pairs_of("labels", found.text) == tuple((label, text) for text, label in rows)
    assert (found.size, found.left_out) == (60, {})


def test_a_decimal_comma_is_one_with_and_without_semicolons() -> None:
    values = "\n".join(f"{value:.2f};x{at}" for at, value in enumerate(CURVE)).replace(".", ",")
    alone = "\n".join(["height", *(f"{value:.2f}" for value in CURVE)]).replace(".", ",")
    for table, column in ((read_table(f"v;name\n{values}"), "v"), (read_table(alone), "height")):
        found = table.series(column)
        assert numbers_of(found.text).tolist() == CURVE
        assert found.sentences == ("80 numbers have a decimal comma",)
    thousands = read_table("v\n" + "\n".join(f'"1,{100 + n}.5"' for n in range(60)))
    assert numbers_of(thousands.series("v").text)[:2].tolist() == [1100.5, 1101.5]


def test_words_and_tags_stand_in_a_row_or_one_below_another() -> None:
    rows = made(written(TAGGED, ("sentence", "pos")))
    lines = "\n\n".join(
        "\n".join(map("\t".join, zip(words.split(), tags.split(), strict=True))) for words, tags in TAGGED
    )
    below = made(f"word\tpos\n{lines}\n")
    assert rows.form == below.form == "tags"
    assert rows.text == below.text
    assert pairs_of("tags", rows.text)[0] == ("DET NOUN NUM VERB", "the dog n0 runs")


def test_a_text_that_is_the_same_in_every_row_is_not_guessed_to_be_the_one() -> None:
    rows = [("the same long remark in every row " * 3, label, text) for text, label in REVIEWS]
    table = read_table(written(rows, ("remark", "stars", "review")))
    assert table.guess() == ("labels", ("review", "stars"))


def test_what_is_left_out_is_counted_and_named() -> None:
    more = [("", "pos"), ("no label", ""), REVIEWS[1], ("odd one", "rare"), ("odd two", "rare")]
    found = read_table(written([*REVIEWS, *more], ("t", "l"))).labelled("t", "l")
    assert found.size == len(REVIEWS)
    assert found.sentences == (
        "2 left out: a cell is empty",
        "1 left out: the same text stands above",
        "2 left out: the label has fewer than 4 rows (“rare”)",
    )
    holes = read_table("v\n" + "\n".join(map(str, [*CURVE, "NaN", "", "NaN", "much", *CURVE])))
    told = holes.series("v")
    assert told.size == 2 * len(CURVE)
    assert told.sentences == (
        "3 left out: no number in the cell, so its neighbours follow one another",
        "1 left out: the cell holds something else than a number",
    )
    tagged = read_table(written([*TAGGED, ("one two", "A")], ("w", "t"))).tagged("w", "t")
    assert tagged.sentences == ("1 left out: not as many tags as words",)
    wide = read_table(written([*REVIEWS, ("a", "pos", "x")], ("t", "l")))
    assert "1 row with more cells left out" in wide.in_words
    assert wide.rows == len(REVIEWS)


def test_a_table_is_cleaned_and_stays_text() -> None:
    rows = [(f"<b>bold</b>\x00\u0007 {n}\n new\u2028line ".replace("\x00", ""), "=1+1") for n in range(30)]
    rows += [(f"plain {n}", "b") for n in range(30)]
    table = read_table(written(rows, ("t", "l")))
    assert table.head(1) == (("<b>bold</b> 0 new line", "=1+1"),)
    assert table.labelled("t", "l").size == 60


SENTENCES: list[tuple[Any, str]] = [
    (b"", "The table is empty"),
    ("  \n\t\n", "The table is empty"),
    (7, "expected the bytes of a file, or text"),
    (b"PK\x03\x04rest", "Save the sheet as CSV"),
    (b"\x89PNG\r\n\x00", "zero bytes"),
    (b"\xff\xfea", "UTF-16"),
    ("text,label\n", "it names the columns. Add rows|no label beside a text"),
    ("a,a\n1,2\n3,4\n", "2 columns are called 'a'; rename one"),
    ('t,l\n"open,pos\nb,neg\n', "opens in line 2 is never closed"),
    ("x" * (cells.MOST_BYTES + 1), "the most is 4,000,000"),
    ("1\n" * 30_000, "more than 20,000 rows"),
    (",".join("abc" * 100) + "\n1", "the most is 200"),
    ("t,l\n" + "a" * 30_000 + ",pos\n", "more than 20,000 characters"),
    (written(REVIEWS[:1], ("t", "l")), "no label beside a text"),
    (written(REVIEWS[:12], ("t", "l")), "12 usable rows; choose 20 to 20,000"),
    (written([(text, "same") for text, _ in REVIEWS], ("t", "l")), "only the label in “l” 'same'"),
    ("v\n" + "5\n" * 80, "All numbers of your series are 5"),
    ("v\n" + "NaN\n" * 80, "no label beside a text, no tags beside words, no numbers"),
    ("v\n1\n2\n3\n", "3 numbers; choose 60 to 20,000"),
    ("v\n" + "\n".join(str(1e9 + n / 1000) for n in range(80)), "hardly differ"),
    ("v\n" + "\n".join(str(n * 1e12) for n in range(80)), "choose other units"),
]


@pytest.mark.parametrize(("data", "says"), SENTENCES)
def test_what_cannot_be_used_gets_a_sentence(data: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says) as refused:
        made(data)
    assert str(refused.value).endswith(".")
    assert len(str(refused.value)) < 300


def test_columns_that_do_not_do_get_a_sentence() -> None:
    table = read_table(written([(*row, n) for n, row in enumerate(REVIEWS)], ("t", "l", "id")))
    tries: list[tuple[Callable[[], Rows], str]] = [
        (lambda: table.labelled("t", "id"), "60 different label"),
        (lambda: table.labelled("t", "t"), "chosen twice"),
        (lambda: table.labelled("t", "stars"), "no column 'stars'; the table has “t”, “l”, “id”"),
        (lambda: table.series("t"), "“t” has no number in it"),
        (lambda: table.tagged("t", "l"), "0 usable rows"),
    ]
    for make, says in tries:
        with pytest.raises(ValueError, match=says):
            make()


def test_ten_million_rows_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = itertools.count()

    def watched(text: str, newline: str = "") -> Iterator[str]:
        for line in io.StringIO(text, newline=newline):
            next(taken)
            yield line

    monkeypatch.setattr(cells, "lines_of", watched)
    with pytest.raises(ValueError, match="the most is 4,000,000"):
        read_table(b"1\n" * 10_000_000)
    assert next(taken) == 0
    with pytest.raises(ValueError, match="more than 20,000 rows"):
        read_table("1\n" * 1_900_000)
    assert next(taken) < 4 * ROWS.high + 1000


def outcome(data: bytes | str) -> str:
    """How many rows were made, or why none."""
    try:
        return str(made(data).size)
    except ValueError as refused:
        return str(refused)


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_any_bytes_are_a_table_or_a_sentence(data: bytes | str) -> None:
    said = outcome(data)
    assert said.endswith(".") or int(said) >= ROWS.low


def test_rows_are_part_of_the_recipe_and_of_the_file_and_of_no_link() -> None:
    usual = default_run("rnn", "labels")
    run = replace(usual, task=replace(usual.task, text=made(written(REVIEWS, ("t", "l"))).text))
    assert RunSpec.from_dict(run.to_dict()) == run
    assert run.key != usual.key
    net = initial_network(run)
    assert net.classes == ("neg", "pos")
    assert from_file(to_file(net, "mine")).network.key == net.key
    with pytest.raises(ValueError, match="link cannot hold"):
        to_line(run)
    with pytest.raises(ValueError, match="Row 1 of your table"):
        replace(run.task, text="no tab\n" * 30)
    with pytest.raises(ValueError, match=f"the most is {MOST_LETTERS:,}"):
        replace(run.task, text="a\tb\n" * MOST_LETTERS)
