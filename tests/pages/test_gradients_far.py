"""Explosion and depth: what these scenes tell is what was measured."""

from __future__ import annotations

import math
from statistics import median_low

import pytest

from core import initial_network
from core.experiments import experiment, kept
from core.experiments.lessons.depth import CONNECTIONS, DEEP, arriving, deep
from core.experiments.lessons.exploding import RATE, STEPS, descent, exploding
from tests.pages.visiting import pictures, said, visit


def test_the_explosion_is_told_with_the_numbers_of_its_run() -> None:
    app = visit("gradients", scene="explode", gradients_explode_guess="nan")
    plain, cut = (descent(initial_network(exploding(0)), limit) for limit in (math.inf, 1.0))
    assert math.isnan(plain[-1].loss)
    assert len(cut) == STEPS + 1
    heading = app.header[0].value
    assert f"NaN at step {len(plain)}" in heading
    assert f"{cut[-1].right} of 8 answers" in heading
    (told,) = [one["figure"] for one in pictures(app, "unrolled_picture") if "rate" in one["figure"]]
    jump = plain[told["jump"] - 1]
    assert plain[told["jump"]].loss > 1e6 > jump.loss
    assert f"{RATE:g} × {float(f'{jump.norm:.3g}'):,.0f}" in said(app)
    assert "As predicted" in said(app)
    ended = kept(experiment("gradients/explode")).of("not cut")
    assert f"NaN at steps {min(ended) + 1:.0f} to {max(ended) + 1:.0f}" in said(app)


@pytest.mark.parametrize(("guess", "verdict"), [("few", "As predicted"), ("all", "3 of 8")])
def test_depth_is_told_with_shares_and_with_answers_over_random_starts(guess: str, verdict: str) -> None:
    app = visit("gradients", scene="depth", gradients_depth_guess=guess)
    proof = kept(experiment("gradients/depth/right"))
    plain = median_low(proof.of(f"plain, {DEEP} layers"))
    share = arriving(initial_network(deep("plain", DEEP, 0)))[0]
    assert app.header[0].value.startswith(f"Eight plain layers let {share:.2g} of the gradient through")
    assert f"{plain:.0f} of 8 right" in app.header[0].value
    assert verdict in said(app)
    (told,) = [one["figure"] for one in pictures(app, "unrolled_picture") if "towers" in one["figure"]]
    assert [tower["name"] for tower in told["towers"]["8"]] == list(CONNECTIONS)
    pairs = [
        pair
        for of in CONNECTIONS
        for pair in zip(
            kept(experiment("gradients/depth")).of(of), proof.of(f"{of}, {DEEP} layers"), strict=True
        )
    ]
    enough, few = (float(told["border"][of]) for of in ("enough", "few"))
    assert all((share > few) == (right == 8) == (share > 0.99 * enough) for share, right in pairs)
    for layers, towers in told["towers"].items():
        for tower in towers:
            assert len(tower["shares"]) == int(layers) + 1
            assert tower["right"] == list(map(int, proof.of(f"{tower['name']}, {layers} layers")))


@pytest.mark.parametrize("scene", ["explode", "depth"])
@pytest.mark.parametrize("run", ["recall-rnn-activation.relu-radius.5-optimiser.sgd-c-r1", "recall-rnn-s5"])
def test_a_network_of_the_lab_changes_nothing_here(scene: str, run: str) -> None:
    app = visit("gradients", scene=scene, run=run, **{f"gradients_{scene}_guess": "show-me"})
    assert not app.error
    assert not app.exception
    assert "What happened" in {one.value for one in app.header}
