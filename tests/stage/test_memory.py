"""The bars of the memory: their parts are the ledger's, and what is said of them is true."""

from __future__ import annotations

import numpy as np
import pytest

from core import ledger
from pages._scenes.lstm.memory import kept_by_word
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


def test_holding_the_forget_gate_does_the_tasks(modules: Modules) -> None:
    """The word is the one at which the network left alone keeps least of what was in memory before it."""
    trace = trace_of("lstm", "sentiment", "the film was not good but lovely")
    body = """
      const { ledger } = await stage("../net/instruments/ledger");
      const { record } = await stage("../net/trace");
      const { fromFile } = await stage("../net/file");
      const net = fromFile(Uint8Array.from(Buffer.from(g[0], "base64")));
      const bars = (held) => m.partsOf(ledger(record(net, g[1], held)));
      const alone = bars([]);
      const kept = m.keptAt(alone);
      const here = { units: null, start: g[2], stop: g[2] + 1 };
      const clamp = (value) => ({ kind: "clamp", gate: "forget_gate", value, ...here });
      return [kept, m.taskOf(alone, null, g[3]), ...[1, 0, 0.5].map((value) =>
        m.taskOf(bars([clamp(value)]), alone, g[3]))];"""
    right = ledger(trace)
    sizes = np.abs(right.written).mean(axis=2)
    kept = [np.nan] + [sizes[t, :t].sum() / sizes[t - 1].sum() for t in range(1, len(trace))]
    at = int(np.nanargmin(kept))
    found, alone, held, dropped, half = modules.run(
        "score/staves/memory", body, file_of(trace.network), " ".join(trace.words), at, list(trace.words)
    )
    np.testing.assert_allclose([float(one) for one in found[1:]], kept[1:], rtol=1e-12)
    share = f"{100 * kept[at]:.0f} %"
    assert f"At “{trace.words[at]}” (word {at + 1}) the network keeps {share} of its memory." in alone
    assert held.startswith("✓ Done: it remembers.")
    assert f"keeps 100 % of its memory, left alone {share}." in held
    assert dropped.startswith("✓ Done: it forgets.")
    assert half.startswith("Not yet:")


def test_python_and_browser_agree_on_what_each_word_keeps(modules: Modules) -> None:
    trace = trace_of("lstm", "sentiment", "the film was not good but lovely")
    body = f"{READ} const kept = m.keptAt(bars); return [kept.slice(1), m.leastKept(kept)];"
    kept, least = modules.run("score/staves/memory", body, file_of(trace.network), " ".join(trace.words))
    right = kept_by_word(trace)
    assert np.isnan(right[0])
    np.testing.assert_allclose(kept, right[1:], rtol=1e-12)
    assert least == int(np.nanargmin(right))


def test_where_nothing_is_in_memory_nothing_is_kept_least(modules: Modules) -> None:
    assert modules.run("score/staves/memory", "return m.leastKept([NaN, NaN]);") is None
    assert modules.run("score/staves/memory", "return m.leastKept([NaN, 0.5, 0.2, 0.9]);") == 2
