"""A film: the same training as its recipe's, to the bit, with the weights of every snapshot."""

from __future__ import annotations

import pickle

import numpy as np

from core import gradient_profile, record, task
from core.jobs.desk.history import History
from core.nets.filmed import FilmRun
from core.nets.run import Run
from core.network import Network
from core.spec import FilmSpec, ModelSpec, RunSpec, TaskSpec, TrainSpec

SPEC = RunSpec(ModelSpec("lstm", 4, 6), TaskSpec("recall", 3, 6), TrainSpec(12, 6, 0.02), seed=4)


def test_every_snapshot_of_a_film_can_read_another_sentence() -> None:
    run, usual, history = FilmRun(FilmSpec.of(SPEC)), Run(SPEC), History()
    for _ in range(3):
        history.add([run.advance(4)])
    this = task(SPEC.task)
    for snapshot in history.snapshots:
        same = usual.advance(4)
        assert same.kept == {}
        network = Network(SPEC, snapshot.step, snapshot.kept)
        for name, array in same.weights.items():
            assert np.array_equal(network.weights[name], array)
        profile = gradient_profile(record(network, this.probe), this.probe_answer, this.probe_at)
        assert np.array_equal(profile.hidden, snapshot.profile)
    assert [bool(snapshot.weights) for snapshot in history.snapshots] == [False, False, True]


def test_a_film_is_another_run_than_its_recipe_s() -> None:
    film = FilmSpec.of(SPEC)
    assert film != SPEC
    assert film == FilmSpec.of(SPEC) == pickle.loads(pickle.dumps(film))  # noqa: S301 made here
    assert film.key != SPEC.key
    assert film.steps == SPEC.steps
    assert film.label() == SPEC.label()
