"""What is told of many random starts is what is kept of them."""

from __future__ import annotations

import pytest

from core import default_run, task
from core.experiments import experiment, kept
from pages._scenes.gradients.beside import over_seeds
from pages._scenes.gradients.gap import ASKED, Asked, starts_of
from pages._shell.server.proofs import points


def test_what_is_told_of_many_random_starts_is_what_is_kept_of_them() -> None:
    told, found = over_seeds(), kept(experiment("gradients/trained"))
    assert told["seeds"] == str(len(found.values))
    assert told["carried"] == str(sum(gru >= 0.1 and cell >= 0.1 for _, gru, _, cell in found.values))
    assert told["loses"] == str(sum(rnn < min(gru, cell) for rnn, gru, _, cell in found.values))
    for name, line in (("lstm_h", 2), ("cell", 3)):
        low, high = map(float, told[name].split(" to "))
        values = [one[line] for one in found.values]
        assert low == pytest.approx(min(values), rel=0.3)
        assert high == float(f"{max(values):.2g}")


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.task)
def test_of_each_random_start_the_gap_keeps_every_point_of_the_exam(asked: Asked) -> None:
    this, found = task(default_run("rnn", asked.task).task), kept(experiment(asked.proof))
    for kind, rows in starts_of(found, this).items():
        assert len(rows) == len(found.seeds)
        assert tuple(row[-1] for row in rows) == found.of(kind.upper())
        for row in rows:
            asks = zip(row, this.exam_sizes.values(), strict=True)
            assert all((share * size).is_integer() for share, size in asks), "so many of so many sentences"


def test_what_is_kept_for_a_picture_alone_is_no_row_of_its_proof() -> None:
    proof = experiment("gradients/gap")
    (row,) = points(proof, {3: tuple(range(len(proof.lines)))})
    assert row[:2] == [3, [0, 1, 2]]
    assert [line.name for line in proof.lines if not line.aside] == ["RNN", "GRU", "LSTM"]
