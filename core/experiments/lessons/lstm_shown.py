"""Inside the LSTM: what the output gate is for, on the first sample of recall, over many random starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from ...arrays import Floats
from ...instruments import Clamp, Trace, record
from ...instruments.showing import waiting
from ...instruments.summary import origin
from ...recipes import default_run
from ...spec import RunSpec
from ...tasks import task
from ..experiment import Experiment, Line, Trained, Word


def of_recall(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of the LSTM that recalls an animal over a gap."""
    return (replace(default_run("lstm", "recall"), seed=seed),)


def output_gates(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return what the output gates do on the first sample, a number for each of `_LINES`."""
    network = trained[0].network
    asked = task(network.spec.task)
    trace = record(network, asked.probe)
    last, answer = len(trace) - 1, network.classes.index(asked.probe_answer)
    means = trace["output_gate"].mean(axis=1)
    opened = [_opened(trace, at) for at in range(origin(trace.words, asked.telling) + 1, last)]
    found = waiting(trace, asked.telling)
    held = (found.held, found.between, found.shown) if found else (0.0, 0.0, 0.0)
    return (
        float(means[-1]),
        float(means[:-1].max()),
        float(trace.probabilities[last - 1, answer]),
        float(opened[-1][answer]),
        float(np.mean([said.argmax() == answer for said in opened])),
        *held,
    )


def _opened(trace: Trace, at: int) -> Floats:
    """Return what is said (C,) at a word with all output gates held open there."""
    held = Clamp("output_gate", 1, None, at, at + 1)
    said: Floats = record(trace.network, trace.words, operations=[held]).probabilities[at]
    return said


def opens_last(found: Sequence[float]) -> float:
    """Return by how much the mean output gate is higher at the last word than at any other."""
    return found[0] - found[1]


def too_early(found: Sequence[float]) -> float:
    """Return by how much it says the answer a word too early with its gates open, and not without."""
    return min(0.5 - found[2], found[3] - 0.5)


def waits(found: Sequence[float]) -> float:
    """Return by how much more than twice what a unit shows on the way it holds, and shows at the end."""
    held, between, end = found[5:]
    return min(held, end) - 2 * between


_LINES = (
    Line("mean output gate at the last word", "output_gate"),
    Line("highest mean elsewhere", "lstm"),
    Line("left alone at “a”", "lstm"),
    Line("o = 1 at “a”", "output_gate", 0.5),
    Line("words between at which o = 1 makes it say so", "output_gate"),
    Line("least that is held", "cell_state"),
    Line("shown on average between", "lstm"),
    Line("shown at the last word", "output_gate"),
)


def _claim(
    name: str,
    claim: str,
    strength: Callable[[Sequence[float]], float],
    shown: Sequence[int],
    unit: str,
    *,
    expected: Word = "holds",
    said: str = "",
) -> Experiment:
    """Return a claim about the output gates on the first sample: its points are those lines of all."""
    return Experiment(
        f"lstm/shown/{name}".rstrip("/"),
        claim,
        "One sentence, the default recipe of recall; only the random start changes.",
        tuple(line._replace(aside=at not in shown) for at, line in enumerate(_LINES)),
        output_gates,
        strength,
        0.0,
        of_recall,
        unit=unit,
        scale="percent",
        expected=expected,
        slow=True,
        said=said,
        source="Hochreiter and Schmidhuber 1997" if said else "",
    )


EXPERIMENTS = (
    _claim(
        "",
        "The output gates are open widest at the last word, where the animal is asked for.",
        opens_last,
        [0, 1],
        "mean output gate",
        expected="mostly",
        said="The output gate decides what is shown of the memory.",
    ),
    _claim(
        "early",
        "With all output gates held open at “a”, a word before it is asked, the network says “tail” there.",
        too_early,
        [2, 3],
        "how sure of “tail” at “a”",
        said="The output gate keeps what is not yet needed from disturbing the answer.",
    ),
    _claim(
        "unit",
        "One unit holds something from “dog” on, and shows at the end more than twice what it showed before.",
        waits,
        [5, 6, 7],
        "size of tanh c and of h in that unit",
        said="A cell holds something over many steps, and shows it at once.",
    ),
)
