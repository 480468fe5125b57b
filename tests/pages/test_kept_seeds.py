"""What "The gap" keeps is what is measured anew, and what is told of many starts is what is kept.

`python -m tests.bench.claimed.gradients` measures all of it and prints it as it is kept.
"""

from __future__ import annotations

import pytest

from core import default_run, task
from core.experiments import experiment, kept
from core.spec import KINDS, Kind, TaskName
from pages._scenes.gradients.beside import over_seeds
from pages._scenes.gradients.kept_gap import PERCENT, SEEDS
from tests.bench.claimed.gradients import right_by_gap


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


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["gru", "lstm"])
def test_how_often_a_cell_is_right_by_gap_is_measured_again(kind: Kind) -> None:
    """To 8 points: on another kind of processor a training ends elsewhere."""
    assert right_by_gap("recall", kind, 2) == pytest.approx(PERCENT["recall"][kind][2], abs=8)


def test_of_each_random_start_every_point_of_the_exam_is_kept() -> None:
    for name, cells in PERCENT.items():
        points = len(task(default_run("rnn", name).task).exam_points)
        assert {kind: {len(row) for row in rows} for kind, rows in cells.items()} == {
            kind: {points} for kind in KINDS
        }
        assert all(len(rows) == SEEDS for rows in cells.values())


@pytest.mark.parametrize(
    ("name", "proof"), [("recall", "gradients/gap"), ("agreement", "gradients/gap/verb")]
)
def test_the_bands_end_where_the_proof_was_measured(name: TaskName, proof: str) -> None:
    for kind, rows in PERCENT[name].items():
        last = [row[-1] for row in rows]
        assert last == [round(100 * share) for share in kept(experiment(proof)).of(kind.upper())]
