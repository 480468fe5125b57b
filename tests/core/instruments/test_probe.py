"""The probe reads what is in a state, and not what is not."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from core.equations.squash import softmax
from core.instruments import CLASS_LABELS, LABELS, Clamp, Probe, fit_probe, judge_probe, record
from core.instruments.labelled import State, drawn, held_out
from core.instruments.labels import subject
from core.network import Network, initial_network
from core.recipes import default_run
from core.spec import KINDS, TASKS, Kind, ModelSpec, RunSpec, TaskName, TaskSpec
from core.tasks.sentiment import BAD, GOOD
from tests.making.networks import network
from tests.making.traces import broken_trace

FEW = 120
NET = network(ModelSpec("lstm", 3, 4))


def kind_of_word(words: Sequence[str]) -> list[str]:
    """Say of each word alone whether it is good, bad, or neither."""
    return ["good" if word in GOOD else "bad" if word in BAD else "neither" for word in words]


def told_apart() -> Network:
    """Return an RNN whose state is 1 in the unit of the word's kind and 0 in the others, and forgets."""
    spec = RunSpec(ModelSpec("rnn", 3, 3, activation="identity"), TaskSpec("sentiment", 0, 4))
    first = initial_network(spec)
    weights = {name: np.zeros_like(array) for name, array in first.weights.items()}
    kinds = kind_of_word(first.vocabulary)
    weights["embedding.weight"][:] = [[one == kind for one in ("good", "bad", "neither")] for kind in kinds]
    weights["rnn.weight_ih_l0"][:] = np.eye(3)
    return Network(spec, 1, weights)


def test_what_is_in_the_state_is_read_without_a_fault() -> None:
    net = told_apart()
    probe = fit_probe(net, kind_of_word, sentences=FEW)
    assert probe.label == "kind_of_word"
    assert probe.classes == ("bad", "good", "neither")
    score = judge_probe(probe, net, label=kind_of_word)
    assert (score.share == 1).all()
    assert set(score.by_class.values()) == {1.0}
    assert score.whole == 1
    trace = record(net, "the film was not good but bad")
    assert list(probe.says(trace)) == kind_of_word(trace.words)


def coin(words: Sequence[str]) -> list[str]:
    """Say the same of every word of a sentence, by a coin that no word of it knows."""
    heads = hashlib.sha256(" ".join(words).encode()).digest()[0] % 2
    return ["heads" if heads else "tails"] * len(words)


def test_what_is_not_in_the_state_is_read_as_by_chance() -> None:
    net = initial_network(default_run("gru", "recall"))
    score = judge_probe(fit_probe(net, coin), net, label=coin)
    assert abs(score.whole - 0.5) < 0.1
    assert (score.chance >= 0.5).all()


def test_it_reads_the_softmax_of_its_scores() -> None:
    model = ModelSpec("lstm", 3, 4, layers=2, bidirectional=True)
    net = network(model)
    trace = record(net, "the film was not good")
    places: list[tuple[int, bool, State]] = [(0, True, "hidden"), (-1, False, "cell_state")]
    for layer, reverse, state in places:
        probe = fit_probe(net, "sentiment so far", state=state, layer=layer, reverse=reverse, sentences=FEW)
        assert (probe.layer, probe.reverse, probe.network) == (layer % 2, reverse, net.key)
        seen = trace.layer(layer, reverse)[state]
        np.testing.assert_allclose(probe.read(trace), softmax(seen @ probe.weights.T + probe.bias))
        assert probe.says(trace) == tuple(probe.classes[place] for place in probe.read(trace).argmax(axis=1))
        assert probe.weights.sum(axis=0) == pytest.approx(np.zeros(4), abs=1e-9)
    held = record(net, "the film was not good", operations=[Clamp("forget_gate", 1.0)])
    assert not np.allclose(probe.read(held), probe.read(trace))


def test_the_same_seed_gives_the_same_probe() -> None:
    first, again, other = (fit_probe(NET, "sentiment so far", sentences=FEW, seed=seed) for seed in (1, 1, 2))
    assert first.weights.tobytes() == again.weights.tobytes()
    assert first.bias.tobytes() == again.bias.tobytes()
    assert not np.allclose(first.weights, other.weights)


def test_units_in_another_order_have_their_weights_in_that_order() -> None:
    order = np.array([2, 0, 3, 1])
    rows = np.concatenate([order + 4 * block for block in range(4)])
    weights = {name: array.copy() for name, array in NET.weights.items()}
    for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
        weights[f"rnn.{name}_l0"] = weights[f"rnn.{name}_l0"][rows]
    weights["rnn.weight_hh_l0"] = weights["rnn.weight_hh_l0"][:, order]
    weights["readout.weight"] = weights["readout.weight"][:, order]
    before = fit_probe(NET, "sentiment so far", sentences=FEW)
    after = fit_probe(Network(NET.spec, 1, weights), "sentiment so far", sentences=FEW)
    np.testing.assert_allclose(after.weights, before.weights[:, order], rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(after.bias, before.bias, rtol=1e-5, atol=1e-6)


def test_words_in_another_order_change_nothing() -> None:
    """So a network that brings its own vocabulary reads the words of its task, not their ids."""
    order = np.r_[0, np.random.default_rng(0).permutation(np.arange(1, len(NET.vocabulary)))]
    weights = {name: array.copy() for name, array in NET.weights.items()}
    weights["embedding.weight"] = weights["embedding.weight"][order]
    other = Network(NET.spec, 1, weights, tuple(NET.vocabulary[index] for index in order), NET.classes)
    probes = [fit_probe(net, "sentiment so far", sentences=FEW) for net in (NET, other)]
    np.testing.assert_array_equal(probes[0].weights, probes[1].weights)
    scores = [judge_probe(probe, net) for probe, net in zip(probes, (NET, other), strict=True)]
    np.testing.assert_array_equal(scores[0].share, scores[1].share)


@pytest.mark.parametrize("name", TASKS)
def test_no_sentence_of_the_exam_is_drawn(name: TaskName) -> None:
    net = initial_network(default_run("rnn", name))
    exam = {reading.words for reading in held_out(net)}
    fitted = [reading.words for reading in drawn(net, 400)]
    assert len(fitted) == 400
    assert not exam & set(fitted)
    assert len({len(words) for words in fitted}) > 1


def test_a_score_is_what_one_counts() -> None:
    net = initial_network(default_run("lstm", "sentiment"))
    probe = fit_probe(net, "sentiment so far", state="cell_state", sentences=FEW)
    score = judge_probe(probe, net)
    rows = []
    for reading in held_out(net):
        trace = record(net, reading)
        told = CLASS_LABELS["sentiment so far"](trace.words)
        for t, (says, right) in enumerate(zip(probe.says(trace), told, strict=True)):
            lag = next(back for back in range(t + 1) if back == t or told[t - back - 1] != right)
            rows.append((lag, right, says == right, probe.read(trace)[t].max()))
    assert score.counts.sum() == len(rows)
    for place, lag in enumerate(score.lags.tolist()):
        _, rights, hits, tops = zip(*(row for row in rows if row[0] == lag), strict=True)
        assert score.counts[place] == len(hits)
        assert score.share[place] == score.at(lag) == pytest.approx(np.mean(hits))
        assert score.chance[place] == pytest.approx(max(map(rights.count, set(rights))) / len(rights))
        assert score.promised[place] == pytest.approx(np.mean(tops))
    assert score.whole == pytest.approx(np.mean([hit for _, _, hit, _ in rows]))
    for name, share in score.by_class.items():
        assert share == pytest.approx(np.mean([hit for _, right, hit, _ in rows if right == name]))
    assert np.isnan(score.at(99))
    assert (score.kind, score.state, score.steps) == ("lstm", "cell_state", 0)


def test_a_class_that_was_never_shown_counts_as_wrong() -> None:
    net = initial_network(default_run("gru", "brackets"))
    score = judge_probe(fit_probe(net, "depth", sentences=FEW), net)
    assert list(score.by_class) == ["0", "1", "2", "3", "4", "5", "6", "7", "8"]
    assert [score.by_class[deep] for deep in "5678"] == [0] * 4
    assert list(score.lags) == [0]


def test_nothing_is_read_before_the_subject_comes() -> None:
    assert subject(["The", "DOG", "that", "the", "cat", "saw"]) == [None, *["dog"] * 5]
    assert subject(["nobody", "here"]) == [None, None]
    net = initial_network(default_run("rnn", "recall"))
    score = judge_probe(fit_probe(net, "subject", sentences=FEW), net, ["the dog had a soft", "the cat"])
    assert dict(zip(score.lags.tolist(), score.counts.tolist(), strict=True)) == {0: 2, 1: 1, 2: 1, 3: 1}


def test_every_label_of_units_is_one_of_probes_and_says_the_same() -> None:
    words = ["not", "good", "“", "(", "a", "3", "cats", ")", "”", "bad"]
    names = {
        "number": {0.0: "singular", 1.0: "plural"},
        "inside quotes": {0.0: "outside", 1.0: "inside"},
        "sentiment so far": {-1.0: "bad", 0.0: "nothing yet", 1.0: "good"},
        "valence so far": {-1.0: "bad", 0.0: "nothing yet", 1.0: "good"},
    }
    assert set(CLASS_LABELS) == {*LABELS, "subject"}
    for name, label in LABELS.items():
        told = CLASS_LABELS[name](words)
        assert list(told) == [names[name].get(one) if name in names else one for one in label(words)]


@pytest.mark.parametrize(
    ("kind", "name", "label"),
    [(kind, *rest) for kind in KINDS for rest in [("recall", "subject"), ("brackets", "depth")]]
    + [("lstm", "sentiment", "sentiment so far"), ("gru", "agreement", "number")],
)
def test_a_probe_travels_to_the_bit_and_is_small(kind: Kind, name: TaskName, label: str) -> None:
    net = initial_network(default_run(kind, name))
    states: tuple[State, ...] = ("hidden", "cell_state") if kind == "lstm" else ("hidden",)
    for state in states:
        probe = fit_probe(net, label, state=state, sentences=FEW)
        text = json.dumps(probe.to_dict(), allow_nan=False)
        assert len(text) < 10_000
        back = Probe.from_dict(json.loads(text))
        assert back.weights.tobytes() == probe.weights.tobytes()
        assert back.bias.tobytes() == probe.bias.tobytes()
        for part in ("label", "classes", "state", "layer", "reverse", "network"):
            assert getattr(back, part) == getattr(probe, part)


def test_in_half_the_letters_it_reads_the_same() -> None:
    probe = fit_probe(NET, "sentiment so far", sentences=FEW)
    short = json.dumps(probe.to_dict("f32"))
    assert len(short) < len(json.dumps(probe.to_dict()))
    back, trace = Probe.from_dict(json.loads(short)), record(NET, "the film was not good but bad")
    assert back.weights.tobytes() == probe.weights.astype(np.float32).tobytes()
    assert np.abs(back.read(trace) - probe.read(trace)).max() < 1e-6


def test_what_is_no_probe_is_refused() -> None:
    sent = fit_probe(NET, "sentiment so far", sentences=FEW).to_dict()
    for wrong, says in (
        ({"state": "gate"}, "state is 'gate'; choose one of hidden, cell_state"),
        ({"classes": ["one"]}, r"A probe of 1 classes has weights \(3, 4\)"),
        ({"weights": {"dtype": "f64", "shape": [2, 2], "data": "!"}}, "This is no probe"),
        ({"weights": {"dtype": "f9", "shape": [2, 2], "data": ""}}, "This is no probe"),
        ({"bias": 3}, "This is no probe"),
    ):
        with pytest.raises(ValueError, match=says):
            Probe.from_dict(sent | wrong)
    with pytest.raises(ValueError, match="This is no probe"):
        Probe.from_dict({})


def test_a_network_that_blew_up_is_read_as_nan() -> None:
    net = broken_trace("lstm").network
    probe = fit_probe(net, "sentiment so far", sentences=FEW)
    assert np.isnan(probe.weights).all()
    assert set(probe.says(broken_trace("lstm"))) == {None}
    score = judge_probe(probe, net)
    assert np.isnan(score.share).all()
    assert np.isnan(score.whole)
    assert np.isfinite(score.chance).all()


def test_what_cannot_be_is_refused_in_a_sentence() -> None:
    rnn = network(ModelSpec("rnn", 3, 4))

    def short(_: Sequence[str]) -> list[str]:
        return ["one"]

    for wrong, says in (
        ({"label": "nothing"}, "label is 'nothing'; choose one of position, depth"),
        ({"label": "subject"}, "“subject” takes 0 values in these sentences"),
        ({"label": "depth"}, "“depth” takes 1 values in these sentences; a probe tells 2 to 32 apart"),
        ({"label": short}, "says 1 things about"),
        ({"state": "forget_gate"}, "state is 'forget_gate'; choose one of hidden, cell_state"),
        ({"state": "cell_state"}, "only an LSTM has one. Choose hidden"),
        ({"layer": 3}, "layer is 3; this network has layers 0 to 0"),
        ({"reverse": True}, "reads in one direction only"),
        ({"sentences": 0}, "sentences is 0; give how many"),
        ({"sentences": []}, "There are no sentences"),
        ({"ridge": -1.0}, "ridge is -1.0; give a positive number"),
    ):
        given: dict[str, object] = {"label": "sentiment so far", "sentences": 20} | wrong
        with pytest.raises(ValueError, match=says):
            fit_probe(rnn, **given)  # type: ignore[arg-type]
    probe = fit_probe(rnn, "sentiment so far", sentences=FEW)
    with pytest.raises(ValueError, match="The state has 5 units, the probe reads 4"):
        probe.read(record(network(ModelSpec("rnn", 3, 5)), "the film"))
    with pytest.raises(ValueError, match="label is 'mine'"):
        judge_probe(replace(probe, label="mine"), rnn)
    with pytest.raises(ValueError, match="“subject” says nothing about these sentences"):
        judge_probe(replace(probe, label="subject"), rnn)
