"""One answer of a decoder with attention, taken apart: what the browser computes is what core computes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core import default_run, initial_network, record
from tests.stage.conftest import Modules, file_of

STEPS = """
const { fromFile } = await stage("../net/file");
const bytes = Uint8Array.from(atob(g[0]), (one) => one.charCodeAt(0));
return m.stepsOf(fromFile(bytes, "key"), g[1], g[2]);
"""


def test_the_steps_of_a_decoder_are_those_of_core_and_lead_from_one_to_the_next(modules: Modules) -> None:
    spec = default_run("lstm", "reversal")
    network = initial_network(replace(spec, model=replace(spec.model, attention=True)))
    read, written = list("abde"), list("edbb")
    steps = modules.run("pictures/decoder", STEPS, file_of(network), read, written)
    trace = record(network, " ".join((*read, "<go>", *written[:-1])))
    assert trace.attention is not None
    before, classes = trace.hidden[: len(read)], len(network.classes)
    for at, step in enumerate(steps):
        assert step["weights"] == pytest.approx(trace.attention.weights[at])
        assert step["chances"] == pytest.approx(trace.probabilities[len(read) + at])
        assert sum(step["weights"]) == pytest.approx(1)
        assert step["scores"] == pytest.approx(before @ np.array(step["state"]))
        powers = np.exp(step["scores"])
        assert step["weights"] == pytest.approx(powers / powers.sum())
        assert step["context"] == pytest.approx(np.array(step["weights"]) @ before)
        assert step["readout"] == [classes, 2 * network.spec.model.hidden_size]
    assert len(steps) == len(written)
