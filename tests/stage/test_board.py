"""From a description to what is drawn: the numbers on the staves are those that core computes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core import (
    Network,
    Trace,
    default_run,
    fit_probe,
    gradient_profile,
    initial_network,
    jacobians,
    ledger,
    paths,
    reach_map,
    record,
)
from core.figures.boards import board, gradient_board
from core.figures.gradient_staves import (
    INSTRUMENTS,
    contributions_stave,
    jacobian_stave,
    paths_stave,
    reach_stave,
)
from core.figures.score import score
from core.figures.staves import (
    heat_stave,
    ledger_stave,
    probe_stave,
    profile_stave,
    readout_stave,
    written_stave,
)
from core.instruments import Probe
from core.instruments.labels import subject
from core.spec import KINDS, Kind, ModelSpec, RunSpec
from tests.making.traces import SENTENCE, broken_trace, trace_of
from tests.stage.conftest import Modules, file_of, matrix, read_board


def read(
    modules: Modules,
    networks: list[Network],
    described: dict[str, Any],
    sentence: str = "",
    fitted: dict[str, Any] | None = None,
) -> Any:
    """Return what is drawn, matrices as rows; `fitted` are the probes by their networks' keys."""
    return read_board(modules, networks, described, fitted, sentence=sentence or None)


@pytest.mark.parametrize("broken", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_every_signal_is_what_the_network_does(modules: Modules, kind: Kind, broken: bool) -> None:
    trace = broken_trace(kind) if broken else trace_of(kind)
    made = board(trace.network, SENTENCE, list(trace.signals), name="b", readout="")
    seen = read(modules, [trace.network], made)
    for stave in seen["staves"]:
        np.testing.assert_allclose(matrix(stave["values"]), trace[stave["id"]], rtol=1e-12, atol=1e-15)
    assert [token["text"] for token in seen["tokens"]] == list(trace.words)
    assert [token["known"] for token in seen["tokens"]] == trace.known.tolist()
    assert seen["units"] == trace.hidden.shape[1]


def test_each_layer_and_direction_is_its_own(modules: Modules) -> None:
    net = initial_network(RunSpec(ModelSpec("lstm", 4, 8, layers=2, bidirectional=True)))
    trace = record(net, "the dog had a fluffy")
    places = [(0, False), (0, True), (1, False), (-1, True)]
    staves = [heat_stave(net, "cell_state", *place) for place in places]
    seen = read(modules, [net], score([net], "the dog had a fluffy", staves, name="two"))
    for stave, place in zip(seen["staves"], places, strict=True):
        expected = trace.layer(*place)["cell_state"]
        np.testing.assert_allclose(matrix(stave["values"]), expected, rtol=1e-12, atol=1e-15)


def test_networks_under_one_another_each_read_for_themselves(modules: Modules) -> None:
    net, other = broken_trace("lstm").network, trace_of("lstm").network
    made = board(net, SENTENCE, ["forget_gate"], name="b", readout="", against=other)
    seen = read(modules, [net, other], made)
    np.testing.assert_allclose(
        matrix(seen["staves"][1]["values"]), trace_of("lstm")["forget_gate"], rtol=1e-12
    )
    assert net.key in seen["caption"]
    assert other.key in seen["caption"]
    assert " ".join(trace_of("lstm").words) in seen["caption"]


def test_another_sentence_needs_no_other_description(modules: Modules) -> None:
    net = trace_of("gru").network
    seen = read(modules, [net], board(net, SENTENCE, ["hidden"], name="b", readout=""), "a good film")
    expected = record(net, "a good film").hidden
    np.testing.assert_allclose(matrix(seen["staves"][0]["values"]), expected, rtol=1e-12, atol=1e-15)


def best(modules: Modules, trace: Trace, most: int = 3) -> Any:
    described = score(
        [trace.network], " ".join(trace.words), [readout_stave(trace.network, "so far", most)], name="r"
    )
    return read(modules, [trace.network], described)["staves"][0]


def test_the_readout_says_the_likeliest_words_first(modules: Modules) -> None:
    trace = trace_of("lstm", "recall", "the dog had a fluffy")
    for row, guesses in zip(trace.probabilities, best(modules, trace, 4)["best"], strict=True):
        assert [share for _, share in guesses] == pytest.approx(sorted(row, reverse=True)[:4], rel=1e-12)
        assert all(row[trace.network.classes.index(word)] == pytest.approx(p) for word, p in guesses)


def test_two_classes_keep_their_places(modules: Modules) -> None:
    trace = trace_of("lstm", "sentiment", "a good film")
    for row, guesses in zip(trace.probabilities, best(modules, trace)["best"], strict=True):
        assert [word for word, _ in guesses] == ["negative", "positive"]
        assert [share for _, share in guesses] == pytest.approx(list(row), rel=1e-12)


def test_where_a_probability_is_not_finite_no_class_is_the_likeliest(modules: Modules) -> None:
    trace = broken_trace("lstm")
    for row, guesses in zip(trace.probabilities, best(modules, trace)["best"], strict=True):
        assert np.isfinite(row).all() or guesses == [["NaN", None], ["", None]]
    assert not np.isfinite(trace.probabilities).all()


def test_a_number_is_said_as_a_number(modules: Modules) -> None:
    net = initial_network(default_run("lstm", "adding"))
    stave = best(modules, record(net, "0.10 0.20"))
    answers = record(net, "0.10 0.20").answers[:, 0]
    assert stave["number"] is True
    assert [guesses[0][0].replace("−", "-") for guesses in stave["best"]] == [f"{y:.2f}" for y in answers]


def test_an_answer_that_is_no_number_is_not_zero(modules: Modules) -> None:
    net = initial_network(default_run("lstm", "adding"))
    for value, said in ((np.nan, "NaN"), (-np.inf, "−∞")):
        bias = np.array([value], np.float32)
        broken = replace(net, weights={**net.weights, "readout.bias": bias})
        trace = record(broken, "0.10")
        assert best(modules, trace)["best"] == [[[said, None]]]


def test_gradients_of_three_cells_are_core_s(modules: Modules) -> None:
    nets = [trace_of(kind).network for kind in KINDS]
    seen = read(modules, nets, gradient_board(nets, SENTENCE, name="g", target=1))
    profiles = [gradient_profile(trace_of(kind), 1) for kind in KINDS]
    expected = [*(profile.hidden for profile in profiles), profiles[2].cell_state]
    for one, norms in zip(seen["staves"][0]["series"], expected, strict=True):
        assert norms is not None
        np.testing.assert_allclose(matrix(one["values"])[:, 0], norms / norms[-1], rtol=1e-10)
    assert seen["staves"][0]["note"] == "1: as much as at the last word"
    assert seen["staves"][0]["wanted"] == "positive"
    roles = {one["name"]: one.get("role") for one in seen["staves"][0]["series"]}
    assert roles == {"RNN": None, "GRU": None, "LSTM h": "output", "LSTM c": "memory"}
    raw = read(modules, nets, score(nets, SENTENCE, [profile_stave(nets)], name="g", target=1))["staves"][0]
    for one, norms in zip(raw["series"], expected, strict=True):
        assert norms is not None
        np.testing.assert_allclose(matrix(one["values"])[:, 0], norms, rtol=1e-10)
    assert raw["note"] == "L = −log p(“positive”) at the last word"


def test_without_a_target_the_gradient_asks_for_the_likeliest_answer(modules: Modules) -> None:
    net = trace_of("lstm").network
    seen = read(modules, [net], gradient_board([net], SENTENCE, name="g"))
    likeliest = net.classes[int(trace_of("lstm").probabilities[-1].argmax())]
    assert seen["staves"][0]["wanted"] == likeliest
    hidden = matrix(seen["staves"][0]["series"][0]["values"])[:, 0]
    norms = gradient_profile(trace_of("lstm")).hidden
    np.testing.assert_allclose(hidden, norms / norms[-1], rtol=1e-10)


def test_a_number_is_asked_for_by_its_square(modules: Modules) -> None:
    net = initial_network(default_run("lstm", "total"))
    seen = read(modules, [net], gradient_board([net], "3 a 5 b", name="g", target=14.0))
    assert seen["staves"][0]["wanted"] == "", "a number has no name"
    raw = read(modules, [net], score([net], "3 a 5 b", [profile_stave([net])], name="g", target=14.0))
    assert raw["staves"][0]["note"] == "L = (y − 14)² at the last word"


@pytest.mark.parametrize("kind", KINDS)
def test_the_unrolled_network_shows_states_and_shared_weights(modules: Modules, kind: Kind) -> None:
    trace = trace_of(kind)
    (stave,) = read(
        modules, [trace.network], board(trace.network, SENTENCE, ["unrolled"], name="u", readout="")
    )["staves"]
    np.testing.assert_allclose(matrix(stave["values"]), trace.hidden, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(matrix(stave["inputs"]), trace.inputs, rtol=1e-12)
    assert not matrix(stave["initial"]).any()
    counts = {weight["name"]: (weight["count"], weight["shape"]) for weight in stave["weights"]}
    weights = trace.network.weights
    for name, key in (("W_x", "rnn.weight_ih_l0"), ("W_h", "rnn.weight_hh_l0"), ("W_y", "readout.weight")):
        assert counts[name] == (weights[key].size, "×".join(map(str, weights[key].shape)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sentence", ["", "we saw the Horse and the dog", "a big"])
def test_what_is_read_is_what_core_s_probe_reads(modules: Modules, kind: Kind, sentence: str) -> None:
    """On the sentence that was sent and on one that is typed; nothing before the subject."""
    net, sent = initial_network(default_run(kind, "recall")), "the dog that my family had"
    probe = fit_probe(net, "subject", sentences=80, state="cell_state" if kind == "lstm" else "hidden")
    sent_probe = probe.to_dict("f32")
    fitted = {net.key: {"probe": sent_probe, "lag": 12, "share": 0.5, "chance": None}}
    made = score([net], sent, [probe_stave(net)], name="p")
    (seen,) = read(modules, [net], made, sentence, fitted)["staves"]
    trace = record(net, sentence or sent)
    shares, says = Probe.from_dict(sent_probe).read(trace), probe.says(trace)
    assert seen["subject"] == next(filter(None, subject(trace.words)), None)
    assert seen["usual"] == (not sentence), "only the first begins with “the” and its subject"
    assert [answer and answer["word"] for answer in seen["answers"]] == [
        says[t] if right else None for t, right in enumerate(subject(trace.words))
    ]
    for answer, row, right in zip(seen["answers"], shares, subject(trace.words), strict=True):
        if answer:
            assert answer["share"] == pytest.approx(row.max(), rel=1e-12)
            assert answer["right"] == (answer["word"] == right)
        else:
            assert right is None


def test_where_the_state_is_not_finite_nothing_is_read(modules: Modules) -> None:
    fine = initial_network(default_run("gru", "recall"))
    probe = fit_probe(fine, "subject", sentences=80)
    broken = replace(fine, weights={**fine.weights, "rnn.bias_hh_l0": np.full(96, np.nan, np.float32)})
    fitted = {broken.key: {"probe": probe.to_dict("f32"), "lag": 12, "share": None, "chance": None}}
    made = score([broken], "a dog", [probe_stave(broken)], name="p")
    (seen,) = read(modules, [broken], made, fitted=fitted)["staves"]
    assert seen["answers"] == [None, {"word": "NaN", "share": None, "right": False}]


def test_a_probe_that_is_not_there_is_told(modules: Modules) -> None:
    net = initial_network(default_run("gru", "recall"))
    (seen,) = read(modules, [net], score([net], "the dog", [probe_stave(net)], name="p"))["staves"]
    assert (seen["missing"], seen["answers"]) == ({"message": net.key}, [])


@pytest.mark.parametrize(
    ("right", "usual", "said"),
    [
        ("-111", True, "“dog” can be read to the last word. On test"),
        ("-101", True, "“dog” can be read up to “dog” (word 2). On test"),
        ("-011", False, "“dog” cannot be read. On test"),
        ("----", True, ""),
    ],
)
def test_how_far_the_subject_can_be_read_is_said(
    modules: Modules, right: str, usual: bool, said: str
) -> None:
    answers = [None if one == "-" else {"word": "", "share": 1, "right": one == "1"} for one in right]
    fitted = {"lag": 12, "share": 0.2411, "chance": None}
    stave = {"answers": answers, "usual": usual, "fitted": fitted, "subject": "dog" if said else None}
    body = "return m.whatIsRead(g[0], g[1]);"
    found = modules.run("score/staves/probe", body, ["the", "dog", "we", "saw"], stave)
    assert found.startswith(said)
    assert ("right 12 words later in 24 %; chance no number." in found) == bool(said)
    assert ("it may misread" in found) == (not usual)


@pytest.mark.parametrize("place", [(0, False), (0, True), (1, False), (1, True)])
def test_the_ledger_is_core_s_and_adds_up(modules: Modules, place: tuple[int, bool]) -> None:
    model = ModelSpec("lstm", 4, 8, layers=2, bidirectional=True, initial_state="random")
    net = initial_network(RunSpec(model))
    text = "the dog had a fluffy"
    staves = [ledger_stave(net, *place), written_stave(net, *place)]
    seen = read(modules, [net], score([net], text, staves, name="l"))["staves"]
    right = ledger(record(net, text), *place)
    for stave in seen:
        written = np.array([matrix(one) for one in stave["ledger"]["written"]])
        initial = matrix(stave["ledger"]["initial"])
        np.testing.assert_allclose(written, right.written, rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(initial, right.initial, rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(written.sum(axis=1) + initial, matrix(stave["values"]), atol=1e-12)
        assert np.abs(initial).max() > 0


def test_who_wrote_what_is_left_is_said_with_the_ledger_s_shares(modules: Modules) -> None:
    trace = trace_of("lstm", "sentiment", "the film was not good but lovely")
    body = """
      const { ledger } = await stage("../net/instruments/ledger");
      const { record } = await stage("../net/trace");
      const { fromFile } = await stage("../net/file");
      const trace = record(fromFile(Uint8Array.from(Buffer.from(g[0], "base64"))), g[1]);
      return [0, 3].map((timestep) => m.whoWrote(ledger(trace), trace.words, timestep));"""
    said = modules.run("score/staves/ledger", body, file_of(trace.network), " ".join(trace.words))
    shares = ledger(trace).shares()[:-1]
    most = int(shares.argmax())
    wrote = f"by “{trace.words[most]}” (word {most + 1})."
    head = "Of all that is left in the cell state after the last word, by size, "
    assert said[0] == f"{head}{100 * shares[most]:.0f} % was written {wrote}"
    before = f"{100 * shares[:3].sum():.0f} % was written before “not” (word 4), at the cursor, and "
    assert said[1] == f"{head}{before}{100 * shares[most]:.0f} % {wrote}"


def test_what_is_left_is_not_said_where_it_is_no_number(modules: Modules) -> None:
    body = """
      const { Matrix } = await stage("../net/matrix");
      const total = new Matrix(2, 1, Float64Array.from(g[0] === "NaN" ? [1, NaN] : [1, 0]));
      return m.whoWrote({ shares: () => [NaN, NaN, NaN], total }, ["a", "b"], 1, g[1]);"""
    where = "in the cell state after the last word"
    said = [
        modules.run("score/staves/ledger", body, *case)
        for case in (("NaN", False), ("0", False), ("0", True))
    ]
    assert said == [
        f"What is left {where} is not a number.",
        f"Nothing is left {where}.",
        f"Nothing of the difference is left {where}.",
    ]


def way_back(kind: Kind, broken: bool) -> Trace:
    return broken_trace(kind) if broken else trace_of(kind)


@pytest.mark.parametrize("broken", [False, True])
def test_parts_of_a_shared_gradient_are_core_s_and_add_up_to_one(modules: Modules, broken: bool) -> None:
    traces = [way_back(kind, broken) for kind in KINDS]
    nets = [trace.network for trace in traces]
    described = score(nets, SENTENCE, [contributions_stave(nets)], name="c", target=1)
    (stave,) = read(modules, nets, described)["staves"]
    for one, trace in zip(stave["series"], traces, strict=True):
        parts = gradient_profile(trace, 1).contributions()["rnn.weight_hh_l0"]
        with np.errstate(all="ignore"):
            shares = parts.norms / parts.norms.sum()
            left = np.linalg.norm(parts.total) / parts.norms.sum()
        np.testing.assert_allclose(np.array(one["shares"], float), shares, rtol=1e-10, atol=1e-15)
        assert broken or sum(map(float, one["shares"])) == pytest.approx(1)
        assert broken or one["left"] == pytest.approx(left, rel=1e-10)
        assert np.isnan(shares).all() == broken


def test_a_gradient_that_is_zero_has_no_parts(modules: Modules) -> None:
    """On one word nothing comes from a state before it, so that no word adds to W_h."""
    net = trace_of("rnn").network
    (stave,) = read(modules, [net], score([net], "good", [contributions_stave([net])], name="c"))["staves"]
    assert (stave["series"][0]["shares"], stave["series"][0]["left"]) == (["0"], 0)


@pytest.mark.parametrize("broken", [False, True])
@pytest.mark.parametrize("kind", ["gru", "lstm"])
def test_the_two_ways_back_are_core_s(modules: Modules, kind: Kind, broken: bool) -> None:
    trace = way_back(kind, broken)
    described = score([trace.network], SENTENCE, [paths_stave(trace.network)], name="p", target=1)
    (stave,) = read(modules, [trace.network], described)["staves"]
    ways = paths(gradient_profile(trace, 1))
    expected = [ways.total_norms, ways.straight_norms, ways.rest_norms]
    for one, norms in zip(stave["series"], expected, strict=True):
        np.testing.assert_allclose(matrix(one["values"])[:, 0], norms, rtol=1e-8, atol=1e-15)


def test_at_the_last_word_nothing_has_come_through_the_gates(modules: Modules) -> None:
    """Core leaves rounding there; drawn, it would stretch the axis by fifteen decades."""
    net, text = initial_network(default_run("lstm", "recall")), "the dog had a fluffy"
    (stave,) = read(modules, [net], score([net], text, [paths_stave(net)], name="p"))["staves"]
    assert matrix(stave["series"][2]["values"])[-1, 0] == 0


@pytest.mark.parametrize("place", [(0, False), (1, True)])
@pytest.mark.parametrize("kind", KINDS)
def test_the_share_that_arrives_is_core_s_reach(
    modules: Modules, kind: Kind, place: tuple[int, bool]
) -> None:
    net = initial_network(RunSpec(ModelSpec(kind, 4, 8, layers=2, bidirectional=True)))
    described = score([net], SENTENCE, [reach_stave(net, *place)], name="r", target=1)
    (stave,) = read(modules, [net], described)["staves"]
    trace = record(net, SENTENCE)
    asked = [*([None] * (len(trace) - 1)), 1]
    reach = reach_map(trace, asked, *place)
    norms = reach.hidden if reach.cell_state is None else reach.cell_state
    np.testing.assert_allclose(matrix(stave["shares"]), norms / np.diag(norms)[:, None], rtol=1e-8)
    assert stave["both"] is True


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_reaches_a_later_word_and_what_is_not_finite_is_no_share(
    modules: Modules, kind: Kind
) -> None:
    for trace in (trace_of(kind), broken_trace(kind)):
        described = score([trace.network], SENTENCE, [reach_stave(trace.network)], name="r")
        (stave,) = read(modules, [trace.network], described)["staves"]
        shares = matrix(stave["shares"])
        assert not np.triu(shares, 1).any()
        assert stave["both"] is False
        assert np.isnan(shares).any() == (trace is not trace_of(kind))


@pytest.mark.parametrize("broken", [False, True])
def test_a_step_s_factor_is_the_norm_of_core_s_jacobian(modules: Modules, broken: bool) -> None:
    traces = [way_back(kind, broken) for kind in KINDS]
    nets = [trace.network for trace in traces]
    (stave,) = read(modules, nets, score(nets, SENTENCE, [jacobian_stave(nets)], name="j"))["staves"]
    for measured, trace in zip(stave["measure"], traces, strict=True):
        np.testing.assert_allclose(matrix(measured["values"])[:, 0], jacobians(trace).state_norms, rtol=1e-10)


def test_the_instruments_wait_below_the_shares_until_they_are_asked_for() -> None:
    nets = [trace_of(kind).network for kind in KINDS]
    staves = gradient_board(nets, SENTENCE, name="g")["staves"]
    hidden = [stave for stave in staves if stave.get("hidden")]
    assert [stave["id"] for stave in hidden] == [*INSTRUMENTS, *map("hidden-{}".format, KINDS)]
    assert all(stave["about"] for stave in hidden[: len(INSTRUMENTS)])
    assert [stave["id"] for stave in staves].index("shares") < staves.index(hidden[0])
    with pytest.raises(ValueError, match="no gated memory"):
        paths_stave(nets[0])
