"""The tables that are taken home of live pictures: their numbers are core's."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from core import (
    ModelSpec,
    Network,
    default_run,
    gradient_profile,
    initial_network,
    reach_map,
    record,
    shares_by_slope,
    weight_count,
)
from core.experiments.lessons import exploding, resting
from core.experiments.lessons import exploding_wall as wall
from core.experiments.lessons.gru_counting import word
from core.spec import KINDS, Kind, TaskName
from core.tasks.recall import ANSWERS
from tests.stage.conftest import Modules, file_of

DATA: dict[str, Any] = {
    "ids": [1, 2],
    "order": 2,
    "pieces": ["<unk>", "the", "dog"],
    "table": {"name": "Table"},
    "window": {"name": "Window network"},
    "network": {"name": "LSTM"},
}
LOOK = """
  const probabilities = (context) => [0, 0.25, context.length === 1 ? 0.75 : NaN];
  const scene = { gap: 1, own: g[1], byWindow: () => [0, 0.5, 0.5], table: { probabilities } };
  return m.WORDS.guess_look(scene, g[0]);"""


def test_a_guess_is_a_row_for_each_piece_and_reader(modules: Modules) -> None:
    columns, rows = modules.run("home/tables/words", LOOK, DATA, [[1, 0, 0], [0, 0.1, 0.9]])
    assert columns == ["reader", "after", "piece", "probability"]
    assert rows[5] == ["Window network", 2, "dog", 0.5]
    assert [row[3] for row in rows if row[2] == "dog"] == [0.75, 0.5, 0.9]


def test_of_a_picture_whose_networks_are_on_their_way_there_is_no_table(modules: Modules) -> None:
    assert modules.run("home/tables/words", LOOK, DATA, []) is None


NETWORKS = """
  const nothing = () => {};
  const sheet = class { replaceSync() {} };
  const document = { baseURI: "file:///", adoptedStyleSheets: [], addEventListener: nothing };
  const page = { document, addEventListener: nothing, CSSStyleSheet: sheet };
  Object.assign(globalThis, page); // what modules that also draw ask of a page when they are loaded
  const { tableOf } = await stage("home/tables/tables");
  const { takeFrom } = await stage("inside");
  const { atHand, fetchNetworks } = await stage("networks");
  const { record } = m;
  const keys = g[0].map((_, at) => `${g[1]}-${at}`);
  const files = g[0].map((file) => Uint8Array.from(Buffer.from(file, "base64")));
  takeFrom(new Map(files.map((file, at) => [`networks/${keys[at]}`, file])));
  await fetchNetworks(keys);
  takeFrom(null);
  for (const name of Object.keys(page)) delete globalThis[name];
  const networks = atHand(keys);"""
"""What a table is made of: `keys` and `networks` of the files in g[0]."""


class Taken:
    """A table that was taken home: rows by the names of its columns."""

    def __init__(
        self, modules: Modules, body: str, *given: Any, networks: Sequence[Network] = (), name: str = ""
    ) -> None:
        files = [file_of(network) for network in networks]
        columns, rows = modules.run("../net/trace", f"{NETWORKS}{body}", files, name, *given)
        assert {len(row) for row in rows} == {len(columns)}
        self.rows = [dict(zip(columns, row, strict=True)) for row in rows]

    def of(self, column: str, **wanted: Any) -> list[Any]:
        """Return a column where others are as wanted; a name of two words is written with a `_`."""
        asked = {name.replace("_", " "): value for name, value in wanted.items()}
        return [row[column] for row in self.rows if {name: row[name] for name in asked} == asked]


def fresh(kind: Kind, name: TaskName = "recall", seed: int = 0) -> Network:
    return initial_network(default_run(kind, name, seed))


def assert_same(found: Sequence[float], wanted: Any) -> None:
    assert len(found) == np.size(wanted) > 0
    np.testing.assert_allclose(np.array(found, float), np.ravel(wanted), rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize("kind", ["blend", "reset", "step"])
@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_what_a_network_does_while_it_reads_is_core_s(modules: Modules, kind: str, cell: Kind) -> None:
    network, sentence = fresh(cell), "the dog that my family had"
    body = "const trace = record(networks[0], g[3]); return tableOf(g[2], { trace, read: { trace } }, {});"
    found = Taken(modules, body, kind, sentence, networks=[network], name=f"{kind}-{cell}")
    trace = record(network, sentence)
    for name, values in trace.signals.items():
        signal = "hidden state" if name == "hidden" else name.replace("_", " ")
        for unit in (1, values.shape[1]):
            assert_same(found.of("value", signal=signal, unit=unit), values[:, unit - 1])
    for at, answer in enumerate(network.classes):
        assert_same(found.of("value", signal=f"answer: {answer}"), trace.answers[:, at])
    assert found.of("token", signal="hidden state", unit=1) == sentence.split()
    assert found.of("timestep", signal="hidden state", unit=1) == [1, 2, 3, 4, 5, 6]


def test_cells_beside_one_another_are_core_s(modules: Modules) -> None:
    networks, sentence = {kind: fresh(kind) for kind in KINDS}, "the dog had"
    body = """const traces = Object.fromEntries(g[2].map((kind, at) => [kind, record(networks[at], g[3])]));
    return tableOf("beside", { traces }, {});"""
    found = Taken(modules, body, list(networks), sentence, networks=list(networks.values()), name="beside")
    for kind, network in networks.items():
        told = found.of("value", network=kind.upper(), signal="hidden state", unit=2)
        assert_same(told, record(network, sentence)["hidden"][:, 1])


def test_the_map_of_reach_is_core_s(modules: Modules) -> None:
    networks, sentence = {kind: fresh(kind) for kind in KINDS}, "the dog that my family had"
    target = networks["rnn"].classes.index("tail")
    body = """const named = keys.map((untrained, at) => ({ name: g[2][at], untrained }));
    const data = { picture: "reach", sentence: g[3], target: g[4], networks: named };
    return tableOf("gradients", { made: { now: { weights: "untrained" } } }, data);"""
    given = [list(networks), sentence, target]
    found = Taken(modules, body, *given, networks=list(networks.values()), name="reach")
    for kind, network in networks.items():
        trace = record(network, sentence)
        core = reach_map(trace, [None] * (len(trace) - 1) + [target])
        norms = core.hidden if core.cell_state is None else core.cell_state
        for answer in range(1, len(trace) + 1):
            row = norms[answer - 1, :answer]
            assert_same(found.of("share of the gradient", network=kind, answer_after=answer), row / row[-1])


def test_slopes_and_what_they_leave_are_core_s(modules: Modules) -> None:
    network = fresh("rnn")
    trace = record(network, "the dog that my family had")
    shares = shares_by_slope(gradient_profile(trace, "tail"))
    given = {"words": list(trace.words), "shares": {name: list(one) for name, one in shares.items()}}
    body = 'return tableOf("gradients", { made: { now: {} } }, { picture: "slopes", ...g[2] });'
    found = Taken(modules, body, given)
    for name, share in shares.items():
        assert_same(found.of("share of the gradient", function=name, a=None), share)
    at = np.array(found.of("a", function="tanh")[: -len(trace)])
    sigmoid = 1 / (1 + np.exp(-at))
    for name, values, slopes in (
        ("tanh", np.tanh(at), 1 - np.tanh(at) ** 2),
        ("sigmoid", sigmoid, sigmoid * (1 - sigmoid)),
        ("relu", np.maximum(at, 0), at > 0),
    ):
        assert_same(found.of("value", function=name, timestep=None), values)
        assert_same(found.of("slope", function=name, timestep=None), slopes)


def test_one_unit_is_core_s(modules: Modules) -> None:
    body = 'return tableOf("gradients", { made: { now: { w: 1.5, unit: g[2] } } }, { picture: "unit" });'
    linear, squashed = (Taken(modules, body, unit) for unit in ("linear", "tanh"))
    assert_same(linear.of("left of the gradient", w=1.5), 1.5 ** np.arange(51))
    assert_same(linear.of("left of the gradient", w=0.9), 0.9 ** np.arange(51))
    for start in (1, 0.01, -0.5):
        assert_same(squashed.of("state", begins_at=start), resting.states(1.5, start))
        assert_same(squashed.of("left of the gradient", begins_at=start), resting.left(1.5, start))


def test_counting_is_core_s(modules: Modules) -> None:
    network, count = fresh("lstm", "anbn", 4), 5
    cell = {"name": "LSTM", "signal": "cell_state", "unit": 3}
    body = """const cells = [{ ...g[2], network: keys[0] }];
    return tableOf("counting", { slider: { value: String(g[3]) } }, { cells });"""
    found = Taken(modules, body, cell, count, networks=[network], name="counting")
    trace = record(network, word(count))
    values = trace["cell_state"][:, 3]
    assert_same(found.of("value"), values)
    assert_same(found.of("step"), np.diff(values, prepend=0))
    assert "".join(found.of("read")) == "aaaaabbbbb"
    assert {*found.of("unit")} == {4}
    said = [network.classes[one] for one in trace.logits.argmax(axis=1)]
    right = [one == wanted for one, wanted in zip(said[count:], "bbbb.", strict=True)]
    assert found.of("expected right") == [None] * count + ["yes" if one else "no" for one in right]


def test_weights_of_any_sizes_are_core_s(modules: Modules) -> None:
    sizes = {"words": 1003, "vector": 30, "units": 20, "layers": 2, "oneHot": False, "twoBiases": False}
    found = Taken(modules, 'return tableOf("sizes", { sizes: g[2] }, {});', sizes)
    for kind in KINDS:
        spec = ModelSpec(kind=kind, layers=2)
        core = weight_count(spec, 1003, 1003, embedding_size=30, hidden_size=20, one_bias=True)
        assert found.of("of the cell", cell=kind.upper()) == [core.part("matrices", "biases")]
        assert found.of("of all", cell=kind.upper()) == [core.total]


def test_runs_at_the_wall_are_core_s(modules: Modules) -> None:
    model = {"timesteps": wall.TIMESTEPS, "begins": wall.BEGINS, "wanted": wall.WANTED, "rate": wall.RATE}
    (weight, bias), steps = wall.START, 10
    body = """const data = { picture: "wall", model: g[2], threshold: g[5] };
    return tableOf("gradients", { made: { now: { weight: g[3], bias: g[4], steps: g[6] } } }, data);"""
    found = Taken(modules, body, model, weight, bias, wall.THRESHOLD, steps)
    for threshold in (math.inf, wall.THRESHOLD):
        core = wall.walk(weight, bias, threshold, steps)
        told = None if math.isinf(threshold) else threshold
        for column, name in (("w", "weight"), ("b", "bias"), ("error", "error")):
            assert_same(found.of(column, threshold=told), [float(getattr(one, name)) for one in core])
        assert_same(found.of("norm of the gradient", threshold=told), [float(one.norm) for one in core])


def test_the_run_that_explodes_is_core_s(modules: Modules) -> None:
    network, steps = initial_network(exploding.exploding(1)), 10
    pairs = [(f"the {subject} {exploding.AFTER}", answer) for subject, answer in ANSWERS.items()]
    body = """const data = { picture: "explode", network: keys[0], sentences: g[2], rate: g[3], steps: g[4] };
    const now = { activation: g[5], threshold: g[6] };
    return tableOf("gradients", { made: { now } }, data);"""
    given = [pairs, exploding.RATE, steps, network.spec.model.activation, exploding.THRESHOLD]
    found = Taken(modules, body, *given, networks=[network], name="explode")
    for threshold in (math.inf, exploding.THRESHOLD):
        run = exploding.descent(network, threshold)[:steps]
        core = [*itertools.takewhile(lambda one: math.isfinite(one.loss + one.norm), run)]
        told = None if math.isinf(threshold) else threshold
        for column, name in (("loss", "loss"), ("norm of the gradient", "norm"), ("right answers", "right")):
            found_here = found.of(column, threshold=told)[: len(core)]
            assert_same(found_here, [getattr(one, name) for one in core])
