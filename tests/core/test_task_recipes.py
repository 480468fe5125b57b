"""The default recipes show what their tasks say they show, on a seed they were not chosen on."""

from dataclasses import replace

import numpy as np
import pytest

from core import record
from core.instruments.labels import depth
from core.instruments.units import find_units
from core.nets.run import Run
from core.recipes import default_run
from core.spec import KINDS, Kind, RunSpec, TaskName

FRESH = 4000
every_kind = pytest.mark.parametrize("kind", KINDS)


def curve(spec: RunSpec) -> dict[int, float]:
    run = Run(spec)
    return dict(run.advance(spec.train.steps).curve)


def recipe(kind: Kind, name: TaskName) -> RunSpec:
    return default_run(kind, name, FRESH)


def mean_opposite(reached: dict[int, float]) -> float:
    return float(np.mean([share for nouns, share in reached.items() if nouns]))


@pytest.mark.parametrize("kind", ["gru", "lstm"])
def test_agreement_mostly_falls_below_chance_before_it_is_learnt(kind: Kind) -> None:
    lowest = []
    for seed in range(3):
        run = Run(replace(recipe(kind, "agreement"), seed=FRESH + seed))
        lowest.append(min(mean_opposite(dict(run.advance(20).curve)) for _ in range(12)))
    assert np.median(lowest) < 0.4
    assert mean_opposite(dict(run.advance(run.spec.train.steps).curve)) > 0.9


def test_an_rnn_learns_agreement_too() -> None:
    spec = recipe("rnn", "agreement")
    reached = curve(spec)
    assert min(share for nouns, share in reached.items() if nouns <= spec.task.longest) > 0.9


def test_an_lstm_reads_deeper_brackets_than_an_rnn() -> None:
    rnn, lstm = (curve(recipe(kind, "brackets")) for kind in ("rnn", "lstm"))
    assert min(rnn[3], lstm[3]) > 0.8
    assert lstm[5] > rnn[5] + 0.2
    assert max(rnn[8], lstm[8]) < 0.3


def test_an_lstm_counts_on_in_a_cell_state() -> None:
    run = Run(recipe("lstm", "anbn"))
    reached = dict(run.advance(run.spec.train.steps).curve)
    assert all(reached[n] == 1 for n in (3, 6, 9, 12, 15))  # 14 is the largest that was trained
    words = [["a"] * n + ["b"] * n for n in range(2, 15)]
    network = run.network()
    labels = [depth(["(" if letter == "a" else ")" for letter in sentence]) for sentence in words]
    found = find_units([record(network, " ".join(sentence)) for sentence in words], labels)
    assert abs(found.held_out[found.best]) > 0.95


@pytest.mark.parametrize("kind", ["gru", "lstm"])
def test_delayed_xor_is_held_over_delays_never_trained(kind: Kind) -> None:
    spec = recipe(kind, "xor")
    reached = curve(spec)
    assert min(reached.values()) > 0.8
    assert max(reached) > 3 * spec.task.longest
    early = Run(spec)
    assert abs(early.advance(50).score - 0.5) < 0.1


@every_kind
def test_only_two_directions_know_who_teddy_is(kind: Kind) -> None:
    spec = recipe(kind, "tagging")
    assert abs(np.mean(list(curve(spec).values())) - 0.5) < 0.08
    both = replace(spec, model=replace(spec.model, bidirectional=True))
    assert min(curve(both).values()) > 0.95


@every_kind
def test_the_adding_problem_is_for_gated_cells(kind: Kind) -> None:
    spec = recipe(kind, "adding")
    trained = [share for length, share in curve(spec).items() if spec.task.shortest <= length <= 50]
    if kind == "rnn":
        assert np.mean(trained) < 0.35
    else:
        assert np.mean(trained) > 0.85


def test_a_running_total_is_kept_by_gated_cells() -> None:
    reached = {kind: curve(recipe(kind, "total")) for kind in KINDS}
    for kind in ("gru", "lstm"):
        assert reached[kind][12] > 0.75
        assert reached[kind][24] > reached["rnn"][24] + 0.3


@pytest.mark.parametrize("kind", ["gru", "lstm"])
def test_a_running_total_is_kept_from_the_seed_that_everybody_sees_first(kind: Kind) -> None:
    assert np.mean(list(curve(default_run(kind, "total")).values())) > 0.75


@every_kind
def test_reversal_ends_at_a_length(kind: Kind) -> None:
    reached = curve(recipe(kind, "reversal"))
    assert min(reached[2], reached[3], reached[4]) > 0.85
    assert reached[12] < 0.2
    if kind == "lstm":
        assert reached[6] > 0.8


@pytest.mark.parametrize("name", ["characters", "words"])
def test_a_small_text_is_learnt_by_heart(name: TaskName) -> None:
    """The held-out perplexity falls far below that of frequencies, and rises again while the loss falls."""
    spec = recipe("lstm", name)
    run = Run(replace(spec, train=replace(spec.train, steps=3 * spec.train.steps)))
    seen = [run.advance(spec.train.steps // 4) for _ in range(12)]
    best = int(np.argmin([snapshot.score for snapshot in seen]))
    assert 0 < best < 8
    assert seen[best].score < 0.7 * run._task.chance
    assert seen[-1].score > 1.1 * seen[best].score
    assert seen[-1].losses.mean() < seen[best].losses.mean()
