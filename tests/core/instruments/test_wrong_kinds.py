"""What takes a number or a name refuses what is none, in a sentence: what came, and what was expected."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from core import (
    Clamp,
    Erase,
    Off,
    Operation,
    Replace,
    check_gradients,
    clip,
    default_run,
    difference,
    difference_carried,
    effect_on_answer,
    eigenvalues,
    find_units,
    fit_probe,
    generate,
    gradient_profile,
    initial_network,
    jacobians,
    ledger,
    loss_at,
    paths,
    reach_map,
    record,
    record_batch,
    saturation,
    truncation,
    weight_count,
    with_forget_bias,
    with_radius,
)
from core.figures.dynamics import jacobian_figure, singular_value_figure, step_figure
from core.figures.gradients import contribution_figure, reach_figure
from core.figures.memory import difference_map_figure, ledger_figure, share_figure
from core.figures.staves import heat_stave, lines_stave, readout_stave
from core.figures.training import thin
from core.figures.units import saturation_figure

NETWORK, RNN = initial_network(default_run("lstm")), initial_network(default_run("rnn"))
WRITER = initial_network(default_run("gru", "characters"))
WORDS = "the dog that we saw"
TRACE, OTHER = record(NETWORK, WORDS), record(NETWORK, "the cat that we saw")
PROFILE, LEDGER, JACOBIANS = gradient_profile(TRACE), ledger(TRACE), jacobians(TRACE)
REACH, DIFFERENCE = reach_map(TRACE), difference(TRACE, OTHER)
LABELS = [[0, 1, 0, 1, 0], [0, 1, 0, 1, 0]]

STRANGE: dict[str, Any] = {
    "text": "no such", "bytes": b"x", "list": [], "dict": {}, "object": object(), "half": 0.5,
    "nan": float("nan"), "array": np.array([1, 2]), "far": 10**6, "true": True, "none": None,
}  # fmt: skip

Call = Callable[[Any], object]
EVERY = frozenset(STRANGE)
NUMBER = EVERY - {"half", "far"}
"""Where any number will do."""
FROM_ONE = EVERY - {"far"}
"""Where any whole number will do."""


def operated(make: Callable[[Any], Any]) -> Call:
    return lambda value: record(NETWORK, WORDS, operations=[make(value)])


def given(field: str, ask: Callable[..., object]) -> Call:
    return lambda value: ask(**{field: value})


LAYERED: dict[str, Callable[..., object]] = {
    "trace.layer": TRACE.layer,
    "profile.layer": PROFILE.layer,
    "difference.layer": DIFFERENCE.layer,
    "jacobians": lambda **place: jacobians(TRACE, **place),
    "ledger": lambda **place: ledger(TRACE, **place),
    "paths": lambda **place: paths(PROFILE, **place),
    "reach_map": lambda **place: reach_map(TRACE, **place),
    "find_units": lambda **place: find_units([TRACE, OTHER], LABELS, **place),
    "saturation": lambda **place: saturation([TRACE], "forget_gate", **place),
    "effect_on_answer": lambda **place: effect_on_answer(TRACE, **place),
    "difference_carried": lambda **place: difference_carried(TRACE, OTHER, **place),
    "eigenvalues": lambda **place: eigenvalues(RNN, **place),
    "with_radius": lambda **place: with_radius(RNN, 1.0, **place),
    "with_forget_bias": lambda **place: with_forget_bias(NETWORK, 1.0, **place),
    "Off": lambda **place: record(NETWORK, WORDS, operations=[Off("forget_gate", **place)]),
    "Clamp": lambda **place: record(NETWORK, WORDS, operations=[Clamp("forget_gate", 1.0, **place)]),
    "heat_stave": lambda **place: heat_stave(TRACE.network, "hidden", **place),
    "lines_stave": lambda **place: lines_stave(TRACE.network, "hidden", **place),
}

TABLE: dict[str, tuple[Call, frozenset[str]]] = {
    "record.dtype": (lambda it: record(NETWORK, WORDS, dtype=it), EVERY - {"none"}),
    "record.sentence": (lambda it: record(NETWORK, it), EVERY - {"text"}),
    "record.operations": (lambda it: record(NETWORK, WORDS, operations=it), EVERY - {"list"}),
    "record_batch.dtype": (lambda it: record_batch(NETWORK, [WORDS], dtype=it), EVERY - {"none"}),
    "record_batch.sentences": (lambda it: record_batch(NETWORK, it), EVERY - {"list", "dict", "bytes"}),
    "gradient_profile.target": (lambda it: gradient_profile(TRACE, it), EVERY - {"none", "list", "array"}),
    "gradient_profile.at": (lambda it: gradient_profile(TRACE, at=it), EVERY),
    "gradient_profile.window": (lambda it: gradient_profile(TRACE, window=it), FROM_ONE - {"none"}),
    "loss_at.at": (lambda it: loss_at(TRACE, at=it), EVERY),
    "loss_at.target": (lambda it: loss_at(TRACE, [it] * 5), EVERY - {"none"}),
    "truncation.window": (lambda it: truncation(TRACE, it), FROM_ONE - {"none"}),
    "check_gradients.each": (lambda it: check_gradients(TRACE, each=it), FROM_ONE),
    "check_gradients.nudge": (lambda it: check_gradients(TRACE, each=1, nudge=it), NUMBER),
    "check_gradients.seed": (lambda it: check_gradients(TRACE, each=1, seed=it), FROM_ONE),
    "passes.tolerance": (lambda it: check_gradients(TRACE, each=1).passes(it), NUMBER),
    "clip.threshold": (lambda it: clip({"w": np.ones(2)}, it), NUMBER),
    "weight_count.words": (lambda it: weight_count(NETWORK.spec.model, it, 3), FROM_ONE),
    "weight_count.classes": (lambda it: weight_count(NETWORK.spec.model, 9, it), FROM_ONE),
    "weight_count.hidden_size": (
        lambda it: weight_count(NETWORK.spec.model, 9, 3, hidden_size=it), FROM_ONE - {"none"}
    ),
    "generate.length": (lambda it: generate(WRITER, "a", it), EVERY),
    "generate.temperature": (lambda it: generate(WRITER, "a", 1, it), NUMBER),
    "generate.seed": (lambda it: generate(WRITER, "a", 1, seed=it), FROM_ONE),
    "eigenvalues.gate": (lambda it: eigenvalues(NETWORK, it), EVERY),
    "with_radius.gate": (lambda it: with_radius(NETWORK, 1.0, it), EVERY),
    "with_radius.radius": (lambda it: with_radius(RNN, it), NUMBER),
    "with_forget_bias.bias": (lambda it: with_forget_bias(NETWORK, it), NUMBER),
    "find_units.signal": (lambda it: find_units([TRACE, OTHER], LABELS, it), EVERY - {"none"}),
    "saturation.signal": (lambda it: saturation([TRACE], it), EVERY),
    "difference_carried.signal": (lambda it: difference_carried(TRACE, OTHER, it), EVERY),
    "fit_probe.label": (lambda it: fit_probe(NETWORK, it), EVERY),
    "fit_probe.state": (lambda it: fit_probe(NETWORK, "subject", state=it), EVERY),
    "fit_probe.sentences": (lambda it: fit_probe(NETWORK, "subject", sentences=it), FROM_ONE),
    "fit_probe.seed": (lambda it: fit_probe(NETWORK, "subject", seed=it), FROM_ONE),
    "fit_probe.ridge": (lambda it: fit_probe(NETWORK, "subject", sentences=9, ridge=it), NUMBER),
    "shares.timestep": (LEDGER.shares, EVERY),
    "Clamp.gate": (operated(lambda it: Clamp(it, 1.0)), EVERY),
    "Clamp.value": (operated(lambda it: Clamp("forget_gate", it)), NUMBER),
    "Clamp.units": (operated(lambda it: Clamp("forget_gate", 1.0, units=it)), EVERY - {"none", "list"}),
    "Clamp.unit": (operated(lambda it: Clamp("forget_gate", 1.0, units=(it,))), EVERY),
    "Clamp.start": (operated(lambda it: Clamp("forget_gate", 1.0, start=it)), EVERY),
    "Clamp.stop": (operated(lambda it: Clamp("forget_gate", 1.0, stop=it)), FROM_ONE - {"none"}),
    "Off.gate": (operated(Off), EVERY),
    "Erase.timestep": (operated(Erase), EVERY),
    "Replace.timestep": (operated(lambda it: Replace(it, "dog")), EVERY),
    "Replace.word": (operated(lambda it: Replace(0, it)), EVERY),
    "jacobian_figure.kind": (lambda it: jacobian_figure(JACOBIANS, TRACE.words, it), EVERY),
    "step_figure.kind": (lambda it: step_figure(JACOBIANS, TRACE.words, it), EVERY),
    "singular_value_figure.timestep": (lambda it: singular_value_figure(JACOBIANS, it), EVERY),
    "contribution_figure.weight": (lambda it: contribution_figure(PROFILE, it), EVERY),
    "reach_figure.state": (lambda it: reach_figure(REACH, TRACE.words, it), EVERY),
    "reach_figure.most": (lambda it: reach_figure(REACH, TRACE.words, most=it), NUMBER - {"none"}),
    "ledger_figure.timestep": (lambda it: ledger_figure(LEDGER, TRACE.words, it), EVERY),
    "share_figure.timestep": (lambda it: share_figure(LEDGER, TRACE.words, it), EVERY),
    "difference_map_figure.signal": (lambda it: difference_map_figure(DIFFERENCE, it), EVERY),
    "saturation_figure.signal": (lambda it: saturation_figure(np.ones(3), it), EVERY),
    "readout_stave.most": (lambda it: readout_stave(TRACE.network, "next", it), FROM_ONE),
    "thin.most": (lambda it: thin(np.arange(9), np.arange(9.0), it), FROM_ONE),
    **{f"{name}.layer": (given("layer", ask), EVERY) for name, ask in LAYERED.items()},
    **{f"{name}.reverse": (given("reverse", ask), EVERY) for name, ask in LAYERED.items()},
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_a_wrong_kind_is_refused_in_a_sentence(name: str) -> None:
    call, strange = TABLE[name]
    for kind in sorted(strange):
        with pytest.raises(ValueError, match=r"^[^\n]{15,300}[.…]$") as refused:
            call(STRANGE[kind])
        said = str(refused.value)
        assert not re.search(r"ambiguous|invalid literal|could not convert", said), "NumPy's and Python's own"


def test_numbers_of_numpy_are_numbers() -> None:
    one: Any = np.int64(1)
    half: Any = np.float32(0.5)
    assert np.array_equal(TRACE.layer(-one).hidden, TRACE.hidden)
    assert gradient_profile(TRACE, np.int64(3), one, window=one + one).at == 1
    assert clip({"w": np.ones(2)}, half).threshold == 0.5
    operations: list[Operation] = [Clamp("forget_gate", half, (one,), start=one), Erase(one)]
    assert record(NETWORK, WORDS, operations=operations)["forget_gate"][1, 1] == 0.5
