"""What a guess hangs on: a table on its last N − 1 pieces alone, a network on all that it read."""

from typing import cast

import numpy as np

from core import count_ngrams, default_run, initial_network, record, stand_ins, sway
from core.arrays import Floats, Ints

TEXT = np.random.default_rng(0).integers(5, size=400)
TABLE = count_ngrams([TEXT], 3, 5)
IDS = TEXT[100:112]


def by_table(rows: Ints) -> Floats:
    return cast(Floats, np.array([TABLE.probabilities(row) for row in rows]))


def test_a_table_is_moved_by_its_last_pieces_alone() -> None:
    moved = sway(by_table, IDS, stand_ins(TABLE, IDS))
    assert (moved[:-2] == 0).all()
    assert (moved[-2:] > 0).all()


def test_it_is_the_share_that_goes_to_others() -> None:
    """One place by hand."""
    others = stand_ins(TABLE, IDS, 2)
    own, gained = TABLE.probabilities(IDS), []
    for other in others[-2]:
        changed = [*IDS[:-2], other, IDS[-1]]
        gained.append(np.maximum(TABLE.probabilities(changed) - own, 0).sum())
    np.testing.assert_allclose(sway(by_table, IDS, others)[-2], np.mean(gained), rtol=1e-12)


def test_a_network_is_moved_from_anywhere() -> None:
    net = initial_network(default_run("lstm", "recall"))
    ids = np.arange(1, 9)

    def guess(rows: Ints) -> Floats:
        words = net.vocabulary
        return np.array([record(net, [words[i] for i in row]).probabilities[-1] for row in rows])

    moved = sway(guess, ids, (ids[:, None] + 1) % 10)
    assert (moved > 0).all()


def test_what_stands_in_is_likely_there_and_is_another_piece() -> None:
    others = stand_ins(TABLE, IDS)
    assert others.shape == (12, 3)
    assert (others != IDS[:, None]).all()
    given = TABLE.probabilities(IDS[3:5])
    given[IDS[5]] = 0
    assert others[5].tolist() == np.argsort(-given, kind="stable")[:3].tolist()


def test_of_two_pieces_there_is_one_other() -> None:
    table = count_ngrams([[0, 1, 0]], 2, 2)
    assert stand_ins(table, np.array([0, 1])).tolist() == [[1], [0]]
