"""Before training: what is said of many random starts is counted from what is kept of them."""

from __future__ import annotations

import pytest

from core import default_run, gradient_profile, initial_network, record, task
from core.experiments import experiment, kept
from core.spec import KINDS
from pages._scenes.gradients.untrained import PROOF
from tests.pages.visiting import choose, link, networks, said, score, visit

KEYS = [initial_network(default_run(kind)).key for kind in KINDS]


def shown(where: dict[str, str]) -> tuple[int, bool]:
    """Return how many of the cells are drawn after a link, and whether their shares are covered."""
    app = visit("gradients", scene="untrained", **where)
    assert [network.key for network in networks(app)] == KEYS[: len(networks(app))]
    covered = [one["id"] for one in score(app)["staves"] if one.get("veiled")]
    return len(networks(app)), "shares" in covered


@pytest.mark.parametrize(
    ("where", "cells"),
    [
        ({}, 1),
        ({"gradients_untrained_cells": "gru"}, 1),
        ({"gradients_untrained_guess": "gru"}, 3),
        ({"gradients_untrained_guess": "gru", "gradients_untrained_cells": "gru"}, 2),
        ({"gradients_untrained_guess": "gru", "gradients_untrained_cells": "rnn"}, 1),
    ],
)
def test_the_rnn_stands_alone_until_the_others_are_guessed_at_and_kept_links_show_all(
    where: dict[str, str], cells: int
) -> None:
    assert shown(where) == (cells, False)


def test_cells_are_taken_away_again_and_the_link_says_so() -> None:
    app = visit("gradients", scene="untrained", gradients_untrained_guess="show-me")
    assert "gradients_untrained_cells" not in app.query_params
    app = choose(app, "gradients_untrained_cells", "rnn")
    assert [network.key for network in networks(app)] == KEYS[:1]
    assert link(app, "gradients_untrained_cells") == ["rnn"]


@pytest.mark.parametrize("sentence", ["", "the dog that had", "a cat i was had a", "the dog"])
def test_what_a_step_leaves_of_the_rnn_s_is_the_root_of_what_is_left(sentence: str) -> None:
    """Of one step, and of none, there is no mean."""
    network = initial_network(default_run("rnn", "recall"))
    where = {"recall_sentence": sentence} if sentence else {}
    app = visit("gradients", scene="untrained", gradients_untrained_guess="show-me", **where)
    says = said(app)
    profile = gradient_profile(
        record(network, sentence or task(network.spec.task).probe), score(app)["target"]
    )
    shares = profile.hidden
    steps = len(shares) - 2
    if steps < 2:
        assert "In the RNN that is ×" not in says
    else:
        factor = (shares[1] / shares[-1]) ** (1 / steps)
        assert f"In the RNN that is × {factor:.2f} a word, {steps} words one after another" in says


def test_what_is_said_of_other_random_starts_is_kept_of_them() -> None:
    values = kept(experiment(PROOF)).values  # RNN, GRU, LSTM h, LSTM c
    most = sum(c > max(others) for *others, c in values)
    least = sum(rnn < min(others) for rnn, *others in values)
    cells, rnns = sorted(row[-1] for row in values), sorted(row[0] for row in values)
    says = said(visit("gradients", scene="untrained", gradients_untrained_guess="show-me"))
    assert (
        f"Of {len(values)} random starts the cell state keeps most in {most} and the RNN least in {least}"
    ) in says
    assert f"c {cells[0]:.2g} to {cells[-1]:.2g} of the gradient" in says
    assert rnns[0] < 0.001, "written with a power of ten"
