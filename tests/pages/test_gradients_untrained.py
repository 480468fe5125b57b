"""Before training: what is said of many random starts is counted from what is kept of them."""

from __future__ import annotations

from core.experiments import experiment, kept
from pages._scenes.gradients.untrained import PROOF
from tests.pages.visiting import said, visit


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
