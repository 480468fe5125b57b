"""A text that is written in the browser: what is counted is what core counts, its line is what is drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core import ModelSpec, count_ngrams, default_run, initial_network, longest_copy, record
from core.instruments import as_text
from core.spec import TaskName
from tests.stage.conftest import Modules, file_of

WRITER = "pictures/writing/writer"
WRITE = """
  const { NgramTable } = await stage("../net/instruments/ngrams");
  const [text, size, order, begin, ids] = g;
  const writer = new m.Writer(new NgramTable(text, size), begin, order, null);
  for (const id of ids) writer.write(id);
  return { copied: writer.copied, dead: writer.deadEnds, unknown: writer.unknown, row: [...writer.row],
           used: writer.used, length: writer.length };"""
STRETCHES = """
  const shown = m.stretches(g[0], g[1], g[2]);
  return shown.map(({ text, begin, copied, seen }) => [text, `${+begin}${+copied}${+seen}`]);"""
BANDS = """
  return [m.bands(g[0], g[1]).map(({ ids, share, cut }) => [ids, share, cut]), m.cutOff(g[0], g[1], g[2])];"""


@pytest.mark.parametrize("order", [1, 2, 4, 6])
def test_copies_dead_ends_and_unknown_pieces_are_core_s(modules: Modules, order: int) -> None:
    rng = np.random.default_rng(order)
    for _ in range(12):
        read = [rng.integers(4, size=30).tolist(), rng.integers(4, size=20).tolist()]
        begin, ids = rng.integers(4, size=3).tolist(), rng.integers(5, size=25).tolist()
        table = count_ngrams(read, order, 5)
        told = modules.run(WRITER, WRITE, as_text(read), 5, order, begin, ids)
        copies = [longest_copy(ids, stretch) for stretch in read]
        assert told["copied"][1] == max(length for _, length in copies)
        assert tuple(told["copied"]) in copies
        # a window that is not full yet is no context of the table: it is judged by a shorter one
        windows = [[*begin, *ids][max(at + 1 - order, 0) : at] for at in range(3, 28)]
        dead = [count_ngrams(read, len(one) + 1, 5).counts(one).sum() == 0 for one in windows]
        assert told["dead"] == sum(dead)
        rows = [table.probabilities(one) for one in windows]
        assert told["unknown"] == sum(row[0] == row.max() > 0 for row in rows[: len(ids)])
        assert told["length"] == 25
        np.testing.assert_allclose(told["row"], table.probabilities([*begin, *ids]), atol=1e-12)
        assert told["used"] <= order - 1


def test_what_the_table_looks_at_and_what_was_copied_are_stretches_of_the_text(modules: Modules) -> None:
    writer = {"ids": [1, 2, 1, 3], "begin": [1], "copied": [0, 2], "used": 1}
    told = modules.run("pictures/writing/said", STRETCHES, writer, ["<unk>", "a", "␣", "↵"], False)
    assert told == [["a", "100"], [" a", "010"], ["↵", "001"]]
    words = modules.run("pictures/writing/said", STRETCHES, writer, ["<unk>", "we", ",", "{}"], True)
    assert words == [["we", "100"], [", we", "010"], [" {}", "001"]]


def test_what_was_counted_is_told_in_words(modules: Modules) -> None:
    writer = {"length": 1, "copied": [0, 1], "deadEnds": 2, "order": 4, "unknown": 1}
    body = "return m.counts(g[0], g[1], g[2]);"
    assert modules.run("pictures/writing/said", body, writer, "word", 0.174) == (
        "1 word written. Longest run that stands in the text: 1 word (marked). Dead ends: 2. "
        "Underlined: what the table looks at. "
        "<unk>, never drawn, was the likeliest 1 of 1 times; in the text 17 %."
    )
    none = {**writer, "length": 0, "order": 0, "unknown": 0}
    assert modules.run("pictures/writing/said", body, none, "letter", 0) == "0 letters written."


def test_narrow_neighbours_share_a_band_and_what_is_cut_off_is_counted(modules: Modules) -> None:
    row = [0.5, 0.001, 0.001, 0.001, 0, 0.001, 0.496]
    told, cut = modules.run("pictures/writing/line", BANDS, row, [1, 1, 1, 0, 0, 0, 1], -1)
    assert [ids for ids, _, _ in told] == [[0], [1, 2], [3, 5], [6]]
    assert [share for _, share, _ in told] == pytest.approx([0.5, 0.002, 0.002, 0.496])
    assert [one for _, _, one in told] == [False, False, True, False]
    assert cut == {"count": 2, "share": pytest.approx(0.002)}
    _, others = modules.run("pictures/writing/line", BANDS, row, [1, 1, 1, 0, 0, 0, 1], 3)
    assert others == {"count": 1, "share": pytest.approx(0.001)}, (
        "the unknown one is no choice of the reader's"
    )


def test_a_line_of_a_thousand_words_is_few_bands_and_loses_nothing(modules: Modules) -> None:
    row = np.random.default_rng(0).dirichlet(np.full(1000, 0.1)).tolist()
    told, _ = modules.run("pictures/writing/line", BANDS, row, row, 0)
    assert len(told) < 300
    assert sum(share for _, share, _ in told) == pytest.approx(1)
    ids = [one for ids, _, _ in told for one in ids]
    assert ids == [at for at, share in enumerate(row) if share > 0]


@pytest.mark.parametrize("name", ["characters", "words"])
@pytest.mark.parametrize(
    "model", [ModelSpec("lstm"), ModelSpec("gru", layers=2), ModelSpec("rnn", readout="mean")]
)
def test_what_comes_next_is_the_last_answer_of_a_record(
    modules: Modules, name: TaskName, model: ModelSpec
) -> None:
    network = initial_network(replace(default_run("lstm", name), model=model))
    reading = network.read("mary had a little lamb")
    trace = record(network, reading)
    body = """
      const { fromFile } = await stage("../net/file");
      return [...m.answerAfter(fromFile(Uint8Array.from(Buffer.from(g[0], "base64"))), g[1])];"""
    told = modules.run("../net/instruments/next", body, file_of(network), reading.ids.tolist())
    np.testing.assert_allclose(told, trace.probabilities[-1], atol=1e-12)
