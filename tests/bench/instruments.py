"""Looking into one sentence: trace and gradient profile, against torch.nn cells with autograd.

Medians of times taken in turns.

    python -m tests.bench.instruments
"""

import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import torch

from core.arrays import Ints
from core.instruments import gradient_profile, record
from core.network import Network
from core.spec import KINDS
from core.text import Reading
from tests.core.oracles import network, unrolled

WORDS, UNITS = 100, 32
TARGET_MS = 1.5
TARGET_RATIO = 0.5


def medians(ways: list[Callable[[], object]], rounds: int) -> list[float]:
    """Return the median time of each way in ms, measured in turns."""
    times: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds):
        for way, taken in zip(ways, times, strict=True):
            began = time.perf_counter()
            way()
            taken.append(1e3 * (time.perf_counter() - began))
    return [statistics.median(taken) for taken in times]


def both(net: Network, reading: Reading) -> None:
    """Record and differentiate one sentence."""
    gradient_profile(record(net, reading), 0)


def autograd(net: Network, ids: Ints) -> None:
    """Do the same with torch: a loop of cells that keeps all gradients."""
    logits = unrolled(net, ids, torch.float64)[2]
    (-logits[-1].log_softmax(1)[0, 0]).backward()


def rows(quick: bool = False) -> list[dict[str, Any]]:
    """Return one row for each cell and instrument: measured, reference, ratio, target, met or not."""
    torch.set_num_threads(1)
    table = []
    for kind in KINDS:
        net = network(kind, UNITS, 16)
        ids = np.random.default_rng(0).integers(len(net.vocabulary), size=WORDS)
        reading = Reading(tuple(net.vocabulary[i] for i in ids), ids, ids != 0)
        trace = record(net, reading)

        ways: list[Callable[[], object]] = [
            partial(record, net, reading),
            partial(gradient_profile, trace, 0),
            partial(both, net, reading),
            partial(autograd, net, ids),
        ]
        forward, backward, together, reference = medians(ways, 15 if quick else 100)
        for name, measured, against in (
            ("trace", forward, None),
            ("gradient profile", backward, None),
            ("trace and profile", together, reference),
        ):
            ratio = None if against is None else measured / against
            target = TARGET_MS if ratio is None else TARGET_RATIO
            table.append(
                {
                    "name": f"{name}, {kind.upper()}, {WORDS} words, {UNITS} units",
                    "unit": "ms",
                    "measured": measured,
                    "reference": against,
                    "ratio": ratio,
                    "target": target,
                    "ok": (measured if ratio is None else ratio) <= target,
                }
            )
    return table


def show(table: list[dict[str, Any]]) -> None:
    """Print rows as a table."""
    for row in table:
        against = "" if row["ratio"] is None else f" against {row['reference']:.2f}: {row['ratio']:.2f}"
        verdict = "ok " if row["ok"] else "NOT"
        print(f"{verdict} {row['name']:46} {row['measured']:6.2f} ms{against} (target {row['target']})")


if __name__ == "__main__":
    show(rows(quick=False))
