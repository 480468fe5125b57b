"""The run that explodes: what the browser trains is what core trains, cut and not cut."""

from __future__ import annotations

import math

import numpy as np
import pytest

from core import initial_network
from core.experiments.lessons.exploding import AFTER, RATE, STEPS, descent, exploding
from core.spec import Activation
from core.tasks.recall import ANSWERS
from tests.stage.conftest import Modules, file_of

PAIRS = [(f"the {subject} {AFTER}", answer) for subject, answer in ANSWERS.items()]
RUN = """
  const { fromFile } = await stage("../net/file");
  const network = fromFile(Uint8Array.from(Buffer.from(g[0], "base64")));
  const sentences = new m.Sentences(network, g[1], g[2]);
  const run = m.descent(sentences, g[3], g[4], g[5] ?? Infinity);
  return run.map(({ norm, loss, right }) => [String(norm), String(loss), right]);"""


@pytest.mark.parametrize("activation", ["identity", "tanh", "relu"])
@pytest.mark.parametrize("threshold", [None, 1.0, 0.01, 1000.0])
def test_a_run_is_core_s_to_where_its_numbers_are_none(
    modules: Modules, activation: Activation, threshold: float | None
) -> None:
    network = initial_network(exploding(1, activation))
    told = modules.run(
        "pictures/explode/descent", RUN, file_of(network), PAIRS, activation, RATE, STEPS, threshold
    )
    wanted = descent(network, math.inf if threshold is None else threshold)
    assert len(told) == len(wanted)
    norms, losses = ([float(step[at]) for step in told] for at in (0, 1))
    np.testing.assert_allclose(norms[:10], [step.norm for step in wanted][:10], rtol=1e-6)
    np.testing.assert_allclose(losses[:10], [step.loss for step in wanted][:10], rtol=1e-6)
    assert [step[2] for step in told][:10] == [step.right for step in wanted][:10]
