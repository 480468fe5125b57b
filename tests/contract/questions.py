"""What is asked of a trace in core and in the browser, drawn at random, and what core answers.

A softmax that is sure has a slope of 1 - 1: rounding alone. So the least likely answers are asked for, unless
all are open. Where a state is largest by rounding alone, the readout "max" is left out for the same reason.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from core.instruments import (
    GradientProfile,
    Loss,
    Trace,
    difference,
    difference_carried,
    effect_on_answer,
    gradient_profile,
    jacobians,
    ledger,
    paths,
    reach_map,
    record,
    truncation,
)
from core.instruments.operations import Clamp
from core.network import Network
from core.network.files import to_file
from tests.contract.cases import Case, plainly
from tests.contract.comparing import rounding_decides

Array = np.ndarray[Any, Any]

OPEN = 1e-3
"""How unsure an answer is at least that is asked for without a target."""


@dataclass(frozen=True)
class Question:
    """A case, and the loss that is asked for: a target for each word, where, and how far back."""

    case: Case
    target: list[Any] | None
    at: int | Literal["each"] = -1
    weights: tuple[float, ...] | None = None
    window: int | None = None

    def trace(self) -> Trace:
        return record(self.case.network, self.case.sentence, operations=self.case.operations)

    def plainly(self) -> dict[str, Any]:
        """Return it as the browser has it."""
        asked = {name: getattr(self, name) for name in ("target", "at", "weights", "window")}
        return {**plainly(self.case), **asked}


@st.composite
def questions(draw: st.DrawFn, cases: st.SearchStrategy[Case]) -> Question:
    """Draw a question about a case."""
    case = draw(cases)
    case = replace(case, network=answering_numbers(case.network)) if draw(st.integers(0, 4)) == 0 else case
    trace = record(case.network, case.sentence, operations=case.operations)
    assume(tame(case) and not nearly_tied(trace) and not rounding_decides(trace))
    steps, model = len(trace), case.network.spec.model
    at: int | Literal["each"] = draw(st.sampled_from(["each", -1, 0, steps // 2, -steps]))
    window = None if model.bidirectional or model.attention else draw(st.sampled_from([None, 1, 2, 5, 40]))
    target = targets(draw, trace)
    weights = None
    if target and draw(st.integers(0, 3)) == 0:
        weights = tuple(draw(st.sampled_from([0.0, 1.0, 0.25, -2.0])) for _ in range(steps))
    return Question(case, target, at, weights, window)


def targets(draw: st.DrawFn, trace: Trace) -> list[Any] | None:
    """Return what is asked for after each word; None, if all answers are open."""
    if trace.network.answer == "number":
        return [draw(st.sampled_from([0.0, 0.5, -3.0, 100.0])) for _ in range(len(trace))]
    if (trace.answers.max(axis=1) < 1 - OPEN).all() and draw(st.booleans()):
        return None
    return [int(row.argmin()) for row in trace.answers]


def answering_numbers(network: Network) -> Network:
    """Return a network that answers with a number, from the weights of its first class."""
    if network.spec.model.decoder:
        return network
    rows = {name: network.weights[f"readout.{name}"][:1] for name in ("weight", "bias")}
    weights = {**network.weights, **{f"readout.{name}": row for name, row in rows.items()}}
    return Network(network.spec, network.step, weights, network.vocabulary, ("value",), "number")


def tame(case: Case) -> bool:
    """Whether no gate is held far beyond its range, where rounding grows as far."""
    clamps = [one for one in case.operations if isinstance(one, Clamp)]
    return all(np.abs(one.value).max(initial=0.0) <= 2 for one in clamps)


def nearly_tied(trace: Trace) -> bool:
    """Whether an output is the largest so far by rounding alone."""
    if trace.network.spec.model.readout != "max":
        return False
    outputs = trace.forward.stack.outputs[:, 0]
    with np.errstate(all="ignore"):
        gaps = np.abs(outputs[1:] - np.maximum.accumulate(outputs, axis=0)[:-1])
        small = 1e-9 * np.abs(outputs).max()
        return bool(((gaps < small) & ((gaps > 0) | (np.abs(outputs[1:]) == 1))).any())


def batch_of(asked: Sequence[Question]) -> dict[str, Any]:
    """Return everything that the browser needs."""
    files = [base64.b64encode(to_file(one.case.network, "a network")).decode() for one in asked]
    return {"files": files, "questions": [{"file": at, **one.plainly()} for at, one in enumerate(asked)]}


def answers_of_core(question: Question) -> dict[str, tuple[Any, Any]]:
    """Return every number that core's instruments give, and beside what it is to be measured.

    A gradient that fades because tanh(c) is near 1 is 1 - 1 as well. So what belongs to a layer is measured
    beside the largest gradient by its states, if that is larger than itself.
    """
    trace = question.trace()
    with np.errstate(all="ignore"):
        loss = question.weights and Loss(
            np.array(question.target, float if trace.network.answer == "number" else np.int64),
            np.array(question.weights),
        )
        profile = gradient_profile(
            trace,
            question.target,
            question.at,
            loss=loss or None,
            window=question.window,
        )
        found = {"loss": ([profile.loss], trace.logits), "at": ([profile.at], 0)}
        found["target"] = ([profile.target], 0)
        found["inputs"] = (profile.inputs, _largest_of(profile, 0))
        found |= dict(_of_weights(profile))
        model = trace.network.spec.model
        untouched = record(trace.network, question.case.sentence)
        for layer in range(model.layers):
            for reverse in model.directions:
                head = f"layer {layer} {str(reverse).lower()}"
                told = _of_layer(trace, untouched, profile, question.target, (layer, reverse))
                found |= {f"{head} {name}": pair for name, pair in told.items() if pair[0] is not None}
        found |= _of_difference(untouched, trace)
        if question.window and not question.weights:
            found |= _of_truncation(question, trace, profile)
    return found


def _largest_of(profile: GradientProfile, layer: int) -> Array:
    """Return the gradients by all states of a layer."""
    model = profile.trace.network.spec.model
    each = [profile.layer(layer, reverse) for reverse in model.directions]
    all_of_them = [part for one in each for part in (one.hidden_gradient, one.cell_gradient)]
    return np.concatenate([part.ravel() for part in all_of_them if part is not None])


def _of_weights(profile: GradientProfile) -> Iterator[tuple[str, tuple[Any, Any]]]:
    for name, one in profile.contributions().items():
        beside = _beside(profile, name)
        last = one.at(min(len(profile.trace), len(one.left)) - 1)
        for what, values in (("total", one.total), ("norms", one.norms), ("last", last)):
            yield f"{what} {name}", (values, beside)


def _beside(profile: GradientProfile, weight: str) -> Any:
    """Return the gradients by the states of the layer that a weight belongs to; 0 for the readout's."""
    layers = range(profile.trace.network.spec.model.layers)
    layer = next((at for at in layers if f"_l{at}" in weight), 0 if "embedding" in weight else None)
    return 0 if layer is None else _largest_of(profile, layer)


def _of_layer(
    trace: Trace, untouched: Trace, profile: GradientProfile, target: Any, place: tuple[int, bool]
) -> dict[str, tuple[Any, Any]]:
    states, reach, steps = profile.layer(*place), reach_map(trace, target, *place), jacobians(trace, *place)
    own = _largest_of(profile, place[0])
    far = np.concatenate([reach.hidden, reach.hidden if reach.cell_state is None else reach.cell_state])
    found: dict[str, tuple[Any, Any]] = {
        "hidden": (states.hidden, own),
        "cellState": (states.cell_state, own),
        "hiddenGradient": (states.hidden_gradient, own),
        "cellGradient": (states.cell_gradient, own),
        "reach": (reach.hidden, far),
        "reachCell": (reach.cell_state, far),
        "steps": (steps.steps, 0),
        "toLast": (steps.to_last, 0),
        "norms": (steps.norms, steps.steps),
        "stateNorms": (steps.state_norms, steps.steps),
        "normsToLast": (steps.norms_to_last, steps.to_last),
        "bound": (steps.pascanu_bound, 0),
        "linear": (steps.linear_bound, 0),
        "effect": (effect_on_answer(trace, *place), trace.logits),
        "carried": (difference_carried(untouched, trace, "hidden", *place), trace.layer(*place).hidden),
    }
    if trace.network.spec.model.kind != "rnn":
        ways, memory = paths(profile, *place), ledger(trace, *place)
        for name in ("straight", "rest", "straight_norms", "rest_norms", "total_norms"):
            found[_camel(name)] = (getattr(ways, name), own)
        for name in ("written", "initial", "kept", "total"):
            found[name] = (getattr(memory, name), memory.total)
        found["shares"] = (memory.shares(), 0)
    return found


def _of_difference(untouched: Trace, trace: Trace) -> dict[str, tuple[Any, Any]]:
    apart = difference(untouched, trace)
    found: dict[str, tuple[Any, Any]] = {
        f"difference {name}": (values, trace[name]) for name, values in apart.signals.items()
    }
    found |= {"change": (apart.hidden, trace.hidden), "logits": (apart.logits, trace.logits)}
    return found | {"answers": (apart.answers, trace.answers)}


def _of_truncation(question: Question, trace: Trace, profile: GradientProfile) -> dict[str, tuple[Any, Any]]:
    found = truncation(trace, question.window or 1, question.target, question.at)
    layers = range(trace.network.spec.model.layers)
    told: dict[str, tuple[Any, Any]] = {
        "cut": (found.cut, np.concatenate([_largest_of(profile, layer) for layer in layers]))
    }
    for name, whole in found.full.weight_gradients().items():
        beside = max(1.0, _largest(_beside(found.full, name)) / np.linalg.norm(whole))
        told[f"error {name}"] = ([found.error[name]], beside)
        told[f"cosine {name}"] = ([found.cosine[name]], beside)
    return told


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)


def apart(right: Mapping[str, tuple[Any, Any]], told: Mapping[str, Array], tolerance: float) -> list[str]:
    """Return a line for each array that the browser does not say as core does."""
    if right.keys() != told.keys():
        return [f"names differ: {sorted(right.keys() ^ told.keys())}"]
    found = []
    for name, (values, beside) in right.items():
        ours, theirs = np.asarray(values, np.float64).ravel(), told[name].ravel()
        if ours.shape != theirs.shape:
            found.append(f"{name}: {ours.shape} / {theirs.shape} numbers")
            continue
        fine = np.isfinite(ours)
        if not np.array_equal(
            np.where(fine, 0, ours), np.where(np.isfinite(theirs), 0, theirs), equal_nan=True
        ):
            found.append(f"{name}: not finite: {ours.tolist()} / {theirs.tolist()}")
            continue
        largest = max(_largest(ours), _largest(beside))
        off = _largest(ours[fine] - theirs[fine])
        if off > tolerance * largest:
            found.append(f"{name}: off by {off / largest:.1e} of {largest:.3g}")
    return found


def _largest(values: Any) -> float:
    numbers = np.abs(np.asarray(values, np.float64))
    return float(numbers[np.isfinite(numbers)].max(initial=0.0))
