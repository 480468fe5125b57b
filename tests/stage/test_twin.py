"""A sentence and its twin: the numbers are core's; the twin keeps what is its own, and else follows."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from core import (
    Network,
    Trace,
    default_run,
    difference,
    fit_probe,
    gradient_profile,
    initial_network,
    jacobians,
    ledger,
    paths,
    reach_map,
    record,
    task,
)
from core.equations.signals import signals_of
from core.figures.boards import board, gradient_board
from core.figures.gradient_staves import contributions_stave, jacobian_stave, paths_stave, reach_stave
from core.figures.score import kinds, score
from core.figures.staves import (
    apart_stave,
    heat_stave,
    ledger_stave,
    probe_stave,
    profile_stave,
    readout_stave,
    written_stave,
)
from core.instruments import Clamp, Erase
from core.spec import KINDS, TASKS, Kind, TaskName
from tests.stage.conftest import Modules, file_of, matrix, read_board

A = "the dog that my family had when i was a child"
B = "the cat that my family had when i was a child"
SHORT = "the cat that my"
DEFAULT = """
  const { fromFile } = await stage("../net/file");
  const { readFor } = await stage("../net/tasks");
  const network = fromFile(Uint8Array.from(Buffer.from(g[0], "base64")));
  return m.defaultTwin(network, g[1], readFor(network, g[2]).words);"""
LINK = """
  const address = new URL("https://a/lstm");
  if (g[0]) m.writeTwin(address, g[0]);
  const asked = g[0] ? address.searchParams : new URLSearchParams(g[1]);
  return { search: address.search, ...m.readTwin(asked) };"""
LETTERS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=9)


@cache
def net_of(kind: Kind, task: TaskName = "recall") -> Network:
    return initial_network(default_run(kind, task))


@pytest.mark.parametrize("kind", KINDS)
def test_a_minus_b_is_core_s_difference_on_fixed_scales(modules: Modules, kind: Kind) -> None:
    net = net_of(kind)
    signals = signals_of(net.spec.model)
    staves = [heat_stave(net, signal.name) for signal in signals]
    described = score([net], A, staves, name="t")
    apart = difference(record(net, B), record(net, A))
    for show in ("first", "second", "difference"):
        expected = {"first": record(net, A).signals, "second": record(net, B).signals}.get(
            show, apart.signals
        )
        seen = read_board(modules, [net], described, twin=B, show=show)["staves"]
        for stave, signal in zip(seen, signals, strict=True):
            np.testing.assert_allclose(matrix(stave["values"]), expected[signal.name], rtol=1e-11, atol=1e-14)
            ends = {"gate": (-1, 1), "signed": (-2, 2), "squashed": (-1, 1)}[signal.scale]
            found = (stave["low"], stave["high"])
            assert found == (ends if show == "difference" else (signal.low, signal.high))
            assert stave["label"] == signal.label + {"first": "", "second": ", B"}.get(show, ", A − B")


def test_what_is_left_is_the_norm_of_the_difference_of_each_network(modules: Modules) -> None:
    nets = [net_of(kind) for kind in KINDS]
    seen = read_board(modules, nets, gradient_board(nets, A, name="g"), twin=B, show="second")
    series = {one["name"]: matrix(one["values"])[:, 0] for one in seen["staves"][0]["series"]}
    assert list(series) == ["RNN", "GRU", "LSTM h", "LSTM c"]
    for name, shares in series.items():
        net = nets[KINDS.index(name.split()[0].lower())]
        apart = difference(record(net, B), record(net, A))
        norms = np.linalg.norm(apart.signals["cell_state" if name.endswith(" c") else "hidden"], axis=1)
        np.testing.assert_allclose(shares, norms / norms[1], rtol=1e-11)
        assert shares[0] == 0
        assert shares[1] == 1
    assert len(seen["pair"]["told"]["lines"]) == 4


def test_without_a_twin_nothing_is_left_to_show(modules: Modules) -> None:
    net = net_of("lstm")
    described = board(net, A, ["apart", "hidden", "readout"], name="b", readout="next")
    alone = read_board(modules, [net], described, show="difference")
    assert [stave["type"] for stave in alone["staves"]] == ["heat", "readout"]
    assert alone["pair"] is None
    assert len(alone["staves"][1]["best"][0]) == 3
    assert not any("differs" in token for token in alone["tokens"])


def test_the_answers_of_both_stand_there_and_where_they_part(modules: Modules) -> None:
    net = net_of("gru")
    first, second = record(net, A), record(net, B)
    (stave,) = read_board(modules, [net], score([net], A, [readout_stave(net, "next")], name="r"), twin=B)[
        "staves"
    ]
    says = [trace.probabilities.argmax(axis=1) for trace in (first, second)]
    assert stave["of"] == ["A", "B"]
    assert stave["parting"] == next((t for t in range(len(first)) if says[0][t] != says[1][t]), None)
    for t, pair in enumerate(stave["best"]):
        for trace, said, (word, share) in zip((first, second), says, pair, strict=True):
            assert word == net.classes[said[t]]
            assert share == pytest.approx(trace.probabilities[t].max(), rel=1e-12)


def test_what_has_no_partner_is_empty_and_that_is_said(modules: Modules) -> None:
    net = net_of("lstm")
    described = board(net, A, ["apart", "cell_state", "readout"], name="b", readout="next")
    seen = read_board(modules, [net], described, twin=SHORT, show="difference")
    apart, cell, answers = seen["staves"]
    words = len(SHORT.split())
    assert seen["pair"]["columns"] == ["the", "dog / cat", "that", "my"]
    assert len(matrix(cell["values"])) == len(matrix(apart["series"][0]["values"])) == words
    assert len(answers["best"]) == words
    expected = record(net, A)["cell_state"][:words] - record(net, SHORT)["cell_state"]
    np.testing.assert_allclose(matrix(cell["values"]), expected, rtol=1e-11, atol=1e-14)
    assert seen["pair"]["told"]["lines"][0].startswith("A has 11 words and B 4")
    longer = read_board(modules, [net], described, sentence=SHORT, twin=A)
    assert longer["staves"][2]["best"][1][1][0] != ""
    assert len(longer["staves"][2]["best"]) == words
    assert [token["differs"] for token in longer["pair"]["tokens"][4:]] == [""] * (len(A.split()) - words)


def test_what_is_held_is_held_in_both(modules: Modules) -> None:
    net, clamp = net_of("lstm"), Clamp("forget_gate", 0.0, start=4)
    described = board(net, A, ["cell_state", "forget_gate"], name="b", readout="")
    held = {"kind": "clamp", "gate": "forget_gate", "value": 0, "units": None, "start": 4, "stop": None}
    seen = read_board(modules, [net], described, twin=B, show="difference", operations=[held])["staves"]
    apart = difference(record(net, B, operations=[clamp]), record(net, A, operations=[clamp]))
    np.testing.assert_allclose(matrix(seen[0]["values"]), apart.signals["cell_state"], rtol=1e-11, atol=1e-14)
    assert not matrix(seen[1]["values"])[4:].any()
    assert {stave["note"] for stave in seen} == {"orange: higher in A; blue: higher in B"}


def test_without_a_twin_what_is_done_by_hand_has_its_difference(modules: Modules) -> None:
    net, clamp = net_of("gru"), Clamp("update_gate", 1.0, start=2)
    described = board(net, A, ["hidden"], name="b", readout="")
    held = {"kind": "clamp", "gate": "update_gate", "value": 1, "units": None, "start": 2, "stop": None}
    free, done = record(net, A), record(net, A, operations=[clamp])
    expected = {"first": done.hidden, "second": free.hidden, "difference": done.hidden - free.hidden}
    for show, values in expected.items():
        seen = read_board(modules, [net], described, show=show, operations=[held])
        np.testing.assert_allclose(matrix(seen["staves"][0]["values"]), values, rtol=1e-11, atol=1e-14)
        assert seen["pair"]["names"] == ["by hand", "alone", "by hand − alone"]
        assert f"shown: {seen['pair']['names'][list(expected).index(show)]}" in seen["caption"]


ERASED = {"kind": "erase", "timestep": 1}
"""By hand: the dog is not read."""


def two_runs(net: Network, by_hand: bool) -> tuple[Trace, Trace, dict[str, Any], int]:
    """Return two traces, what the reader's hand does to have both, and how many columns they share."""
    if by_hand:
        return record(net, A, operations=[Erase(1)]), record(net, A), {"operations": [ERASED]}, len(A.split())
    return record(net, A), record(net, SHORT), {"twin": SHORT}, len(SHORT.split())


@pytest.mark.parametrize("by_hand", [False, True])
def test_the_parts_of_a_difference_of_memories_add_up_to_it(modules: Modules, by_hand: bool) -> None:
    net = net_of("lstm")
    first, second, hand, length = two_runs(net, by_hand)
    described = score([net], A, [ledger_stave(net), written_stave(net)], name="l")
    ledgers = [ledger(trace) for trace in (first, second)]
    for stave in read_board(modules, [net], described, show="difference", **hand)["staves"]:
        assert stave["label"].endswith("by hand − alone" if by_hand else "A − B")
        assert stave["difference"] is True
        parts = stave["ledger"]
        assert len(parts["written"]) == length
        for t, written in enumerate(parts["written"]):
            expected = ledgers[0].written[t, :length] - ledgers[1].written[t, :length]
            np.testing.assert_allclose(matrix(written), expected, rtol=1e-9, atol=1e-14)
        together = np.stack([matrix(one).sum(axis=0) for one in parts["written"]]) + matrix(parts["initial"])
        apart = first["cell_state"][:length] - second["cell_state"][:length]
        np.testing.assert_allclose(together, apart, atol=1e-12)
        np.testing.assert_allclose(matrix(parts["total"]), apart, rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize("by_hand", [False, True])
def test_sizes_stand_beside_one_another_and_nothing_is_subtracted(modules: Modules, by_hand: bool) -> None:
    nets = [net_of(kind) for kind in KINDS]
    staves = [profile_stave(nets), paths_stave(nets[2]), contributions_stave(nets), jacobian_stave(nets)]
    described = score(nets, A, staves, name="g", target=3)
    runs = [two_runs(net, by_hand)[:2] for net in nets]
    *_, hand, length = two_runs(nets[0], by_hand)
    names = ["by hand", "alone"] if by_hand else ["A", "B"]
    seen = read_board(modules, nets, described, show="difference", **hand)["staves"]
    for stave in seen:
        assert stave["runs"]["names"] == names
        how = "outlined" if stave["type"] == "contributions" else "thin"
        assert stave["label"] == f"{stave['runs']['label']}, {names[0]}; {how}: {names[1]}"
        assert stave["note"].endswith("sizes are not subtracted")
    # The page knows what it asks of its own sentence only; of another, it is what the last network says.
    asked = (3, 3 if by_hand else int(runs[-1][1].probabilities[-1].argmax()))
    profiles = [[gradient_profile(*one) for one in zip(both, asked, strict=True)] for both in runs]
    norms: list[Any] = [[run.hidden for run in both] for both in profiles]
    norms.append([run.cell_state for run in profiles[2]])
    ways = [paths(run) for run in profiles[2]]
    norms += [[getattr(way, f"{name}_norms") for way in ways] for name in ("total", "straight", "rest")]
    lines = [*seen[0]["series"], *seen[1]["series"]]
    for line, both in zip(lines, norms, strict=True):
        for drawn, expected in zip((line["values"], line["ghost"]), both, strict=True):
            np.testing.assert_allclose(matrix(drawn)[:, 0], expected[:length], rtol=1e-8, atol=1e-15)
    for line, pair in zip(seen[2]["series"], profiles, strict=True):
        for drawn, run in zip((line["shares"], line["ghost"]["shares"]), pair, strict=True):
            parts = run.contributions()["rnn.weight_hh_l0"].norms
            np.testing.assert_allclose(np.array(drawn, float), (parts / parts.sum())[:length], rtol=1e-9)
    for factors, traces in zip(seen[3]["measure"], runs, strict=True):
        for drawn, trace in zip((factors["values"], factors["ghost"]), traces, strict=True):
            expected = jacobians(trace).state_norms[:length]
            np.testing.assert_allclose(matrix(drawn)[:, 0], expected, rtol=1e-9)


def shares(trace: Trace) -> NDArray[np.float64]:
    """Return how much of each answer's gradient arrives at each word."""
    reach = reach_map(trace, [*([None] * (len(trace) - 1)), 3])
    norms = reach.hidden if reach.cell_state is None else reach.cell_state
    return np.asarray(norms / np.diag(norms)[:, None])


@pytest.mark.parametrize("kind", KINDS)
def test_what_arrives_in_one_run_minus_in_the_other_is_core_s(modules: Modules, kind: Kind) -> None:
    net = net_of(kind)
    first, alone, hand, _ = two_runs(net, by_hand=True)
    described = score([net], A, [reach_stave(net)], name="r", target=3)
    (apart,) = read_board(modules, [net], described, show="difference", **hand)["staves"]
    expected = shares(first) - shares(alone)
    np.testing.assert_allclose(matrix(apart["shares"]), expected, rtol=1e-8, atol=1e-12)
    assert "in by hand minus in alone" in apart["note"]
    (cut,) = read_board(modules, [net], described, show="difference", twin=SHORT)["staves"]
    assert matrix(cut["shares"]).shape == (len(SHORT.split()),) * 2
    (left,) = read_board(modules, [net], described, **hand)["staves"]
    np.testing.assert_allclose(matrix(left["ghost"]), shares(alone), rtol=1e-8, atol=1e-14)


def test_the_network_left_alone_stands_behind_parts_and_factors(modules: Modules) -> None:
    nets = [net_of(kind) for kind in KINDS]
    described = score(nets, A, [contributions_stave(nets), jacobian_stave(nets)], name="g", target=3)
    parts, factors = read_board(modules, nets, described, operations=[ERASED])["staves"]
    for bars, line, net in zip(parts["series"], factors["measure"], nets, strict=True):
        alone = record(net, A)
        norms = gradient_profile(alone, 3).contributions()["rnn.weight_hh_l0"].norms
        np.testing.assert_allclose(np.array(bars["ghost"]["shares"], float), norms / norms.sum(), rtol=1e-9)
        assert bars["shares"] != bars["ghost"]["shares"]
        np.testing.assert_allclose(matrix(line["ghost"])[:, 0], jacobians(alone).state_norms, rtol=1e-9)


def test_the_words_that_a_probe_reads_stand_under_one_another(modules: Modules) -> None:
    net = net_of("lstm")
    probe = fit_probe(net, "subject", state="cell_state", sentences=40)
    fitted = {net.key: {"probe": probe.to_dict("f32"), "lag": 12, "share": 0.5, "chance": 0.125}}
    described = score([net], A, [probe_stave(net)], name="p")
    runs = [read_board(modules, [net], described, fitted, sentence=text)["staves"][0] for text in (A, SHORT)]
    (stave,) = read_board(modules, [net], described, fitted, twin=SHORT, show="difference")["staves"]
    length = len(SHORT.split())
    assert stave["answers"] == runs[0]["answers"][:length]
    assert stave["second"] == {"answers": runs[1]["answers"], "subject": "cat"}
    assert stave["subject"] == "dog"
    assert stave["note"].endswith("words are not subtracted")
    said = modules.run("score/staves/probe", "return m.whatIsRead(g[0], g[1]);", A.split(), stave)
    assert said.startswith("A: “dog” ca")
    assert ". B: “cat” ca" in said
    assert said.count("On test sentences") == 1


@pytest.mark.parametrize("twin", ["", "   ", "\u200b"])
def test_a_twin_without_a_word_is_said_and_the_sentence_stands(modules: Modules, twin: str) -> None:
    net = net_of("rnn")
    described = board(net, A, ["apart", "hidden"], name="b", readout="")
    seen = read_board(modules, [net], described, twin=twin, show="difference")
    assert seen["unread"].startswith("The twin cannot be read. There is no word")
    (stave,) = seen["staves"]
    np.testing.assert_allclose(matrix(stave["values"]), record(net, A).hidden, rtol=1e-12)


def test_two_networks_with_the_same_cell_have_lines_that_can_be_told_apart() -> None:
    lines = apart_stave([net_of("lstm"), net_of("lstm", "sentiment")])["series"]
    assert len({(line["name"], line["dash"]) for line in lines}) == 4


@pytest.mark.parametrize("name", TASKS)
def test_kinds_are_telling_words_each_in_one(name: TaskName) -> None:
    net = net_of("rnn", name)
    made = score([net], "a b", [], name="t")
    words = [word for kind in made["kinds"] for word in kind]
    assert len(set(words)) == len(words)
    assert set(words) <= set(made["telling"])
    assert bool(words) == bool(made["telling"])


def default_twin(modules: Modules, net: Network, sentence: str) -> list[str]:
    twin: list[str] = modules.run("score/twin", DEFAULT, file_of(net), kinds(net), sentence)
    return twin


@pytest.mark.parametrize("name", TASKS)
def test_the_default_twin_differs_in_one_word_of_the_same_kind(modules: Modules, name: TaskName) -> None:
    net = net_of("gru", name)
    probe = task(net.spec.task).probe
    sentence = record(net, probe).words
    twin = default_twin(modules, net, probe)
    changed = [(a, b) for a, b in zip(sentence, twin, strict=True) if a != b]
    assert len(changed) == 1
    ((old, new),) = changed
    groups = [set(kind) for kind in kinds(net)]
    if any(old.lower() in group for group in groups):
        assert any({old.lower(), new} <= group for group in groups)


def test_the_dog_becomes_a_cat_and_not_becomes_no_adjective(modules: Modules) -> None:
    assert default_twin(modules, net_of("lstm"), A)[1] in ("cat", "hen")
    sentiment = net_of("lstm", "sentiment")
    twin = default_twin(modules, sentiment, "the film was not good")
    assert twin[:4] == ["the", "film", "was", "not"]
    assert twin[4] in ("great", "clever", "lovely", "fun", "bad", "dull", "weak", "awful", "boring")


def test_a_default_twin_changes_the_answer_if_one_of_a_few_does(modules: Modules) -> None:
    net = net_of("gru", "sentiment")
    for sentence in ("the film was good", "the show was dull", "the plot was clever and the cast was fun"):
        twin = " ".join(default_twin(modules, net, sentence))
        says = [record(net, text).probabilities[-1].argmax() for text in (sentence, twin)]
        others = [
            record(net, sentence.replace(old, new)).probabilities[-1].argmax()
            for old in sentence.split()
            for kind in kinds(net)
            if old in kind
            for new in kind
        ]
        assert says[0] != says[1] or sum(other != says[0] for other in others) <= 2


def test_without_a_telling_word_the_one_that_moves_the_answer_most_is_another(modules: Modules) -> None:
    net = net_of("gru", "everyday")
    words = ["i", "adored", "every", "minute", "of", "it"]
    assert not {*words} & {word for kind in kinds(net) for word in kind}
    twin = default_twin(modules, net, " ".join(words))
    ((old, new),) = [(a, b) for a, b in zip(words, twin, strict=True) if a != b]
    assert new in kinds(net)[0]
    says = record(net, " ".join(words)).answers[-1]
    without = [record(net, [*words[:at], *words[at + 1 :]]).answers[-1] for at in range(len(words))]
    moved = [np.abs(one - says).sum() for one in without]
    assert old == words[int(np.argmax(moved))]
    assert default_twin(modules, net, "zzz")[0] in kinds(net)[0]


def follow(modules: Modules, before: list[str], twin: list[str], now: list[str]) -> list[str] | None:
    found: list[str] | None = modules.run("score/twin", "return m.followed(...g)", before, twin, now)
    return found


@pytest.mark.parametrize(
    ("now", "twin"),
    [
        ("the dog that my sister had", "the cat that my sister had"),
        ("the dog that my old family had", "the cat that my old family had"),
        ("the dog that family had", "the cat that family had"),
        ("the horse that my family had", "the cat that my family had"),
        ("the big dog that my family had", "the big cat that my family had"),
        ("the dog which my family had", "the cat which my family had"),
        ("one dog that my family had there", "one cat that my family had there"),
        ("the cat that my family had", "the cat that my family had"),
    ],
)
def test_the_twin_follows_where_it_was_equal(modules: Modules, now: str, twin: str) -> None:
    before, other = (
        ["the", "dog", "that", "my", "family", "had"],
        ["the", "cat", "that", "my", "family", "had"],
    )
    assert follow(modules, before, other, now.split()) == twin.split()


def test_another_sentence_altogether_asks_for_another_twin(modules: Modules) -> None:
    before, twin = A.split(), B.split()
    assert follow(modules, before, twin, ["hens", "and", "birds", "sing"]) is None


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=LETTERS, twin=LETTERS, now=LETTERS)
def test_laws_of_following(modules: Modules, before: list[str], twin: list[str], now: list[str]) -> None:
    assert follow(modules, before, twin, before) == twin, "nothing was edited"
    assert follow(modules, before, before, now) in (now, None), "nothing was its own"


SHOWS = st.sampled_from(["first", "second", "difference"])


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(twin=st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=200), show=SHOWS)
def test_what_a_link_says_is_the_twin(modules: Modules, twin: str | None, show: str) -> None:
    found = modules.run("score/hand/twin_link", LINK, {"twin": twin, "show": show}, "")
    assert (found["twin"], found["show"], found["misread"]) == (twin, show, [])
    assert ("twin=" in found["search"]) == (twin is not None)
    assert ("show=" in found["search"]) == (show != "first")


@pytest.mark.parametrize("show", ["", "A", "third", "<img src=x onerror=alert(1)>", "first ", "x" * 9000])
def test_what_is_no_choice_is_said(modules: Modules, show: str) -> None:
    found = modules.run("score/hand/twin_link", LINK, None, [["show", show], ["twin", "a b"]])
    assert (found["twin"], found["show"]) == ("a b", "first")
    assert len(found["misread"]) == 1
    assert len(found["misread"][0]) < 200


def test_a_twin_that_is_too_long_is_left_out_and_said(modules: Modules) -> None:
    found = modules.run("score/hand/twin_link", LINK, None, [["twin", "dog " * 1250]])
    assert found["twin"] is None
    assert found["misread"] == ["The link has a twin of 5000 letters; one of at most 1000 is read."]
