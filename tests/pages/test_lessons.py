"""Every page by itself: it runs, says its title and its question, and shows core's own numbers."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import core
from core import (
    default_run,
    gradient_profile,
    initial_network,
    record,
    task,
)
from core.experiments import experiment, kept
from core.figures.gradient_staves import INSTRUMENTS
from core.instruments.summary import candidates, lowest_mean, origin, share_kept
from core.jobs import HOUSE, desk
from core.network import Network
from core.recipes.compare import held_constant
from core.spec import KINDS, Kind, TaskName
from pages._scenes.gradients.beside import over_seeds
from pages._scenes.gradients.untrained import over_starts
from pages._shell.story import LESSON_TASKS, page
from tests.pages.visiting import (
    PAGES,
    SENTENCE,
    asks,
    choose,
    first,
    kind_shown,
    link,
    networks,
    pictures,
    run,
    said,
    score,
    sources,
    stave,
    traces,
    until,
    values,
    visit,
    words,
)
from tests.running import ROOT

PROBES = [f"probe-{kind}" for kind in KINDS]
VEILED = {
    "unrolled": set(),
    "lstm": {"mean-forget_gate", "forget_gate", "memory", "ledger", "written", "paths-lstm"},
    "gradients": set(),
}
RECALL = task(default_run("lstm", "recall").task)
PROBE = RECALL.probe


def trained(kind: Kind, name: TaskName = "recall") -> Network:
    view = desk().look(default_run(kind, name).key, HOUSE)
    assert view is not None
    assert view.network is not None
    return view.network


def lesson(name: str, heading: str) -> str:
    file = name if "/" in name else first(name)
    text = (ROOT / "assets" / "lessons" / f"{file}.md").read_text(encoding="utf-8")
    return text.partition(f"## {heading}\n")[2].partition("\n## ")[0].strip()


def pattern(template: str) -> re.Pattern[str]:
    """Return what finds a sentence of a lesson, with anything in its gaps."""
    return re.compile(".+?".join(map(re.escape, re.split(r"{\w+}", template))), re.DOTALL)


WITHOUT_PICTURE = ("accessibility",)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_title_question_and_notes(name: str) -> None:
    app = visit(name)
    assert [title.value for title in app.title] == [page(name).heading or page(name).title]
    until(app, lambda now: bool(pattern(lesson(name, "question")).search(said(now))))
    for section in ("question", "read", "mind"):
        assert pattern(lesson(name, section)).search(said(app))
    folded = "How to read the picture, and what to be careful about"
    assert name in WITHOUT_PICTURE or folded in {one.label for one in app.expander}
    assert not app.warning
    assert not app.error


@pytest.mark.parametrize("name", PAGES)
def test_no_gap_of_a_lesson_stays_open(name: str) -> None:
    for guess in ("", "just show me"):
        app = visit(name, **({asks(name): guess} if guess else {}))
        assert not re.search(r"{\w*}", said(app))
        assert "nan" not in said(app).split()


@pytest.mark.parametrize("name", VEILED)
def test_what_the_question_asks_is_covered_until_it_is_answered(name: str) -> None:
    """On two nothing is: no state tells how many weights there are; of gradients only the RNN's is drawn."""
    app = visit(name)
    before = score(app)
    assert {one["id"] for one in before["staves"] if one["veiled"]} == VEILED[name]
    explained = pattern(lesson(name, "explain"))
    assert not explained.search(said(app))
    app = choose(app, asks(name), "just show me")
    after = score(app)
    assert not any(one["veiled"] for one in after["staves"])
    assert before["signature"] != after["signature"]
    assert after["play"] not in ("", before["play"]), "right after the answer, even the same picture plays"
    assert after["backward"] == (name == "gradients"), "gradients travel from the last word to the first"
    shown = visit(name, **{asks(name): "just show me"}) if page(name).scenes else app
    assert explained.search(said(shown)), "a scene explains once it was watched, or where the link answers"
    assert not score(run(app))["play"], "once"


def test_other_random_starts_are_offered_once_the_question_is_answered() -> None:
    app = visit("gradients", scene="trained")
    assert not pictures(app, "unrolled_picture")
    app = choose(app, "gradients_trained_guess", "just show me")
    assert pictures(app, "unrolled_picture")
    app = choose(app, "gradients_weights", "untrained")
    assert not pictures(app, "unrolled_picture"), "they were trained"


def test_the_gap_waits_for_no_training_and_shows_what_is_kept() -> None:
    """It is covered until the question about both charts is answered; older links are understood."""
    app = visit("gradients", scene="gap")
    (covered,) = pictures(app, "unrolled_picture")
    app = choose(app, "gradients_gap_guess", "which")
    shown, *_ = pictures(app, "unrolled_picture")
    assert (covered["veiled"], shown["veiled"]) == (True, False)
    assert "As predicted" in said(app)
    assert [panel["finding"] for panel in shown["figure"]["panels"]] == [
        "The RNN loses it",
        "The RNN keeps it",
    ]
    for panel, proof in zip(shown["figure"]["panels"], ("gradients/gap", "gradients/gap/verb"), strict=True):
        for kind in KINDS:
            last = [row[-1] for row in panel["starts"][kind]]
            assert last == list(kept(experiment(proof)).of(kind.upper()))
    old = visit("gradients", scene="gap", gradients_gap_guess="all")
    assert old.session_state["gradients_gap_guess"] == "which"


def test_with_the_accuracy_by_gap_stands_what_was_held_constant() -> None:
    """The default networks differ in rate and steps, too: the lesson says so in the lab's words."""
    promise = held_constant([default_run(kind) for kind in KINDS])
    assert "learning rate (RNN rate 0.005" in promise
    app = visit("gradients", scene="gap")
    assert f"{promise} Each point stands on 8 to 16 different test sentences." in said(app)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", ["trained", "untrained"])
def test_the_unrolled_network_is_core_s(kind: Kind, state: str) -> None:
    app = visit("unrolled", cell=kind.upper(), weights=state, unrolled_guess="the same")
    network = trained(kind) if state == "trained" else initial_network(default_run(kind))
    trace = record(network, PROBE)
    for wanted in ("unrolled", "hidden"):
        assert np.array_equal(values(app, wanted), trace.hidden)
    assert network.key in sources(app)
    assert kind_shown(app) == kind
    assert f"**{network.size:,}** weights" in said(app)
    for part, key in (("W_x", "rnn.weight_ih_l0"), ("W_h", "rnn.weight_hh_l0"), ("W_y", "readout.weight")):
        assert f"{network.weights[key].size:,} {part}" in said(app)
    assert f"for {len(trace.words)} words and {network.size:,} for {2 * len(trace.words)} words" in said(app)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", ["trained", "untrained"])
def test_the_unrolled_network_s_cell_and_answer_are_explained(kind: Kind, state: str) -> None:
    """Each cell has its own sentence; right or wrong is what the network says, not what was hoped for."""
    app = visit("unrolled", cell=kind.upper(), weights=state, unrolled_guess="the same")
    network = trained(kind) if state == "trained" else initial_network(default_run(kind))
    last = record(network, PROBE).probabilities[-1]
    says = network.classes[int(last.argmax())]
    assert [cell for cell in KINDS if pattern(lesson("unrolled", f"explain {cell}")).search(said(app))] == [
        kind
    ]
    numbers_of = {"says": says, "sure": f"{100 * last.max():.0f} %", "answer": "tail", "cell": kind.upper()}
    verdicts = {
        case: lesson("unrolled", f"explain {case}").format(**numbers_of)
        for case in ("right", "lucky", "wrong")
    }
    wanted = "wrong" if says != "tail" else "right" if last.max() > 0.5 else "lucky"
    assert [case for case, text in verdicts.items() if text in said(app)] == [wanted]
    if kind == "lstm":
        assert wanted == ("right" if state == "trained" else "wrong")


def test_of_another_sentence_no_answer_is_called_right_or_wrong() -> None:
    app = visit("unrolled", recall_sentence="the cat had a big", unrolled_guess="the same")
    assert pattern(lesson("unrolled", "explain")).search(said(app))
    assert "At the end this network says" not in said(app)


@pytest.mark.parametrize("written", ["gru", "GRU", "Gru"])
def test_a_link_may_name_a_cell_in_small_letters(written: str) -> None:
    app = visit("unrolled", cell=written)
    assert app.button_group(key="cell").options == ["RNN", "GRU", "LSTM"]
    assert app.button_group(key="cell").value == "gru"
    assert link(app, "cell") == [written], "to the browser another address would be another page"
    assert kind_shown(app) == "gru"
    assert kind_shown(choose(app, "cell", "lstm")) == "lstm", "and another can be chosen"
    assert link(app, "cell") == ["lstm"]


@pytest.mark.parametrize("name", LESSON_TASKS)
@pytest.mark.parametrize("state", ["trained", "untrained", "both"])
def test_every_signal_of_the_lstm_is_core_s(name: TaskName, state: str) -> None:
    app = visit("lstm", lstm_task=name, compared_weights=state)
    fresh = initial_network(default_run("lstm", name))
    first = fresh if state == "untrained" else trained("lstm", name)
    probe = task(default_run("lstm", name).task).probe
    for signal, numbers_of in record(first, probe).signals.items():
        assert np.array_equal(values(app, signal), numbers_of), signal
    below = [one for one in score(app)["staves"] if one["id"].endswith("-untrained")]
    own = [one for one in score(app)["staves"] if one["type"] != "apart"]  # which shows both at once
    assert len(below) == (len(own) / 2 if state == "both" else 0)
    for signal, numbers_of in record(fresh, probe).signals.items() if state == "both" else ():
        assert np.array_equal(values(app, f"{signal}-untrained"), numbers_of), signal


@pytest.mark.parametrize("name", LESSON_TASKS)
@pytest.mark.parametrize(
    "sentence", ["", "the film was not good but great", "the doll and the horse had a big"]
)
def test_the_forget_gate_s_words_and_numbers_are_measured(name: TaskName, sentence: str) -> None:
    network, this = trained("lstm", name), task(default_run("lstm", name).task)
    sentence = sentence or this.probe
    trace = record(network, sentence)
    before = record(initial_network(network.spec), sentence)["forget_gate"].mean(axis=1)
    after = trace["forget_gate"].mean(axis=1)
    keeps = lowest_mean(trace, "forget_gate")
    said_of = {f"{name}_sentence": sentence}
    app = visit("lstm", lstm_task=name, lstm_guess="just show me", **said_of)
    options = candidates(keeps, this.telling)
    assert app.button_group(key="lstm_gates_guess").options == [*options, "just show me"]
    right = min(keeps, key=lambda word: keeps[word].mean)
    place = keeps[right].timestep
    assert f"**{keeps[right].mean:.2f}** when the network reads “{right}” (word {place + 1})" in said(app)
    assert f"and at {trace['forget_gate'].mean():.2f} over the whole sentence" in said(app)
    compared = ", ".join(f"{word} {keeps[word].mean:.2f}" for word in options)
    assert f"The words compared: {compared}." in said(app)
    closed, closed_before = (np.delete(means, [0, place]).mean() - means[place] for means in (after, before))
    if not this.read(sentence).known[place]:
        expected = "unknown"
    elif closed < 0.1:
        expected = "alike"
    else:
        expected = "learnt" if closed - closed_before > 0.1 else "not learnt"
    assert found_out(app) == expected
    tied = [word for word in options if keeps[word].mean - keeps[right].mean <= 0.02]
    assert (lesson("lstm", "explain tie") in said(app)) == (len(tied) > 1)


def found_out(app: AppTest) -> str:
    """Return what the page says of the word at which the gate is lowest."""
    cases = ("learnt", "not learnt", "alike", "unknown", "untrained")
    (case,) = (case for case in cases if pattern(lesson("lstm", f"explain {case}")).search(said(app)))
    return case


def test_the_default_sentence_shows_a_gate_that_learnt_to_close() -> None:
    assert found_out(visit("lstm", lstm_guess="just show me")) == "learnt"


def test_an_untrained_gate_was_not_closed_by_training() -> None:
    """A network of one step has learnt nothing that can be seen, and the page does not say it had."""
    app = visit("lstm", run="sentiment-lstm-s1", lstm_guess="just show me")
    until(app, lambda app: bool(pictures(app)))
    assert found_out(app) in ("alike", "not learnt")


def test_of_untrained_weights_nothing_is_called_learnt() -> None:
    """The question is about the network that is shown, and so are its numbers."""
    app = visit("lstm", compared_weights="untrained", lstm_guess="just show me")
    assert found_out(app) == "untrained"
    fresh = initial_network(default_run("lstm", "everyday"))
    keeps = lowest_mean(record(fresh, task(fresh.spec.task).probe), "forget_gate")
    lowest = min(keeps, key=lambda word: keeps[word].mean)
    assert f"**{keeps[lowest].mean:.2f}** when the network reads “{lowest}”" in said(app)


def test_at_words_the_network_never_saw_nothing_is_called_learnt() -> None:
    """Four words that are all read as unknown differ by what came before alone, whatever the gate does."""
    app = visit("lstm", sentiment_sentence="el gato negro duerme", lstm_guess="just show me")
    assert found_out(app) == "unknown"


@pytest.mark.parametrize("state", ["trained", "untrained"])
def test_gradients_of_three_cells_are_core_s(state: str) -> None:
    app = visit("gradients", weights=state, gradients_guess="just show me")
    target = trained("lstm").classes.index("tail")
    begin = PROBE.split().index("dog")
    assert origin(PROBE.split(), RECALL.telling) == begin == 1
    expected, sure = [], []
    for kind in KINDS:
        network = trained(kind) if state == "trained" else initial_network(default_run(kind))
        profile = gradient_profile(record(network, PROBE), target)
        expected.append(profile.hidden)
        chance = record(network, PROBE).probabilities[-1, target]
        sure.append(f"{kind.upper()} {100 * chance:.0f} %")
        assert np.array_equal(values(app, f"hidden-{kind}"), record(network, PROBE).hidden)
    assert profile.cell_state is not None
    expected.append(profile.cell_state)
    read = traces(app)
    drawn = [
        getattr(gradient_profile(read[one["network"]], target), one["state"])
        for one in stave(app, "shares")["series"]
    ]
    assert [list(one) for one in drawn] == [list(one) for one in expected], "to the bit"
    shares = [share_kept(norms, begin) for norms in expected]
    names = ["RNN", "GRU", "LSTM h", "LSTM c"]
    kept = ", ".join(f"{name} {share:.2g}" for name, share in zip(names, shares, strict=True))
    away = len(PROBE.split()) - 1 - begin
    assert f"At “dog”, {away} words back, this share of its gradient is left: {kept}." in said(app)
    assert "share left at “dog”" in said(app)
    asked = app.button_group(key="gradients_trained_guess").options
    assert list(asked) == ["RNN", "GRU", "LSTM c", "just show me"]
    roads = [shares[0], shares[1], shares[3]]
    assert lesson("gradients/trained", "explain tie") not in said(app), "the RNN keeps least by far"
    assert roads.index(min(roads)) == 0
    opened = f"{record(network, PROBE)['forget_gate'].mean():.2f}"
    gate = record(network, PROBE)["forget_gate"][begin + 1 :]
    held = {"held": int((gate.mean(axis=0) > 0.9).sum()), "units": gate.shape[1]}
    told = {"answer": "tail", "sure": ", ".join(sure), "open": opened, "bias": "1", **held}
    told["origin"] = "dog"
    cases = ("explain shares", "explain above", "explain passes", "explain before")
    said_so = [case for case in cases if lesson("gradients/trained", case).format(**told) in said(app)]
    above = ["explain above"] if max(shares) > 1 else []
    learnt = ["explain shares", *above, "explain passes"]
    assert said_so == (learnt if state == "trained" else ["explain before"])
    assert score(app)["target"] == target


def test_before_training_the_claim_is_that_of_the_networks_shown() -> None:
    app = visit("gradients", gradients_untrained_guess="rnn")
    assert app.header[0].value == lesson("gradients/untrained", "heading")
    assert "You said **RNN**. Measured: **LSTM c**." in said(app)
    gates = record(initial_network(default_run("lstm")), PROBE)["forget_gate"]
    textbook = lesson("gradients/untrained", "explain textbook")
    assert textbook.format(bias="1", open=f"{gates.mean():.2f}", **over_starts()) in said(app)
    shown = [network.key for network in networks(app)]
    assert shown == [initial_network(default_run(kind)).key for kind in KINDS]


def test_after_training_the_rnn_keeps_least_and_its_number_is_the_heading() -> None:
    """How many random starts bear it is told of the networks and the sentence that were measured so."""
    app = visit("gradients", gradients_guess="rnn")
    assert ":material/check_circle: As predicted: **RNN**." in said(app)
    target = trained("lstm").classes.index("tail")
    roads = {kind: gradient_profile(record(trained(kind), PROBE), target) for kind in KINDS}
    norms = [roads["rnn"].hidden, roads["gru"].hidden, roads["lstm"].hidden, roads["lstm"].cell_state]
    rnn, gru, _, memory = (share_kept(one, 1) for one in norms if one is not None)
    assert rnn < 0.1 * min(gru, memory)
    assert app.header[0].value.startswith(f"At “dog” the RNN has {rnn:.2g} of its gradient left")
    assert f"of the three the RNN keeps least in {over_seeds()['loses']}".lower() in said(app).lower()
    other = visit("gradients", gradients_guess="rnn", recall_sentence="we saw a horse here")
    assert "of the three the RNN keeps least" not in said(other).lower()


def test_what_can_be_read_is_a_row_hidden_at_first_and_nothing_is_fitted_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fitted(*_: object, **__: object) -> None:
        raise AssertionError("a probe was fitted")

    monkeypatch.setattr("pages._shell.caches.probes.fit_probe", fitted)
    app = visit("gradients", weights="untrained", gradients_guess="just show me")
    hidden = [one["id"] for one in score(app)["staves"] if one.get("hidden")]
    assert hidden == [*PROBES, *INSTRUMENTS, *map("hidden-{}".format, KINDS)]


@pytest.mark.parametrize("weights", ["trained", "both"])
def test_who_wrote_it_is_a_row_hidden_at_first_and_covered_until_the_question_is_answered(
    weights: str,
) -> None:
    app = visit("lstm", weights=weights)
    twins = [f"{one}{of}" for one in ("memory", "ledger", "written") for of in ("", "-untrained")]
    hidden = [one["id"] for one in score(app)["staves"] if one.get("hidden")]
    assert [one for one in hidden if one in twins] == (twins if weights == "both" else twins[::2])
    covered = {one["id"] for one in score(app)["staves"] if one["veiled"]}
    assert covered == VEILED["lstm"]
    app = choose(app, "lstm_gates_guess", "just show me")
    assert not any(one["veiled"] for one in score(app)["staves"])


def test_where_nothing_decides_the_share_is_measured_at_the_first_word() -> None:
    for scene in ("untrained", "trained"):
        question = f"gradients_{scene}_guess"
        link = {"scene": scene, question: "just show me"}
        assert "At “we”, 3 words back, " in said(visit("gradients", recall_sentence="we saw a big", **link))
        app = visit("gradients", recall_sentence="we saw a dog", **link)
        assert "At “dog”, 0 words back, " in said(app)
        assert app.button_group(key=question).options == ["no difference", "just show me"]


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


def test_every_score_brings_its_lens_and_its_stage() -> None:
    for name in ("unrolled", "lstm"):
        assert score(visit(name))["lens"] is not None
    for name in PAGES:
        for one in pictures(visit(name)) + pictures(visit(name), "unrolled_figure"):
            assert one["base"].startswith("/") or not one["base"].startswith("http")
        for one in pictures(visit(name), "unrolled_figure"):
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


@pytest.mark.parametrize(("name", "field"), SENTENCE.items())
def test_a_sentence_is_read_once(name: str, field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = visit(name)

    def refuse(network: Network, sentence: str) -> None:
        raise AssertionError(f"{network.key} reads {sentence!r} once more")

    app.text_input(key=field).set_value("a sentence that no cache holds")
    with monkeypatch.context() as patched:
        patched.setattr(Network, "read", refuse)
        run(app)
    assert words(app) == ["a", "sentence", "that", "no", "cache", "holds"]


@pytest.mark.parametrize("scene", ["unit", "ledger", "hold", "carousel"])
@pytest.mark.parametrize("sentence", ["great", "not great", "blorb zzz qqq", "the music was great but loud"])
@pytest.mark.parametrize("weights", ["trained", "untrained"])
def test_a_scene_of_the_lstm_says_something_of_any_sentence(scene: str, sentence: str, weights: str) -> None:
    answered = {f"lstm_{scene}_guess": "show-me"}
    app = visit("lstm", scene=scene, everyday_sentence=sentence, weights=weights, **answered)
    assert not re.search(r"{\w*}", said(app))
    assert "nan" not in said(app).split()
    assert words(app) == sentence.split()
    assert "What happened" in {one.value for one in app.header}


def test_the_film_says_at_which_steps_the_gradient_arrived_and_the_answers_were_right() -> None:
    app = until(
        visit("gradients", scene="film", gradients_film_guess="gradient"), lambda app: bool(app.header)
    )
    (told,) = [one["figure"] for one in pictures(app, "unrolled_picture")]
    assert [line["name"] for line in told["lines"]] == ["RNN", "GRU", "LSTM c"]
    for kind, line in zip(KINDS, told["lines"], strict=True):
        view = desk().look(default_run(kind).key, HOUSE)
        assert view is not None
        assert line["steps"] == [0, *(one.step for one in view.history)]
        last = view.history[-1]
        norms = last.profile if last.cell_profile is None else last.cell_profile
        assert line["shares"][-1] == pytest.approx(norms / norms[-1], rel=5e-3)
        arrived = [share[1] >= 0.1 for share in line["shares"]]
        assert line["arrivesAt"] == line["steps"][arrived.index(True)] if any(arrived) else None
    lstm = told["lines"][-1]
    assert lstm["arrivesAt"] < lstm["rightAt"]
    assert f"reaches “dog” at step {lstm['arrivesAt']}" in app.header[0].value
    assert "As predicted" in said(app)


def test_the_reach_is_told_as_far_as_a_tenth_of_the_gradient_arrives_at_every_word() -> None:
    app = until(
        visit("gradients", scene="reach", gradients_reach_guess="few"),
        lambda app: bool(pictures(app, "unrolled_picture")),
    )
    reach = []
    for kind in KINDS:
        network = initial_network(default_run(kind))
        profile = gradient_profile(record(network, PROBE), network.classes.index("tail"))
        norms = profile.hidden if profile.cell_state is None else profile.cell_state
        below = np.flatnonzero(norms[::-1] / norms[-1] < 0.1)
        reach.append(int(below[0]) - 1 if below.size else len(norms) - 1)
    rnn, gru, lstm = reach
    assert max(rnn, gru) < lstm
    assert f"reaches {rnn} words back in the RNN, {gru} in the GRU, {lstm} along" in app.header[0].value
    assert "As predicted" in said(app)
