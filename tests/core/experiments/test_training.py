"""A seed as a run: several networks in turn, measured at the end, whatever the slices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.experiments.training import Measured, Seed, SeedRun, measured_of
from core.jobs.active import ActiveRun, Assignment
from tests.core.experiments.toys import DRAWN, SINGLY, TRAINED

SEED = Seed(TRAINED, 7)


@pytest.mark.parametrize("slices", [[6], [1] * 6, [2, 2, 2], [4, 1, 1], [100]])
def test_all_slices_give_the_same(slices: list[int]) -> None:
    run = SeedRun(SEED)
    for steps in slices:
        assert not run.done
        assert run.snapshot().values == ()
        run.train(steps)
    assert run.done
    assert run.step == SEED.steps == 6
    assert run.snapshot().values == (7.0, 3.0, 2.0)


@pytest.mark.parametrize("slices", [[1] * 6, [2, 2, 2], [4, 2]])
def test_a_network_that_is_measured_singly_is_told_as_soon_as_it_is_trained(slices: list[int]) -> None:
    run, known = SeedRun(Seed(SINGLY, 7)), {0: (), 3: (3.0,), 5: (3.0, 2.0), 6: (3.0, 2.0)}
    for steps in slices:
        run.train(steps)
        values = next(values for step, values in reversed(known.items()) if step <= run.step)
        assert run.snapshot().values == values
    assert run.done


def test_it_is_trained_as_any_run_is_and_a_lost_one_begins_again() -> None:
    told = []
    active = ActiveRun("ticket", Assignment(SEED.trainer, SEED, SeedRun(SEED).checkpoint()).packed())
    while not active.over:
        told += active.work()
    assert told[-1] == ("ended", "ticket", "done", "")
    last = next(report for report in reversed(told) if report[0] == "snapshots")[2][-1]
    assert isinstance(last, Measured)
    assert last.values == (7.0, 3.0, 2.0)
    assert last.seconds > 0
    checkpoints = [report[-1] for report in told if report[0] in ("snapshots", "progress") and report[-1]]
    assert {one.step for one in checkpoints} <= {0}


def test_steps_that_are_not_told_yet_are_counted() -> None:
    run = SeedRun(SEED)
    run.train(2)
    assert len(run.unreported()[0]) == 2
    assert len(run.unreported(1)[0]) == 1
    assert len(run.snapshot().losses) == 2
    assert len(run.unreported()[0]) == 0
    assert np.isnan(run.snapshot().score)


def test_a_measure_that_fails_or_counts_wrongly_ends_its_run_in_a_sentence() -> None:
    wrong = replace(DRAWN, lines=(*DRAWN.lines, *DRAWN.lines))
    for seed, said in ((Seed(DRAWN, 5), "five cannot be measured"), (Seed(wrong, 1), "1 numbers; expected")):
        reports = ActiveRun("ticket", Assignment(seed.trainer, seed).packed()).work()
        assert reports[-1][:3] == ("ended", "ticket", "failed")
        assert said in str(reports[-1][3:])


def test_keys_tell_seeds_and_measurements_apart_and_nothing_else() -> None:
    keys = {Seed(one, seed).key for one in (DRAWN, TRAINED) for seed in (0, 1)}
    assert len(keys) == 4
    assert all(len(key) == 16 and int(key, 16) >= 0 for key in keys)
    assert Seed(replace(DRAWN, claim="Other.", least=9.0), 0).key == Seed(DRAWN, 0).key


def test_a_run_that_is_none_of_these_has_measured_nothing() -> None:
    class View:
        history = ()

    assert measured_of(View()) is None
