"""What is measured of brackets: what must close next as the task has it, depths up to the first failure."""

from __future__ import annotations

import numpy as np
import pytest

from core import Network, default_run, initial_network, record, task
from core.experiments.lessons import gru_brackets
from core.experiments.lessons.gru_brackets import (
    MOST,
    NESTS,
    closes,
    due,
    follower,
    knows_the_end,
    nest,
    nests,
)
from core.instruments import Trace
from core.instruments.labels import depth
from core.spec import Kind


def test_what_is_due_is_what_the_task_asks_for() -> None:
    spec = default_run("lstm", "brackets")
    known, network = task(spec.task), initial_network(spec)
    batch = known.exam(4)
    for ids, targets in zip(batch.ids.tolist(), batch.targets.tolist(), strict=True):
        assert due([known.vocabulary[one] for one in ids]) == [network.classes[one] for one in targets]


def test_a_nest_opens_all_and_closes_all() -> None:
    assert nest([0, 2, 1]) == ("(", "{", "[", "]", "}", ")")
    assert due(nest([0, 2])) == [")", "}", ")", "none"]
    for deep in (1, 5, MOST):
        texts = nests(deep)
        assert (len(texts), {len(words) for words in texts}) == (NESTS, {2 * deep})
        assert {max(depth(words)) for words in texts} == {deep}
    assert nests(6) == nests(6)
    assert len(set(nests(9))) > NESTS / 2


@pytest.mark.parametrize(("stops", "reach"), [(0, 0), (3, 3), (MOST, MOST)])
def test_a_reach_ends_where_half_of_the_nests_fail(
    stops: int, reach: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def right_on(_network: object, deep: int, _is_right: object) -> float:
        return NESTS / 2 if deep <= stops or deep == stops + 2 else NESTS / 2 - 1

    monkeypatch.setattr(gru_brackets, "right_on", right_on)
    assert gru_brackets.reach(initial_network(default_run("gru", "brackets")), closes) == reach


def test_a_network_that_always_says_nothing_is_open_knows_no_end() -> None:
    network = initial_network(default_run("gru", "brackets"))
    weights = {name: np.zeros_like(array) for name, array in network.weights.items()}
    weights["readout.bias"][network.classes.index("none")] = 1
    silent = record(Network(network.spec, network.step, weights), nest([1, 1]))
    assert not closes(silent)
    assert not knows_the_end(silent)


@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
def test_the_unit_that_follows_is_scaled_to_brackets(kind: Kind) -> None:
    network = initial_network(default_run(kind, "brackets", 3))
    found = follower(network)
    signal = "cell_state" if kind == "lstm" else "hidden"
    known = task(network.spec.task)
    rows = [ids for deep in (2, 3, 4) for ids in known.exam(deep).ids.tolist()]
    traces: list[Trace] = [record(network, [known.vocabulary[one] for one in ids]) for ids in rows]
    values = np.concatenate([trace[signal][:, found.unit] for trace in traces])
    depths = np.concatenate([depth(trace.words) for trace in traces])
    scaled = (values - found.start) / found.slope
    assert np.polyfit(depths, values, 1) == pytest.approx([found.slope, found.start])
    assert scaled.mean() == pytest.approx(depths.mean())
    assert 0 < found.fit <= 1
