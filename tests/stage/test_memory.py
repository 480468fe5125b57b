"""The bars of the memory: their parts are the ledger's, and what is said of them is true."""

from __future__ import annotations

import numpy as np
import pytest

from core import ledger
from pages._scenes.lstm.memory import kept_by_word, most_dropped
from tests.making.traces import trace_of
from tests.stage.conftest import Modules, file_of

READ = """
  const { ledger } = await stage("../net/instruments/ledger");
  const { record } = await stage("../net/trace");
  const { fromFile } = await stage("../net/file");
  const trace = record(fromFile(Uint8Array.from(Buffer.from(g[0], "base64"))), g[1]);
  const bars = m.partsOf(ledger(trace));"""


def test_each_word_s_part_is_the_mean_size_of_what_is_left_of_it(modules: Modules) -> None:
    trace = trace_of("lstm", "sentiment", "the film was not good but lovely")
    seen = modules.run(
        "score/staves/memory", f"{READ} return bars;", file_of(trace.network), " ".join(trace.words)
    )
    right = ledger(trace)
    for timestep, parts in enumerate(seen):
        assert [part["word"] for part in parts] == [-1, *range(len(trace))]
        sizes = np.abs(np.vstack([right.initial[timestep][None], right.written[timestep]])).mean(axis=1)
        np.testing.assert_allclose([part["size"] for part in parts], sizes, rtol=1e-12, atol=1e-15)
        shares = np.roll(right.shares(timestep), 1)
        np.testing.assert_allclose([part["share"] for part in parts], shares, rtol=1e-12, atol=1e-15)


def test_who_wrote_most_is_said_with_the_ledger_s_shares(modules: Modules) -> None:
    trace = trace_of("lstm", "sentiment", "the film was not good but lovely")
    body = f"{READ} return m.whoHolds(bars, trace.words, 6);"
    said = modules.run("score/staves/memory", body, file_of(trace.network), " ".join(trace.words))
    shares = ledger(trace).shares()[:-1]
    first, second = np.argsort(-shares)[:2]
    assert said == (
        f"Of the memory after “lovely” (word 7), by size, {100 * shares[first]:.0f} % was written by "
        f"“{trace.words[first]}” and {100 * shares[second]:.0f} % by “{trace.words[second]}”."
    )


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ([0, 0], "Nothing is in memory after “a” (word 1)."),
        (["NaN", 1], "What is in memory after “a” (word 1) is not a number."),
    ],
)
def test_of_an_empty_or_broken_memory_no_writer_is_named(
    modules: Modules, sizes: list[object], said: str
) -> None:
    body = """
      const sizes = g[0].map(Number), sum = sizes[0] + sizes[1];
      const parts = sizes.map((size, at) => ({ word: at - 1, size, share: size / sum }));
      return m.whoHolds([parts], ["a"], 0);"""
    assert modules.run("score/staves/memory", body, sizes) == said


def test_python_and_browser_agree_on_what_each_word_keeps(modules: Modules) -> None:
    trace = trace_of("lstm", "sentiment", "the film was not good but lovely")
    body = f"{READ} const kept = m.keptAt(bars); return [kept.slice(1), m.mostDropped(bars)];"
    kept, most = modules.run("score/staves/memory", body, file_of(trace.network), " ".join(trace.words))
    right = kept_by_word(trace)
    assert np.isnan(right[0])
    np.testing.assert_allclose(kept, right[1:], rtol=1e-12)
    assert most == most_dropped(trace)


def test_most_is_dropped_by_size_and_nothing_where_nothing_is(modules: Modules) -> None:
    body = """
      const bars = g[0].map((row) => row.map((size, at) => ({ word: at - 1, size, share: 0 })));
      return m.mostDropped(bars);"""
    small_but_all = [[0, 0.1], [0, 0, 0.8], [0, 0, 0.5, 0.1]]
    assert modules.run("score/staves/memory", body, small_but_all) == 2
    assert modules.run("score/staves/memory", body, [[0, 0.1]]) is None
    assert modules.run("score/staves/memory", body, [[0, 0], [0, 0, 0]]) is None


def parts(*sizes: float) -> list[dict[str, float]]:
    return [
        {"word": at - 1, "size": size, "share": size / (sum(sizes) or 1)} for at, size in enumerate(sizes)
    ]


def test_the_words_with_a_colour_are_those_that_once_wrote_most(modules: Modules) -> None:
    """In the order of the sentence; a word that stands there twice counts as one; the start has no colour."""
    bars = [
        parts(0.9, 0, 0, 0, 0),
        parts(0, 0.1, 0, 0, 0),
        parts(0, 0.1, 0.6, 0.3, 0),
        parts(0, 0, 0.1, 0.4, 0.5),
    ]
    words = ["The", "not", "like", "not"]
    assert modules.run("score/staves/memory", "return m.foremost(...g);", bars, words, 4) == ["not", "like"]
    assert modules.run("score/staves/memory", "return m.foremost(...g);", bars, words, 1) == ["not"]
    assert modules.run("score/staves/memory", "return m.foremost(...g);", [parts(0, 0)], ["a"], 4) == []
