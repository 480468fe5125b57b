"""What core says of a case beside what the browser said: the same words, numbers within a tolerance."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np

from core.instruments import Trace, record
from core.instruments.layer_trace import LayerTrace, Part
from core.network.files import to_file
from tests.contract.cases import Answering, Case, plainly

CLOSE = 1e-12
"""Of gated and tanh cells on up to 32 words, relative to the largest number of an array."""

FAR = 1e-10
"""Of activations that do not bound what went wrong before, and of long sentences."""

LARGEST_SCORE = 100.0
"""Of attention whose weights are the same in both: an error of a score is one of its weight."""


def batch_of(cases: Sequence[Case]) -> dict[str, Any]:
    """Return everything that the browser needs, each network once."""
    files = {
        case.network.key: base64.b64encode(to_file(case.network, "a network")).decode() for case in cases
    }
    places = list(files)
    told = [{"file": places.index(case.network.key), **plainly(case)} for case in cases]
    return {"files": list(files.values()), "cases": told}


def disagreements(cases: Sequence[Case], answering: Answering) -> list[str]:
    """Return a line for everything that is not the same in both."""
    answers = answering("traces", batch_of(cases))
    assert len(answers) == len(cases)
    lines = []
    for number, (case, answer) in enumerate(zip(cases, answers, strict=True)):
        head = f"case {number}, {case.network.spec.label()}, {str(case.sentence)[:60]}, {case.operations}"
        lines += [f"{head}: {line}" for line in _differences(case, answer)]
    return lines


def numbers(told: Any) -> np.ndarray[Any, Any]:
    """Return an array that the browser told."""
    shape, data = told
    return np.frombuffer(base64.b64decode(data), "<f8").reshape(shape)


def _differences(case: Case, answer: dict[str, Any]) -> list[str]:
    try:
        trace = record(case.network, case.sentence, operations=case.operations)
    except ValueError as error:
        return [] if answer == {"refused": str(error)} else [f"{error} / {answer}"]
    if "refused" in answer:
        return [f"only the browser refuses: {answer['refused']}"]
    said: dict[str, Any] = {
        "words": list(trace.words),
        "ids": trace.ids.tolist(),
        "known": trace.known.tolist(),
    }
    said["dropped"] = trace.dropped
    if trace.attention is None:
        said["attention"] = None
    lines = [f"{name}: {value} / {answer[name]}" for name, value in said.items() if answer[name] != value]
    model = case.network.spec.model
    tame = model.kind != "rnn" or model.activation == "tanh"
    tolerance = CLOSE if tame and len(trace) <= 32 else FAR
    for name, (right, told) in _arrays(trace, answer).items():
        lines += [f"{name}: {line}" for line in _apart(right, numbers(told), tolerance)]
    return lines


def _arrays(trace: Trace, answer: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return each array of core with the browser's, by name."""
    pairs = {name: (getattr(trace, name), answer[name]) for name in ("logits", "answers")}
    if trace.attention is not None:
        assert answer["attention"]["seam"] == trace.attention.seam
        looked = {name: getattr(trace.attention, name) for name in ("scores", "weights", "context")}
        pairs |= {name: (values, answer["attention"][name]) for name, values in looked.items()}
        if rounding_decides(trace):
            pairs = {"scores": pairs["scores"]}
    model = trace.network.spec.model
    places = [(layer, reverse) for layer in range(model.layers) for reverse in model.directions]
    assert list(answer["layers"]) == [f"{layer} {str(reverse).lower()}" for layer, reverse in places]
    for (layer, reverse), told in zip(places, answer["layers"].values(), strict=True):
        one = trace.layer(layer, reverse)
        assert told["order"] == list(one.signals)
        found = {**{f"signal {name}": (one[name], told["signals"][name]) for name in one.signals}}
        found["initial hidden"] = (one.initial_hidden, told["initial_hidden"])
        if one.initial_cell is not None:
            found["initial cell"] = (one.initial_cell, told["initial_cell"])
        if not model.decoder:
            found |= _parts(one, told)
        pairs |= {f"layer {layer} {'reverse' * reverse} {name}": pair for name, pair in found.items()}
    return pairs


def rounding_decides(trace: Trace) -> bool:
    """Whether attention has scores so large that their last digits move its weights."""
    if trace.attention is None:
        return False
    sizes = np.abs(trace.attention.scores)
    return bool(sizes[np.isfinite(sizes)].max(initial=0.0) > LARGEST_SCORE)


def _parts(layer: LayerTrace, told: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    assert list(told["parts"]) == list(layer.parts)
    found: dict[str, tuple[Any, Any]] = {}
    for gate, part in layer.parts.items():
        right = {**part._asdict(), "pre_activation": part.pre_activation}
        if isinstance(part.peephole, float):
            del right["peephole"]
        assert right.keys() == told["parts"][gate].keys(), (gate, Part._fields)
        found |= {f"part {gate} {name}": (right[name], told["parts"][gate][name]) for name in right}
    return found


def _apart(right: Any, told: np.ndarray[Any, Any], tolerance: float) -> list[str]:
    """Return what is wrong with an array: its shape, what is not finite in it, or its numbers."""
    if right.shape != told.shape:
        return [f"shape {right.shape} / {told.shape}"]
    fine = np.isfinite(right)
    if not np.array_equal(np.where(fine, 0, right), np.where(np.isfinite(told), 0, told), equal_nan=True):
        return [f"not finite: {right.tolist()} / {told.tolist()}"]
    largest = np.abs(right[fine]).max(initial=0.0)
    off = np.abs(right[fine] - told[fine]).max(initial=0.0)
    return [f"off by {off / largest:.1e} of {largest:.3g}"] if off > tolerance * largest else []
