"""The twin of a sentence: what is told is the norm of the difference of the states, as a share."""

from __future__ import annotations

import numpy as np
import pytest

from core import default_run, initial_network, record
from core.figures.twins import twins
from core.spec import KINDS
from core.tasks.recall import ANSWERS

SENTENCE = ["the", "dog", "that", "i", "knew", "had", "a", "fluffy"]


def test_each_line_is_the_difference_of_two_readings() -> None:
    fresh = [initial_network(default_run(kind)) for kind in KINDS]
    told = twins(fresh, SENTENCE)
    assert (told["subject"], told["at"]) == ("dog", 1)
    assert [twin["word"] for twin in told["twins"]] == [word for word in ANSWERS if word != "dog"]
    for twin in told["twins"]:
        for network, line in zip(fresh, twin["lines"], strict=True):
            signal = "cell_state" if network.spec.model.kind == "lstm" else "hidden"
            other = " ".join(SENTENCE).replace("dog", twin["word"])
            gap = record(network, " ".join(SENTENCE))[signal] - record(network, other)[signal]
            norms = np.sqrt((gap**2).sum(axis=1))
            assert norms[0] == 0, "before the subject they are one"
            assert [at for at, _ in line["points"]] == list(range(1, len(SENTENCE)))
            assert [share for _, share in line["points"]] == pytest.approx(norms[1:] / norms[1], abs=1e-4)
            assert line["points"][0][1] == 1


def test_without_a_subject_there_is_no_twin() -> None:
    told = twins([initial_network(default_run("rnn"))], ["we", "saw", "a"])
    assert told["twins"] == []
    assert told["at"] == 3
