"""What the desk trains is whatever has a key, steps and a trainer: networks, and things that are none."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from core.jobs import Desk, LocalEngine, Recipe, RunRefusedError, active
from core.nets.run import Run
from core.recipes import default_run
from tests.jobs.toys import Valley
from tests.waiting import until


def test_what_is_no_network_is_trained_beside_networks() -> None:
    toy, network = Valley(3.0), default_run("rnn", "sentiment")
    with Desk(LocalEngine(1, 2)) as desk:
        assert desk.submit(toy, "me").spec is toy
        desk.submit(network, "me")
        until(lambda: desk.known()[toy.key].state == "done")
        seen = desk.known()[toy.key]
        assert [snapshot.step for snapshot in seen.history][-1] == toy.steps
        assert seen.history[-1].weights["x"] == pytest.approx([toy.lowest()])
        assert sum(len(snapshot.losses) for snapshot in seen.history) == toy.steps
        assert seen.network is None
        until(lambda: desk.known()[network.key].network is not None)


def test_what_is_no_network_is_paused_and_stepped_but_its_course_is_its_own() -> None:
    toy = Valley(3.0, steps=2_000_000)
    with Desk(LocalEngine(1, 1)) as desk:
        desk.submit(toy, "me")
        until(lambda: desk.known()[toy.key].step > 0)
        with pytest.raises(RunRefusedError, match="cannot be changed"):
            desk.change(toy.key, "me", learning_rate=0.5)
        own = desk.pause(toy.key, "me")
        desk.step(own.key, "me", 5)
        until(lambda: desk.known()[own.key].state == "paused")
        assert desk.known()[own.key].step == own.step + 5


def test_what_leaves_no_network_pushes_no_network_out_and_is_bounded_itself() -> None:
    network, toys = default_run("rnn", "sentiment"), [Valley(float(start), steps=2) for start in range(1, 8)]
    network = replace(network, train=replace(network.train, steps=2))
    with Desk(LocalEngine(1, 1), keep=2, patience=1.0) as desk:

        def ended(key: str) -> bool:
            view = desk.look(key, "me")
            return view is not None and view.state == "done"

        recipes: tuple[Recipe, ...] = (network, *toys[:-1])
        for recipe in recipes:
            desk.submit(recipe, "me")
            until(lambda key=recipe.key: ended(key))  # type: ignore[misc]
        time.sleep(1.1)  # nobody looks
        desk.submit(toys[-1], "me")
        until(lambda: ended(toys[-1].key))
        assert network.key in desk.known()
        assert [toy for toy in toys if toy.key in desk.known()] == toys[-2:]


def test_a_trainer_that_the_processes_do_not_have_fails_its_run_alone() -> None:
    missing = Valley(1.0, trainer="tests.jobs.toys:Missing")
    with Desk(LocalEngine(1, 2)) as desk:
        desk.submit(missing, "me")
        desk.submit(Valley(2.0), "me")
        until(lambda: desk.known()[missing.key].state == "failed")
        assert "do not have this version" in desk.known()[missing.key].message
        until(lambda: desk.known()[Valley(2.0).key].state == "done")


def test_a_recipe_of_networks_names_what_trains_it() -> None:
    spec = default_run("lstm", "sentiment")
    assert spec.trainer == f"{Run.__module__}:{Run.__qualname__}"
    run: active.Run = Run(spec)  # mypy holds the one to the other
    assert (run.step, run.done) == (0, False)
