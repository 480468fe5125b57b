"""The scenes on the GRU and its relatives: what the pictures and the prose get is what the networks do."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import fmean
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core import RunSpec, default_run, initial_network, record
from core.experiments.lessons import gru_brackets
from core.experiments.lessons.gru import rungs
from core.experiments.lessons.gru_counting import MOST, best_unit, counts_to, depth, is_right, word
from core.experiments.lessons.gru_reset import SENTENCE
from core.instruments import Clamp
from core.instruments.mixed import TAKES, clearest, kept, mixed, proposals, resets, seen, shut_out
from core.jobs import HOUSE, desk
from core.network import Network
from core.text import MAX_TOKENS
from pages._scenes.gru import beside, brackets, counting, reset
from pages._scenes.gru.ladder import TASKS
from pages._scenes.gru.seeds import kept_values
from pages._shell import story
from pages._shell.words import percent
from tests.pages.visiting import pictures, said, until, visit

SCENES = [scene.name for scene in story.page("gru").scenes]


def open_scene(scene: str, answer: str = "show-me", **more: str) -> tuple[AppTest, dict[str, Any]]:
    """Open a scene; return its picture."""
    app = visit("gru", scene=scene, **({f"gru_{scene}_guess": answer} if answer else {}), **more)
    until(app, lambda app: bool(pictures(app, "unrolled_picture")), 240)
    found: dict[str, Any] = pictures(app, "unrolled_picture")[0]
    return app, found


def learnt() -> Network:
    view = desk().look(default_run("gru", "everyday").key, HOUSE)
    assert view is not None
    assert view.network is not None
    return view.network


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_asks_first_and_tells_then(scene: str) -> None:
    asked, _ = open_scene(scene, "")
    neutral = story.page("gru").scenes[SCENES.index(scene)].title
    assert neutral in [one.value for one in asked.header], "a neutral title, until it is answered"
    told, _ = open_scene(scene)
    assert "What happened" in [one.value for one in told.header]
    assert neutral not in [one.value for one in told.header]


def test_the_blend_opens_where_a_unit_that_keeps_moves_farthest() -> None:
    app, picture = open_scene("blend")
    trace = record(learnt(), "I did not like the story but the music was great")
    found = clearest(trace)
    assert (picture["figure"]["unit"], picture["figure"]["timestep"]) == (found.unit, found.at)
    before = trace["hidden"][found.at - 1, found.unit]
    assert found.state == pytest.approx(found.keep * before + (1 - found.keep) * found.fresh)
    gates = trace["update_gate"]
    elsewhere = np.array([np.delete(gates, at, axis=0).mean(axis=0) for at in range(1, len(trace))])
    clear = np.abs(np.diff(trace["hidden"], axis=0)) * elsewhere
    assert clear[found.at - 1, found.unit] == pytest.approx(clear.max())
    assert f"{found.state:.2f}".replace("-", "−") in said(app)


@pytest.mark.parametrize("sentence", ["great", "xyzzy", " ".join(["very"] * 128), " ".join(["bad"] * 300)])
def test_the_blend_takes_any_sentence(sentence: str) -> None:
    app, picture = open_scene("blend", everyday_sentence=sentence)
    assert picture["figure"]["timestep"] == min(1, len(sentence.split()) - 1) or len(sentence.split()) > 1
    assert "nan" not in said(app)


def test_reset_opens_where_a_low_gate_keeps_most_out_of_the_new_state() -> None:
    app, picture = open_scene("reset")
    found = shut_out(record(learnt(), SENTENCE))
    assert (picture["figure"]["unit"], picture["figure"]["timestep"]) == (found.unit, found.at)
    assert f"**{found.fresh:.2f}**".replace("-", "−") in said(app)
    for sentence in (SENTENCE, "I did not like the story but the music was great"):
        trace = record(learnt(), sentence)
        found = shut_out(trace)
        best = 0.0
        for at in range(1, len(trace)):
            hold = Clamp("reset_gate", 1.0, None, at, at + 1)
            opened = record(learnt(), sentence, operations=[hold])["candidate"][at]
            moved = (1 - trace["update_gate"][at]) * np.abs(opened - trace["candidate"][at])
            best = max(best, float((moved * (trace["reset_gate"][at] <= TAKES)).max()))
        way = (1 - trace["update_gate"][found.at, found.unit]) * abs(found.full - found.fresh)
        assert way == pytest.approx(best)
        assert found.reset == trace["reset_gate"][found.at, found.unit] <= TAKES


@pytest.mark.parametrize("where", ["after", "before"])
@pytest.mark.parametrize("without", [(), ("reset_gate",)])
def test_a_new_value_with_r_at_an_end_is_what_holding_the_gate_there_makes(
    where: str, without: tuple[str, ...]
) -> None:
    spec = default_run("gru", "everyday")
    model = replace(spec.model, reset_gate=where, without=without)  # type: ignore[arg-type]
    network = initial_network(replace(spec, model=model))
    trace = record(network, SENTENCE)
    alone, full = proposals(trace)
    if without:
        np.testing.assert_allclose(trace["candidate"], full, rtol=1e-6)
        assert (resets(trace) == 1).all()
        return
    for value, wanted in ((0.0, alone), (1.0, full)):
        for at in range(len(trace)):
            held = record(network, SENTENCE, operations=[Clamp("reset_gate", value, None, at, at + 1)])
            np.testing.assert_allclose(held["candidate"][at], wanted[at], rtol=1e-6)
    assert 0 <= reset.share_of_way(seen(trace, 3, 1)) <= 1 or where == "before"


@pytest.mark.parametrize("sentence", ["great", "xyzzy", " ".join(["bad"] * 300)])
def test_reset_takes_any_sentence(sentence: str) -> None:
    app, picture = open_scene("reset", turning_sentence=sentence)
    assert picture["figure"]["timestep"] < len(sentence.split())
    assert "nan" not in said(app)


def test_reset_reads_the_sentence_that_the_address_tells_of_other_scenes() -> None:
    _, picture = open_scene("reset", everyday_sentence="the food was not bad at all")
    assert picture["figure"]["sentence"] == "the food was not bad at all"


def test_what_is_kept_does_not_depend_on_what_z_means() -> None:
    trace = record(learnt(), "the food was not bad at all")
    one = mixed(trace, 0, 2)
    assert one.old == 0
    assert one.state == pytest.approx((1 - one.keep) * one.fresh)
    assert kept(trace).shape == trace["update_gate"].shape


def test_the_ladder_tells_what_is_kept_and_costs_what_core_counts() -> None:
    app, picture = open_scene("ladder")
    told = picture["figure"]
    assert told["tasks"]["count"]["most"] == MAX_TOKENS // 2
    names = [*kept_values("gru/ladder")]
    assert [rung["name"] for rung in told["rungs"]][:4] == names[:4]
    assert told["tasks"]["remember"]["values"] == [list(one) for one in kept_values("gru/ladder").values()]
    assert told["tasks"]["count"]["values"] == [list(one) for one in kept_values("gru/counting").values()]
    for task_name, (name, _) in TASKS.items():
        nets = [initial_network(spec) for spec in rungs(name, 0)]
        sizes = [
            sum(array.size for key, array in net.weights.items() if key.startswith("rnn")) for net in nets
        ]
        assert [rung["weights"][task_name] for rung in told["rungs"]] == sizes
    rnn, update = (fmean(kept_values("gru/ladder")[name]) for name in names[:2])
    assert f"{percent(rnn)} % → {percent(update)} %" in said(app)


def test_counting_shows_the_unit_that_counts_and_who_is_right() -> None:
    app, picture = open_scene("counting")
    told = picture["figure"]
    assert told["first"] == counting.ASKED <= told["most"] == MAX_TOKENS // 2
    for cell, spec in zip(told["cells"], counting.recipes(), strict=True):
        view = desk().look(spec.key, HOUSE)
        assert view is not None
        assert view.network is not None
        assert (cell["name"], cell["network"]) == (spec.model.kind.upper(), view.network.key)
        assert cell["unit"] == best_unit(view.network)[0]
        assert (cell["name"] in said(app).split("right: ")[1].split(".")[0]) == is_right(
            view.network, counting.ASKED
        )


def test_the_lstm_s_unit_is_shown_with_its_gates_and_counts_by_steps_of_one() -> None:
    """What its text says: f and i are open, g is near one end at each a and near the other at each b."""
    _, picture = open_scene("counting")
    *others, lstm = picture["figure"]["cells"]
    assert [cell["gates"] for cell in others] == [[], []]
    assert [gate["letter"] for gate in lstm["gates"]] == ["f", "i", "g"]
    view = desk().look(counting.recipes()[-1].key, HOUSE)
    assert view is not None
    assert view.network is not None
    trace = record(view.network, word(counting.ASKED))
    for gate in lstm["gates"][:2]:
        assert trace[gate["name"]][:, lstm["unit"]].mean() > 0.8
    written = trace["candidate"][:, lstm["unit"]]
    first, second = written[: counting.ASKED].mean(), written[counting.ASKED :].mean()
    assert min(abs(first), abs(second)) > 0.5
    assert first * second < 0


def test_counting_is_measured_up_to_the_first_mistake() -> None:
    network = initial_network(counting.recipes(0)[0])
    reach = counts_to(network)
    assert all(is_right(network, count) for count in range(1, reach + 1))
    assert reach == MOST or not is_right(network, reach + 1)
    assert word(2) == ("a", "a", "b", "b")
    assert depth(2) == [1, 2, 1, 0]


def network_of(spec: RunSpec) -> Network:
    """Return the network of a recipe that a scene has had trained."""
    view = desk().look(spec.key, HOUSE)
    assert view is not None
    assert view.network is not None
    return view.network


def test_beside_opens_where_an_lstm_keeps_and_writes_at_once() -> None:
    app, picture = open_scene("beside")
    told = picture["figure"]
    gru, lstm = map(network_of, beside.recipes())
    assert told["networks"] == {"gru": gru.key, "lstm": lstm.key}
    trace = record(lstm, told["sentence"])
    unit, at = told["units"]["lstm"][0], told["timestep"]
    both = np.minimum(trace["forget_gate"], trace["input_gate"])
    assert both[at, unit] > 0.5, "both gates are open there"
    assert f"{trace['input_gate'][at, unit]:.2f}" in said(app)
    moved = np.abs(np.diff(record(gru, told["sentence"])["hidden"], axis=0))[at - 1]
    assert told["units"]["gru"][0] == moved.argmax()
    assert all(sorted(units) == list(range(len(units))) for units in told["units"].values())


@pytest.mark.parametrize("sentence", ["great", "xyzzy", " ".join(["very"] * 128), " ".join(["bad"] * 300)])
def test_beside_takes_any_sentence(sentence: str) -> None:
    app, picture = open_scene("beside", everyday_sentence=sentence)
    assert 0 <= picture["figure"]["timestep"] < 128
    assert "nan" not in said(app)


def test_brackets_are_as_deep_as_asked_and_what_is_said_of_them_is_measured() -> None:
    app, picture = open_scene("brackets")
    told = picture["figure"]
    networks = [network_of(spec) for spec in brackets.recipes()]
    assert [cell["network"] for cell in told["cells"]] == [network.key for network in networks]
    for cell, network in zip(told["cells"], networks, strict=True):
        found = gru_brackets.follower(network)
        assert (cell["unit"], cell["slope"], cell["start"]) == (found.unit, found.slope, found.start)
    words = gru_brackets.nest(told["first"])
    trace = record(networks[-1], words)
    assert len(told["first"]) == brackets.ASKED > gru_brackets.TRAINED
    assert gru_brackets.knows_the_end(trace)
    assert not gru_brackets.closes(trace)
    ends = sum(
        gru_brackets.knows_the_end(record(networks[-1], one)) for one in gru_brackets.nests(brackets.ASKED)
    )
    assert f"knows in **{ends}**" in said(app)
    answers = gru_brackets.said(trace), gru_brackets.due(words)
    wrong = sum(one != right for one, right in zip(*answers, strict=True))
    assert re.search(rf"{wrong} of its {len(words)} answers (is|are) wrong", said(app))
