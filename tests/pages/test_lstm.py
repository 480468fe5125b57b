"""The scenes of *Inside the LSTM*: what is asked and told of held gates and of the belt is measured."""

from __future__ import annotations

import math
import re
from functools import cache

import numpy as np
import pytest

from core import Clamp, Network, Trace, default_run, initial_network, record, task, train
from core.experiments import experiment, kept
from core.experiments.lessons.lstm import HELD
from core.experiments.lessons.lstm_start import BIASES
from core.instruments.closing import dropped
from core.instruments.showing import waiting
from pages._scenes.lstm import start
from pages._scenes.lstm.belt import MOST, units_shown
from pages._scenes.lstm.hold import changed, ending, from_before, told
from pages._scenes.lstm.memory import most_dropped
from tests.pages.visiting import pictures, said, score, visit


@cache
def probe_trace() -> Trace:
    """Return what the default network does on the first sample."""
    network = train(default_run("lstm", "everyday"))
    return record(network, task(network.spec.task).probe)


def held(trace: Trace, value: float, at: int) -> Trace:
    return record(trace.network, trace.words, operations=[Clamp("forget_gate", value, None, at, at + 1)])


def test_what_is_said_at_the_end_is_told_three_times() -> None:
    trace = record(probe_trace().network, HELD)
    at = most_dropped(trace)
    word = trace.words[at]
    remembers, forgets = (held(trace, value, at) for value in (1, 0))
    app = visit("lstm", scene="hold", lstm_hold_guess="less")
    says = said(app)
    assert f"Left alone the network says **{ending(trace)}** at the end" in says
    assert f"at “{word}” it says **{ending(remembers)}**" in says
    assert f"at 0 there it says **{ending(forgets)}**" in says
    turns = {
        "other": "{1} instead of {0}",
        "less": "{0} becomes {1}",
        "same": "still says {1}",
    }
    claim = turns[changed(trace, remembers)].format(ending(trace), ending(remembers))
    assert any(claim in str(header.value) for header in app.header)


def from_before_by_hand(trace: Trace, at: int) -> float:
    """Return which share of the memory at the end is older than a word, gate by gate."""
    parts = []
    for k in range(len(trace)):
        wrote = trace["input_gate"][k] * trace["candidate"][k]
        parts.append(np.abs(wrote * np.prod(trace["forget_gate"][k + 1 :], axis=0)).sum())
    return float(sum(parts[:at]) / sum(parts))


@pytest.mark.parametrize(
    "sentence", [HELD, "I liked the music", "the story was great and the music was great"]
)
def test_the_heading_of_a_held_gate_says_what_happened(sentence: str) -> None:
    alone = record(probe_trace().network, sentence)
    at = most_dropped(alone)
    remembers, forgets = (held(alone, value, at) for value in (1, 0))
    shares = [from_before_by_hand(one, at) for one in (alone, remembers)]
    np.testing.assert_allclose([from_before(one, at) for one in (alone, remembers)], shares, rtol=1e-6)
    heading = told(alone, remembers, forgets, at)
    same = changed(alone, remembers) == "same"
    assert (heading in {"heading same", "heading outweighed", "heading forgets"}) == same
    assert (heading == "heading forgets") == (same and changed(alone, forgets) != "same")
    if heading == "heading outweighed":
        assert shares[1] - shares[0] >= 0.05
    app = visit("lstm", scene="hold", held_sentence=sentence, lstm_hold_guess="show-me")
    old = [math.floor(100 * share + 0.5) for share in shares]
    assert f"at the end {old[1]} % of the memory is from before" in said(app)
    if heading == "heading outweighed":
        assert any(f"{old[1]} % of the memory, not {old[0]} %" in str(one.value) for one in app.header)


def test_a_sentence_of_other_scenes_is_held_once() -> None:
    app = visit("lstm", scene="hold", everyday_sentence="not great")
    assert app.text_input(key="held_sentence").value == "not great"
    app.text_input(key="held_sentence").set_value("I did not like it").run()
    assert app.text_input(key="held_sentence").value == "I did not like it"
    own = visit("lstm", scene="hold", everyday_sentence="not great", held_sentence="great")
    assert own.text_input(key="held_sentence").value == "great"


def test_another_task_keeps_its_own_first_sentence() -> None:
    app = visit("lstm", scene="hold", lstm_task="sentiment")
    assert app.text_input(key="sentiment_sentence").value == task(default_run("lstm", "sentiment").task).probe


def test_the_same_answer_is_no_other_one_and_a_surer_one_not_less() -> None:
    trace = probe_trace()
    surer = held(trace, 0, trace.words.index("but"))
    assert (ending(surer).share or 0) > (ending(trace).share or 0)
    assert changed(trace, trace) == changed(trace, surer) == "same"
    turned = record(trace.network, "I did not like the story")
    assert changed(trace, turned) == "other"


def test_a_link_to_answered_gates_shows_every_answer_and_three_gates() -> None:
    trace = probe_trace()
    asked, answered = visit("lstm", scene="gates"), visit("lstm", scene="gates", lstm_gates_guess="but")
    assert "timestep" not in score(asked), "what is asked is not led to its answer"
    assert score(answered)["timestep"] == len(trace) - 1
    own = visit("lstm", scene="gates", lstm_gates_guess="but", everyday_sentence="a bad film but good")
    assert "timestep" not in score(own), "a sentence that is typed leaves the cursor where it is"
    rows = [stave["id"] for stave in score(answered)["staves"] if not stave.get("hidden")]
    assert [row for row in rows if row != "apart"] == [
        *(f"mean-{gate}_gate" for gate in ("forget", "input", "output")),
        "readout",
    ]
    means = trace["output_gate"].mean(axis=1)
    word = trace.words[int(means.argmax())]
    assert f"highest, at {means.max():.2f}, at “{word}”, and {means.mean():.2f} over" in said(answered)


def test_what_is_left_on_the_way_back_is_the_product_of_the_forget_gates() -> None:
    trace = probe_trace()
    found = dropped(trace)
    left = math.prod(float(gate) for gate in trace["forget_gate"][found.at :, found.unit])
    app = visit("lstm", scene="carousel", lstm_carousel_guess="exact")
    assert f"stands at {found.gate:.2f} at “{trace.words[found.at]}”, and **{left:.2f}** of it" in said(app)


def test_what_waits_for_the_last_word_is_told_as_the_network_does_it() -> None:
    recall = task(default_run("lstm", "recall").task)
    trace = record(train(default_run("lstm", "recall")), recall.probe)
    found = waiting(trace, recall.telling)
    assert found is not None
    opened = record(trace.network, recall.probe, operations=[Clamp("output_gate", 1, start=12, stop=13)])
    early = opened.probabilities[12]
    app = visit("lstm", scene="shown", lstm_shown_guess="show-me")
    gate, shown = (trace[name][-1, found.unit] for name in ("output_gate", "hidden"))
    assert f"the gate stands at **{gate:.2f}**, and it shows **{shown:.2f}**".replace("-", "−") in said(app)
    best = f"{trace.network.classes[early.argmax()]} {math.floor(100 * early.max() + 0.5)} %"
    assert f"show what is held, and it says **{best}**" in said(app)
    bears = {name: kept(experiment(f"lstm/shown{name}")).verdict.bears for name in ("", "/early", "/unit")}
    assert f"at the last word from {bears['']} random starts" in said(app).replace(" of 20 random", " random")
    assert f"is said there from {bears['/early']} of 20" in said(app)
    assert f"From {bears['/unit']} of 20 random starts one unit shows" in said(app)


@pytest.mark.parametrize(
    "sentence", ["dog", "the dog had", "the cat had a big", "blorb zzz qqq", "<b>$x$ {right} a"]
)
@pytest.mark.parametrize("weights", ["trained", "untrained"])
def test_what_waits_is_told_of_any_sentence(sentence: str, weights: str) -> None:
    app = visit("lstm", scene="shown", recall_sentence=sentence, weights=weights, lstm_shown_guess="show-me")
    assert not re.search(r"{(?!right)\w*}", said(app))
    assert "nan" not in said(app).split()
    assert "What happened" in {one.value for one in app.header}


@pytest.mark.parametrize("sentence", ["great", "not great", "blorb zzz qqq", "great " * 128])
@pytest.mark.parametrize("weights", ["trained", "untrained"])
def test_the_belt_says_something_of_any_sentence(sentence: str, weights: str) -> None:
    app = visit("lstm", scene="belt", everyday_sentence=sentence, weights=weights, lstm_belt_guess="show-me")
    assert not re.search(r"{\w*}", said(app))
    assert "nan" not in said(app).split()
    assert "What happened" in {one.value for one in app.header}


def test_a_number_is_another_one_if_it_moves() -> None:
    network = initial_network(default_run("lstm", "adding"))
    trace = record(network, task(network.spec.task).probe)
    assert ending(trace).share is None
    assert ending(trace).said == f"{trace.answers[-1, 0]:.2f}".replace("-", "−")
    moved = {**network.weights, "readout.bias": network.weights["readout.bias"] + 1}
    other = record(Network(network.spec, 0, moved), trace.words)
    assert [changed(trace, one) for one in (trace, other)] == ["same", "other"]


def test_the_units_on_the_belt_are_those_that_drop_most() -> None:
    trace = probe_trace()
    found = dropped(trace)
    units = units_shown(trace, found)
    lost = np.abs(trace["cell_state"][found.at - 1] * (1 - trace["forget_gate"][found.at]))
    assert units == sorted(np.argsort(-lost)[:MOST].tolist())
    assert found.unit in units


def test_a_unit_that_is_no_number_is_on_the_belt_with_the_others() -> None:
    spec = default_run("lstm", "everyday")
    network = initial_network(spec)
    broken = {name: np.full_like(weight, np.nan) for name, weight in network.weights.items()}
    trace = record(Network(spec, 1, broken), task(spec.task).probe)
    units = units_shown(trace, dropped(trace))
    assert len(units) == len(set(units)) == MOST


def test_where_the_gate_starts_is_told_as_it_was_measured() -> None:
    right = {name: start.values(f"lstm/start{name}") for name in ("", "/short", "/peepholes")}
    first = start.first_learnt(right[""])
    assert all(np.mean(one) >= start.LEARNT for one in right[""][first:])
    assert not first or np.mean(right[""][first - 1]) < start.LEARNT
    app = visit("lstm", scene="start", lstm_start_guess="show-me")
    opening, below = (f"{1 / (1 + math.exp(-BIASES[at])):.2f}" for at in (first, first - 1))
    claim = f"Started at {opening}, a forget gate learns to hold for 20 words; at {below} it mostly does not"
    assert any(claim in str(header.value) for header in app.header)
    means = [math.floor(100 * float(np.mean(one)) + 0.5) for one in right[""]]
    assert ", ".join(f"{bias:g} {mean} %" for bias, mean in zip(BIASES, means, strict=True)) in said(app)
    by = np.subtract(right["/peepholes"][1], right[""][1])
    assert f"in {(by >= 0.1).sum()} of {by.size} networks, and cost as much in {(by <= -0.1).sum()}" in said(
        app
    )


@pytest.mark.parametrize("sentence", ["dog", "blorb zzz", "the dog " * 128, "<b>$x$ {right}"])
def test_where_the_gate_starts_reads_any_sentence(sentence: str) -> None:
    app = visit("lstm", scene="start", start_sentence=sentence)
    assert not app.exception
    assert pictures(app, "unrolled_picture")


def test_a_start_learns_if_all_later_ones_do() -> None:
    assert start.first_learnt([[0.1], [0.9], [0.2], [1.0]]) == 3
    assert start.first_learnt([[0.9], [0.9]]) == 0
    assert start.first_learnt([[0.1], [0.2]]) == 1


def test_what_the_notes_say_of_other_random_starts_is_kept_of_them() -> None:
    shares = kept(experiment("lstm/ledger"))
    great, negated = (sorted(shares.of(f"“{word}”")) for word in ("great", "not"))
    bears = {name: kept(experiment(name)).verdict.bears for name in ("lstm/gates/writes", "lstm/unit")}
    app = visit("lstm", scene="ledger")
    assert f"“great” has {100 * great[0]:.0f} to {100 * great[-1]:.0f} % at the end" in said(app)
    assert f"“not” {100 * negated[0]:.0f} to {100 * negated[-1]:.0f} %, from {len(great)} random" in said(app)
    assert f"highest at “not” from {bears['lstm/gates/writes']} of 20" in said(visit("lstm", scene="gates"))
    assert f"written by “not” from {bears['lstm/unit']} of 20" in said(visit("lstm", scene="unit"))
