"""The picture of three readouts: from which words each takes its answer, and how often it is right."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core import Trace
from core.arrays import Floats
from core.experiments import experiment, kept
from pages._shell.words import percent

READOUTS = {"each": "last state", "mean": "mean", "max": "largest values"}

ALIKE = "shapes/pool"
"""The experiment that trains all three from many random starts; its lines are in the order of `READOUTS`."""

TESTED = 256
"""Sentences of the test set."""

MOST = 12
"""Words that are drawn."""

CHANCE = 0.5
"""Two classes: where the scale of the scores begins."""


def drawn(traces: Sequence[Trace], picked: Floats, right: str, scores: Mapping[str, float]) -> dict[str, Any]:
    """Return the picture of the three readouts on a sentence.

    Args:
        traces: What the networks did on it, in the order of `READOUTS`.
        picked: Of each word, the share of units whose largest value stands there.
        right: What is right to say of it; "" where that is not known.
        scores: How often each readout is right; without them nothing is said of that.
    """
    return {
        "often": f"right, of {TESTED} test sentences" if scores else "",
        "scale": {"text": "line: 50 % to 100 %" if scores else "", "from": CHANCE, "to": 1.0},
        "title": "Bar: share taken from the state at this word",
        "right": f"correct answer: {right}" if right else "",
        "words": list(traces[0].words[-MOST:]),
        "rows": [
            _row(readout, trace, picked, right, scores)
            for readout, trace in zip(READOUTS, traces, strict=True)
        ],
    }


def _row(
    readout: str, trace: Trace, picked: Floats, right: str, scores: Mapping[str, float]
) -> dict[str, Any]:
    """Return the row of a readout."""
    last = trace.probabilities[-1]
    says = trace.network.classes[int(last.argmax())]
    shares, numbers, note = _taken(readout, picked, trace.network.spec.model.hidden_size)
    found = kept(experiment(ALIKE))
    seeds = [values[list(READOUTS).index(readout)] for values in found.values]
    low, high = min(seeds), max(seeds)
    return {
        "label": READOUTS[readout],
        "score": f"{percent(scores[readout])} %" if scores else "",
        "note": f"{len(seeds)} seeds: {percent(low)}–{percent(high)} %" if scores else note,
        "range": [low, round(float(scores[readout]), 4), high] if scores else None,
        "shares": [round(float(share), 4) for share in shares[-MOST:]],
        "numbers": numbers[-MOST:],
        "unit": "units" if readout == "max" else "",
        "says": f"{says}, {percent(last.max())} %",
        "verdict": "" if not right else "correct" if says == right else "wrong",
    }


def _taken(readout: str, picked: Floats, units: int) -> tuple[Floats, list[str], str]:
    """Return which share a readout takes of the state at each word, what is written there, and in words."""
    steps = len(picked)
    if readout == "each":
        return np.eye(steps)[-1], [*[""] * (steps - 1), "all"], "the state after it"
    if readout == "mean":
        return np.full(steps, 1 / steps), [f"1 of {steps}"] * steps, "every state alike"
    counts = np.rint(picked * units).astype(int)
    return picked, [f"{count} of {units}" if count else "" for count in counts], "units that are highest"
