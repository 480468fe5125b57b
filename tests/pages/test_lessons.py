"""Every page by itself: it runs, says its title and its question, and shows core's own numbers."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

import core
from core import default_run, gradient_profile, initial_network, record, task
from core.instruments.summary import candidates, lowest_mean, share_kept
from core.jobs import HOUSE, desk
from core.network import Network
from core.spec import KINDS, TASKS, Kind, TaskName
from tests.figures.making import float32, numbers
from tests.pages.visiting import (
    PAGES,
    choose,
    figure,
    pictures,
    run,
    said,
    score,
    stave,
    values,
    visit,
    words,
)
from tests.running import ROOT

TITLES = {
    "home": "See a recurrent network",
    "unrolled": "The unrolled RNN",
    "lstm": "Inside the LSTM",
    "gradients": "Vanishing gradients",
    "train": "Train live",
}
PROBE = task(default_run("lstm", "recall").task).probe


def trained(kind: Kind, name: TaskName = "recall") -> Network:
    view = desk().look(default_run(kind, name).key, HOUSE)
    assert view is not None
    assert view.network is not None
    return view.network


def lesson(name: str, heading: str) -> str:
    text = (ROOT / "assets" / "lessons" / f"{name}.md").read_text(encoding="utf-8")
    return text.partition(f"## {heading}\n")[2].partition("\n## ")[0].strip()


def pattern(template: str) -> re.Pattern[str]:
    """Return what finds a sentence of a lesson, with anything in its gaps."""
    return re.compile(".+?".join(map(re.escape, re.split(r"{\w+}", template))), re.DOTALL)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_title_question_and_notes(name: str) -> None:
    app = visit(name)
    assert [title.value.startswith(TITLES[name]) for title in app.title] == [True]
    assert pattern(lesson(name, "question")).search(said(app))
    assert pattern(lesson(name, "read")).search(said(app))
    assert pattern(lesson(name, "mind")).search(said(app))
    assert not app.warning
    assert not app.error


@pytest.mark.parametrize("name", PAGES)
def test_no_gap_of_a_lesson_stays_open(name: str) -> None:
    for guess in ("", "just show me"):
        app = visit(name, **({f"{name}_guess": guess} if guess else {}))
        assert not re.search(r"{\w*}", said(app))
        assert "nan" not in said(app).split()


@pytest.mark.parametrize("name", [name for name in PAGES if name != "train"])
def test_what_the_question_asks_is_covered_until_it_is_answered(name: str) -> None:
    app = visit(name)
    assert any(one["veiled"] for one in score(app)["staves"])
    assert not pattern(lesson(name, "explain")).search(said(app))
    app = choose(app, f"{name}_guess", "just show me")
    assert not any(one["veiled"] for one in score(app)["staves"])
    assert score(app)["play"], "right after the answer the picture plays"
    assert pattern(lesson(name, "explain")).search(said(app))
    assert not score(run(app))["play"], "once"


def test_home_shows_the_probe_and_its_answer() -> None:
    app, trace = visit("home", home_guess="tail"), record(trained("lstm"), PROBE)
    assert words(app) == PROBE.split()
    assert np.array_equal(values(app, "hidden"), float32(trace.hidden))
    answer = trace.network.classes[int(trace.probabilities[-1].argmax())]
    assert answer == "tail"
    assert stave(app, "readout")["best"][-1][0] == [answer, float(trace.probabilities[-1].max())]
    assert f"**{answer}** a probability of **{100 * trace.probabilities[-1].max():.1f} %**" in said(app)
    assert "12 words" in said(app), "from the subject to the answer"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", ["trained", "untrained"])
def test_the_unrolled_network_is_core_s(kind: Kind, state: str) -> None:
    app = visit("unrolled", cell=kind.upper(), weights=state, unrolled_guess="the same")
    network = trained(kind) if state == "trained" else initial_network(default_run(kind))
    trace = record(network, PROBE)
    for wanted in ("unrolled", "hidden"):
        assert np.array_equal(values(app, wanted), float32(trace.hidden))
    assert network.key in score(app)["caption"]
    assert score(app)["model"]["kind"] == kind
    assert f"**{network.size:,}** weights" in said(app)


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("state", ["trained", "untrained", "both"])
def test_every_signal_of_the_lstm_is_core_s(name: TaskName, state: str) -> None:
    app = visit("lstm", lstm_task=name, compared_weights=state)
    fresh = initial_network(default_run("lstm", name))
    first = fresh if state == "untrained" else trained("lstm", name)
    probe = task(default_run("lstm", name).task).probe
    for signal, numbers_of in record(first, probe).signals.items():
        assert np.array_equal(values(app, signal), float32(numbers_of)), signal
    below = [one for one in score(app)["staves"] if one["id"].endswith("-untrained")]
    assert len(below) == (len(score(app)["staves"]) / 2 if state == "both" else 0)
    for signal, numbers_of in record(fresh, probe).signals.items() if state == "both" else ():
        assert np.array_equal(values(app, f"{signal}-untrained"), float32(numbers_of)), signal


def test_the_forget_gate_s_words_and_numbers_are_measured() -> None:
    keeps = lowest_mean(
        record(trained("lstm", "sentiment"), "the film was not good but great"), "forget_gate"
    )
    app = visit("lstm", sentiment_sentence="the film was not good but great", lstm_guess="just show me")
    options = candidates(keeps)
    assert app.button_group(key="lstm_guess").options == [*options, "just show me"]
    right = min(options, key=lambda word: keeps[word].mean)
    assert f"**{keeps[right].mean:.2f}** when the network reads “{right}”" in said(app)


@pytest.mark.parametrize("state", ["trained", "untrained"])
def test_gradients_of_three_cells_are_core_s(state: str) -> None:
    app = visit("gradients", weights=state, gradients_guess="just show me")
    target = trained("lstm").classes.index("tail")
    expected = []
    for kind in KINDS:
        network = trained(kind) if state == "trained" else initial_network(default_run(kind))
        profile = gradient_profile(record(network, PROBE), target)
        expected.append(profile.hidden)
        assert np.array_equal(values(app, f"hidden-{kind}"), float32(record(network, PROBE).hidden))
    assert profile.cell_state is not None
    expected.append(profile.cell_state)
    sent = [numbers(one["values"])[:, 0] for one in stave(app, "profile")["series"]]
    assert [list(one) for one in sent] == [list(one) for one in expected], "float64, to the bit"
    assert f"{share_kept(profile.cell_state):.2g}" in said(app)
    assert "“tail”" in stave(app, "profile")["note"]


def test_the_cost_by_gap_is_what_the_runs_measured() -> None:
    sent = figure(visit("gradients"), "accuracy-by-gap")["figure"]["data"]
    for kind, trace in zip(KINDS, sent, strict=True):
        view = desk().look(default_run(kind).key, HOUSE)
        assert view is not None
        x, y = zip(*view.history[-1].curve, strict=True)
        assert (trace["name"], trace["x"]) == (kind.upper(), list(x))
        assert trace["y"] == [100 * accuracy for accuracy in y]


def test_pages_show_the_network_that_core_trains() -> None:
    """The same spec gives the same numbers in a worker and here, to the bit."""
    spec = replace(default_run("gru", "sentiment"), seed=5)
    spec = replace(spec, train=replace(spec.train, steps=30))
    link = {"run": "sentiment-gru-s30-seed5"}
    app = visit("train", **link)
    desk().submit(spec, "a test")
    while (view := desk().look(spec.key, "a test")) is not None and view.active:
        run(app)
    assert view is not None
    assert view.network is not None
    assert view.network.key == core.train(spec).key


def test_every_score_brings_its_model_and_its_stage() -> None:
    for name in ("unrolled", "lstm"):
        assert score(visit(name))["model"] is not None
    for name in PAGES:
        for one in pictures(visit(name)) + pictures(visit(name), "unrolled_figure"):
            assert one["base"].startswith("/") or not one["base"].startswith("http")
            assert one["caption"].startswith("Unrolled · ")


@pytest.mark.parametrize("name", ["unrolled", "lstm", "gradients"])
def test_a_sample_becomes_the_sentence(name: str) -> None:
    app = visit(name)
    (box,) = app.selectbox
    box.select(box.options[1])
    run(app)
    (field,) = app.text_input
    assert field.value == box.options[1]
    assert words(app) == field.value.split()
    assert app.session_state[f"{field.key}_sample"] is None, "ready for the next one"
