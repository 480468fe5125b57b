"""Looking into one sentence: every instrument against torch.nn's cells and autograd, and how each grows.

Medians of times taken in turns, one thread. The instruments compute in float64, torch in float32, its usual.

    python -m tests.bench.instruments
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import torch

from core.arrays import Ints
from core.equations.gru import GruCell
from core.equations.lstm import LstmCell
from core.equations.rnn import RnnCell
from core.instruments import (
    Clamp,
    Trace,
    difference,
    eigenvalues,
    gradient_profile,
    jacobians,
    ledger,
    paths,
    reach_map,
    record,
    truncation,
)
from core.network import Network
from core.spec import KINDS, Kind
from core.text import Reading
from tests.bench.rows import Row, row, show
from tests.making.oracles import cell, network, tensor, unrolled

WORDS, UNITS = 100, 32
SIZES = {"words": (25, 50, 100, 200), "units": (16, 32, 64, 128)}
Way = Callable[[], object]


def medians(ways: Sequence[Way], rounds: int) -> list[float]:
    """Return the median time of each way in ms, measured in turns."""
    times: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds):
        for way, taken in zip(ways, times, strict=True):
            began = time.perf_counter()
            way()
            taken.append(1e3 * (time.perf_counter() - began))
    return [statistics.median(taken) for taken in times]


def prepared(kind: Kind, words: int = WORDS, units: int = UNITS) -> tuple[Network, Reading]:
    """Return an untrained network and a random sentence."""
    net = network(kind, units, 16)
    ids = np.random.default_rng(0).integers(len(net.vocabulary), size=words)
    return net, Reading(tuple(net.vocabulary[i] for i in ids), ids, ids != 0)


def cell_loop(net: Network, ids: Ints) -> None:
    """Read with a loop of torch.nn's cell, states and answers kept, no gates."""
    step = cell(net, torch.float32)
    with torch.no_grad():
        inputs = tensor(net, "embedding.weight", torch.float32)[torch.tensor(ids)]
        h = c = torch.zeros(1, net.spec.model.hidden_size)
        hidden = []
        for x in inputs:
            if net.spec.model.kind == "lstm":
                h, c = step(x[None], (h, c))
            else:
                h = step(x[None], h)
            hidden.append(h)
        weight, bias = (tensor(net, f"readout.{part}", torch.float32) for part in ("weight", "bias"))
        (torch.cat(hidden) @ weight.T + bias).softmax(1)


def autograd(net: Network, ids: Ints) -> None:
    """Differentiate by all states and weights: a loop of cells that keeps all gradients, one backward."""
    logits = unrolled(net, ids, torch.float32)[2]
    (-logits[-1].log_softmax(1)[0, 0]).backward()


def passes_by_state(net: Network, ids: Ints) -> None:
    """Differentiate one loss by one state after another: T passes."""
    hidden, _, logits = unrolled(net, ids, torch.float32)
    loss = -logits[-1].log_softmax(1)[0, 0]
    for state in hidden:
        torch.autograd.grad(loss, state, retain_graph=True)


def passes_by_answer(net: Network, ids: Ints) -> None:
    """Differentiate one answer after another by all states before it: T passes."""
    hidden, _, logits = unrolled(net, ids, torch.float32)
    for i, answer in enumerate(logits):
        torch.autograd.grad(-answer.log_softmax(1)[0, 0], hidden[: i + 1], retain_graph=True)


def with_contributions(trace: Trace) -> None:
    """Take the profile, the gradient of every weight and each timestep's share in it."""
    for one in gradient_profile(trace, 0).contributions().values():
        _ = one.total, one.norms


def whole_page(net: Network, reading: Reading) -> None:
    """Use every instrument that draws one sentence, once, and read what its figures show."""
    gate = "hidden" if net.spec.model.kind == "rnn" else "candidate"
    trace = record(net, reading)
    with_contributions(trace)
    reach_map(trace)
    _ = jacobians(trace).norms_to_last
    eigenvalues(net, gate)
    truncation(trace, 10)
    difference(trace, record(net, reading, operations=[Clamp(gate, 0, start=9)])).gradients()
    if net.spec.model.kind != "rnn":
        paths(gradient_profile(trace, 0))
        ledger(trace)


def all_of_the_jacobians(trace: Trace) -> None:
    """Take all singular values of each step and product, and the spectral radius of each step."""
    steps = jacobians(trace)
    _ = steps.singular_values, steps.singular_values_to_last, steps.spectral_radii


def step_by_step(trace: Trace) -> None:
    """Read with the equations as they are written, one timestep after another."""
    scan = trace.top.scan
    h, c = scan.hidden[0, 0], None if scan.memory is None else scan.memory[0, 0]
    for x in scan.inputs[:, 0]:
        if isinstance(scan.cell, LstmCell) and c is not None:
            h, c = scan.cell.step(x, h, c, scan.weights)
        elif isinstance(scan.cell, RnnCell | GruCell):
            h = scan.cell.step(x, h, scan.weights)


def equation_rows(rounds: int) -> list[Row]:
    """Return how long the fast path takes beside the equations as they are written."""
    table = []
    for kind in KINDS:
        trace = record(*prepared(kind))
        scan = trace.top.scan
        fast = partial(scan.cell.forward, scan.inputs, scan.weights)
        taken, reference = medians([fast, partial(step_by_step, trace)], rounds)
        what = f"{kind.upper()}, {WORDS} words, {UNITS} units"
        name = f"forward against step after step, {what}"
        table.append(row(name, "ms", taken, target=0.9, reference=reference))
    return table


def cell_rows(kind: Kind, rounds: int) -> list[Row]:
    """Return the rows of one cell."""
    net, reading = prepared(kind)
    trace, ids = record(net, reading), reading.ids
    ours: dict[str, Way] = {
        "trace": partial(record, net, reading),
        "profile": partial(with_contributions, trace),
        "reach": partial(reach_map, trace),
    }
    theirs: dict[str, Way] = {"loop": partial(cell_loop, net, ids), "autograd": partial(autograd, net, ids)}
    names = [*ours, *theirs]
    found = dict(zip(names, medians([*ours.values(), *theirs.values()], rounds), strict=True))
    slow: list[Way] = [partial(passes_by_state, net, ids), partial(passes_by_answer, net, ids)]
    by_state, by_answer = medians(slow, max(3, rounds // 20))
    what = f"{kind.upper()}, {WORDS} words, {UNITS} units"
    return [
        row(
            f"trace against a loop of cells, {what}",
            "ms",
            found["trace"],
            target=0.7,
            reference=found["loop"],
        ),
        row(
            f"profile, contributions against autograd, {what}",
            "ms",
            found["profile"],
            target=0.3,
            reference=found["autograd"],
        ),
        row(f"the same against T passes, {what}", "ms", found["profile"], target=0.01, reference=by_state),
        row(f"reach map against T passes, {what}", "ms", found["reach"], target=0.1, reference=by_answer),
    ]


def page_rows(rounds: int) -> list[Row]:
    """Return the rows that are held in ms."""
    table = []
    for kind in KINDS:
        (taken,) = medians([partial(whole_page, *prepared(kind))], rounds)
        table.append(
            row(f"all instruments, {kind.upper()}, {WORDS} words, {UNITS} units", "ms", taken, target=40)
        )
        net, reading = prepared(kind)
        (taken,) = medians([partial(all_of_the_jacobians, record(net, reading))], rounds)
        what = f"{kind.upper()}, {WORDS} words, {UNITS} units"
        table.append(row(f"Jacobians with singular values and radii, {what}", "ms", taken))
    for kind in KINDS[1:]:
        (taken,) = medians([partial(ledger, record(*prepared(kind, 200, 64)))], rounds)
        table.append(row(f"ledger, {kind.upper()}, 200 words, 64 units", "ms", taken, target=5))
    return table


def growth_rows(rounds: int) -> list[Row]:
    """Return for each instrument the exponent with which its time grows with words and with units."""
    instruments: dict[str, Callable[[Network, Reading, Trace], object]] = {
        "trace": lambda net, reading, _: record(net, reading),
        "profile and contributions": lambda _, __, trace: with_contributions(trace),
        "reach map": lambda _, __, trace: reach_map(trace),
        "Jacobians": lambda _, __, trace: jacobians(trace),
        "ledger": lambda _, __, trace: ledger(trace),
        "paths": lambda _, __, trace: paths(gradient_profile(trace, 0)),
    }
    table = []
    for axis, sizes in SIZES.items():
        times: dict[str, list[float]] = {name: [] for name in instruments}
        for size in sizes:
            net, reading = prepared("lstm", **{axis: size})
            trace = record(net, reading)
            ways = [partial(use, net, reading, trace) for use in instruments.values()]
            for name, taken in zip(instruments, medians(ways, rounds), strict=True):
                times[name].append(taken)
        for name, taken_at in times.items():
            exponent = float(np.polyfit(np.log(sizes), np.log(taken_at), 1)[0])
            said = ", ".join(f"{ms:.2f}" for ms in taken_at)
            table.append(row(f"{name}: growth with {axis} {sizes} ({said} ms)", "power", exponent))
    return table


def rows(quick: bool = False) -> list[Row]:
    """Return all rows: measured, reference, ratio, target, held or not."""
    torch.set_num_threads(1)
    table = [entry for kind in KINDS for entry in cell_rows(kind, 15 if quick else 60)]
    table += equation_rows(15 if quick else 60)
    return table + page_rows(7 if quick else 25) + growth_rows(3 if quick else 11)


if __name__ == "__main__":
    show(rows(quick=False))
