"""Browser and core are equal on the way back: gradients, reach, paths, ledger, Jacobians, truncation."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np

from core import instruments, record
from core.equations.contribution import norms
from core.instruments import Clamp, Erase, cluster_order, gradient_profile
from core.network import Network
from core.network.files import to_file
from core.spec import KINDS, ModelSpec
from tests.contract.cases import Answering, Case, attending, broken, cases, drawn, large
from tests.contract.comparing import CLOSE, FAR, numbers
from tests.contract.questions import (
    Question,
    answering_numbers,
    answers_of_core,
    apart,
    batch_of,
    questions,
)
from tests.making.networks import network, sentence

LARGE = 1e6


def disagreements(asked: Sequence[Question], answering: Answering) -> list[str]:
    """Return a line for everything that is not the same in both."""
    answers = answering("findings", batch_of(asked))
    assert len(answers) == len(asked)
    lines = []
    for number, (one, answer) in enumerate(zip(asked, answers, strict=True)):
        told = {name: numbers(array) for name, array in answer.items()}
        model, steps = one.case.network.spec.model, len(one.trace())
        tame = model.kind != "rnn" or model.activation == "tanh"
        tolerance = CLOSE if tame and steps <= 32 else FAR
        head = f"{number}, {one.case.network.spec.label()}, {steps} words, {one.case.operations}, {one.at}"
        right = answers_of_core(one)
        if not has_clear_radius(one.case.network):
            for name in [name for name in right if name.endswith(" linear")]:
                del right[name], told[name]
        lines += [f"{head}: {line}" for line in apart(right, told, tolerance)]
    return lines


def has_clear_radius(net: Network) -> bool:
    """Whether a spectral radius is more than rounding: beside weights of 1e38 a small eigenvalue is not."""
    matrices = [array for name, array in net.weights.items() if "weight_hh" in name]
    return not any(np.isfinite(array).all() and np.abs(array).max() > LARGE for array in matrices)


def test_random_networks_are_gone_back_through_alike(answering: Answering) -> None:
    assert disagreements(drawn(questions(cases()), 40), answering) == []


def test_networks_of_usual_sizes_are_gone_back_through_alike(answering: Answering) -> None:
    assert disagreements([of_usual_size(case) for case in large()[:3]], answering) == []


def test_attention_is_gone_back_through_alike(answering: Answering) -> None:
    assert disagreements([of_usual_size(case) for case in attending()], answering) == []


def of_usual_size(case: Case) -> Question:
    """Ask for the first class after each word."""
    return Question(case, [0] * len(record(case.network, case.sentence)), "each")


def test_what_is_not_finite_is_so_in_both_on_the_way_back(answering: Answering) -> None:
    assert disagreements(drawn(questions(broken()), 25), answering) == []


def test_a_chromium_goes_back_as_core_does(answering_page: Answering) -> None:
    """Many networks in one page: with all options, of usual sizes, and with weights that are not finite."""
    asked = drawn(questions(cases()), 150) + drawn(questions(broken()), 60)
    for first in range(0, len(asked), 40):
        assert disagreements(asked[first : first + 40], answering_page) == []
    assert disagreements([of_usual_size(case) for case in large()], answering_page) == []


def test_ties_erased_words_and_held_gates_go_back_alike(answering: Answering) -> None:
    """Of equal outputs the first is the largest; what is erased or held takes no gradient."""
    tied = network(ModelSpec("rnn", 3, 4, activation="relu", readout="max"), 1)
    gru = network(ModelSpec("gru", 3, 4, reset_gate="before", layers=2), 2)
    hold = Clamp("candidate", 0.5, (1, 2), 2, 5, layer=0)
    made = [Case(tied, sentence(tied, 12)), Case(gru, sentence(gru, 8), (Erase(3), Erase(-1), hold))]
    traces = [record(one.network, one.sentence, operations=one.operations) for one in made]
    outputs = traces[0].forward.stack.outputs[:, 0]
    assert (outputs.max(axis=0) == 0).any() or (np.diff(np.sort(outputs, axis=0), axis=0) == 0).any()
    asked = [Question(one, [0] * len(trace), "each") for one, trace in zip(made, traces, strict=True)]
    assert disagreements(asked, answering) == []


def test_sizes_of_tiny_and_huge_numbers_are_alike(answering: Answering) -> None:
    rng = np.random.default_rng(4)
    scales = (1.0, 1e-320, 1e-200, 1e-154, 1e150, 1e200, 1e307, 0.0)
    rows = [scale * rng.uniform(-1, 1, 16) for scale in scales]
    rows += [np.where(np.arange(16) == 3, odd, rows[0]) for odd in (np.nan, np.inf, -np.inf)]
    told = answering("sizes", {"rows": [[spelt(one) for one in row] for row in rows], "matrices": []})
    np.testing.assert_allclose(numbers(told["norms"]).ravel(), norms(np.array(rows)), rtol=1e-14)


def test_largest_singular_values_are_alike(answering: Answering) -> None:
    rng = np.random.default_rng(5)
    sizes = (1, 2, 3, 16, 33, 64)
    matrices = [scale * rng.normal(size=(size, size)) for size in sizes for scale in (1, 1e-180, 1e200)]
    matrices += [np.eye(5), np.zeros((3, 3)), np.ones((4, 4)), np.diag([1, 1e-200, 0]), np.eye(9, k=1)]
    matrices += [np.full((2, 2), odd) for odd in (np.nan, np.inf)]
    plain = [[spelt(one) for one in matrix.ravel()] for matrix in matrices]
    told = answering("sizes", {"rows": [], "matrices": plain})
    right = np.array([np.linalg.norm(one, 2) if np.isfinite(one).all() else np.nan for one in matrices])
    np.testing.assert_allclose(numbers(told["largest"]).ravel(), right, rtol=1e-14)


def test_spectral_radii_are_alike(answering: Answering) -> None:
    """Of matrices of tanh cells: where rows are zero, eigenvalues may hang on the last digit alone."""
    nets = [network(ModelSpec(kind, 3, 6), 3, 1.0) for kind in KINDS]
    words = sentence(nets[0], 7).words
    told = answering("spectralRadii", {"files": [file_of(net) for net in nets], "sentence": words})
    for net, radii in zip(nets, told, strict=True):
        right = instruments.jacobians(record(net, list(words))).spectral_radii
        np.testing.assert_allclose(numbers(radii).ravel(), right, rtol=1e-10)


def spelt(number: float) -> str:
    """Return a number as JavaScript writes it; JSON has no infinity."""
    return (
        "Infinity"
        if number == np.inf
        else "-Infinity"
        if number == -np.inf
        else repr(float(number)).replace("nan", "NaN")
    )


def file_of(net: Network) -> str:
    return base64.b64encode(to_file(net, "a network")).decode()


REFUSED: tuple[tuple[int, str, tuple[Any, ...]], ...] = (
    (0, "lossAt", (None, 9)),
    (0, "lossAt", (None, -6)),
    (0, "lossAt", (None, 1.5)),
    (0, "lossAt", ([0, 1],)),
    (0, "lossAt", ("wonderful",)),
    (0, "lossAt", (2,)),
    (0, "lossAt", (0.5,)),
    (0, "lossAt", (-1,)),
    (0, "reachMap", (None, 7)),
    (0, "reachMap", (None, 0, True)),
    (0, "jacobians", (-2,)),
    (0, "ledger", ()),
    (0, "paths", ()),
    (0, "truncation", (0,)),
    (0, "truncation", (1.5,)),
    (1, "truncation", (2,)),
    (1, "ledger", (2,)),
    (3, "truncation", (2,)),
    (2, "lossAt", ("many",)),
    (2, "lossAt", ([0, 1, "", 3, 4],)),
    (2, "lossAt", ("1.5",)),
    (0, "lossAt", ("positive",)),
    (0, "lossAt", (["positive", None, 0, 1, "negative"], "each")),
)
"""A network, what is asked of it on five words, and what is given; the last three are answered."""

ANSWERED = 3
PYTHONS = {"lossAt": "loss_at", "reachMap": "reach_map"}


def test_what_core_refuses_the_browser_refuses_in_the_same_words(answering: Answering) -> None:
    plain = network(ModelSpec("rnn", 3, 4))
    nets = [plain, network(ModelSpec("lstm", 3, 4, bidirectional=True)), answering_numbers(plain)]
    nets.append(network(ModelSpec("gru", 3, 4, decoder=True, attention=True)))
    read = sentence(plain, 5).words
    calls = [{"file": net, "sentence": read, "name": name, "given": given} for net, name, given in REFUSED]
    expected: list[str | None] = []
    for net, name, given in REFUSED:
        trace = record(nets[net], list(read))
        function = getattr(instruments, PYTHONS.get(name, name))
        try:
            function(gradient_profile(trace) if name == "paths" else trace, *given)
            expected.append(None)
        except ValueError as error:
            expected.append(str(error))
    assert [message is None for message in expected] == [False] * (len(REFUSED) - ANSWERED) + [
        True
    ] * ANSWERED
    assert answering("refusals", {"files": [file_of(net) for net in nets], "calls": calls}) == expected


def test_units_stand_in_the_same_order(answering: Answering) -> None:
    """On values without ties: of two timesteps, all units that change go together by rounding alone."""
    rng = np.random.default_rng(3)
    tables = [rng.normal(size=(rows, units)) for rows in (5, 24, 128) for units in (1, 2, 3, 8, 32)]
    tables[3][:, [0, 5]] = 1.5
    tables[4][2, 7] = np.nan
    tables[5:10] = [table * 1e200 for table in tables[5:10]]
    tables[10:] = [table * 1e-200 for table in tables[10:]]
    plain = [[[None if np.isnan(one) else one for one in row] for row in table.tolist()] for table in tables]
    assert answering("orders", plain) == [cluster_order(table).tolist() for table in tables]


def test_an_operation_changes_nothing_before_it(answering: Answering) -> None:
    net = network(ModelSpec("lstm", 3, 4))
    each = [[{"kind": "erase", "timestep": at}] for at in (0, 3)] + [[]]
    given = {"files": [file_of(net)], "sentence": sentence(net, 5).words, "each": each}
    assert answering("firsts", given) == [0, 3, None]


def test_a_broken_equation_would_be_seen() -> None:
    """The comparison sees a digit that is wrong, and a number where core has none."""
    asked = Question(Case(network(ModelSpec("gru", 3, 4)), "the film was good"), None)
    right = answers_of_core(asked)
    told = {name: np.array(values, np.float64) for name, (values, _) in right.items()}
    assert apart(right, told, CLOSE) == []
    told["layer 0 false reach"][3, 0] *= 1 + 1e-9
    told["loss"] = np.array([np.nan])
    assert [line.split(":")[0] for line in apart(right, told, CLOSE)] == ["loss", "layer 0 false reach"]
