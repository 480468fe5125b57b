"""Questions of *Check yourself*: every seed gives one; its answer is core's; a wrong one has its reason."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping
from functools import cache, reduce
from typing import Any

import numpy as np
import pytest

from core import Clamp, Network, default_run, gradient_profile, initial_network, record, task
from core.spec import KINDS
from pages._scenes.check.measured import shares
from pages._shell import story
from tests.stage.conftest import Modules, file_of

SEEDS = range(200)

MAKE = """
  const { questionOf } = await stage("check/questions");
  const { Draw } = await stage("check/draw");
  const { judge } = await stage("check/judging");
  const { fromFile } = await stage("../net/file");
  const [id, seeds, files, measured] = g;
  const made = {};
  const network = (name) =>
    (made[name] ??= fromFile(Uint8Array.from(Buffer.from(files[name], "base64")), name));
  return seeds.map((seed) => {
    const make = () => questionOf(id).make(new Draw(`${seed} ${id} 0`), { network, measured });
    const asked = make();
    const said = asked.kind === "number"
      ? [asked.answer, ...asked.ideas.map(({ value }) => value), asked.answer * 7 + 1234.5]
      : asked.kind === "order" ? [asked.answer, asked.items.map(({ id }) => id)]
      : asked.options.map(({ id }) => id);
    const verdicts = said.map((one) => judge(asked, one));
    return { asked, verdicts, again: JSON.stringify(make()) === JSON.stringify(asked) };
  });"""
LIST = """return m.QUESTIONS.map(({ make, needs = [], ...question }) => ({ ...question, needs }));"""

Given = Mapping[str, Any]


def lstm_weights(units: int, inputs: int, gates: int = 4) -> int:
    return gates * (units * units + units * inputs + units)


def sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def first_difference(given: Given, networks: Mapping[str, Network]) -> str:
    network = networks["recall/rnn"]
    one, two = (record(network, " ".join(words)).hidden for words in (given["words"], given["twin"]))
    return f"word:{int(np.flatnonzero(np.abs(one - two).max(axis=1))[0])}"


def forgets_most(given: Given, networks: Mapping[str, Network]) -> str:
    trace = record(networks["everyday/lstm"], given["sentence"])
    return f"f:{1 + int(trace['forget_gate'][1:, given['unit']].argmin())}"


def wrote_most(given: Given, _: Mapping[str, Network]) -> str:
    left = [written * math.prod(given["f"][k + 1 :]) for k, written in enumerate(given["written"])]
    return f"word:{left.index(max(left))}"


def norm_left(given: Given, _: Mapping[str, Network]) -> str:
    """The letter of the line is told; that the line is this network's is `test_the_lines_of_gradients`."""
    return str(given["letters"][list(KINDS).index(given["asked"])])


def picks_maximum(given: Given, networks: Mapping[str, Network]) -> str:
    trace = record(networks["everyday/lstm"], given["sentence"])
    return f"h:{int(trace.hidden[:, given['unit']].argmax())}"


def of_window(given: Given, _: Mapping[str, Network]) -> str:
    """The earliest word of the window in which the loss stands; windows begin at the first word."""
    beginnings = range(0, len(given["words"]), given["size"])
    return f"word:{max(first for first in beginnings if first <= given['at'])}"


def changed_state(given: Given, _: Mapping[str, Network]) -> str:
    order = [*range(len(given["words"]))][:: -1 if given["back"] else 1]
    moved = order[order.index(given["changed"]) :]
    return f"s:{moved[0] if given['asked'] == 'nearest' else moved[-1]}"


def ends_at(given: Given, _: Mapping[str, Network]) -> str:
    end = np.subtract(given["king"], given["man"]) + given["woman"]
    return next(str(name) for name, at in given["points"].items() if name in ENDS and tuple(at) == tuple(end))


ENDS = ("right", "back", "sum")


def guessed(given: Given, networks: Mapping[str, Network]) -> list[str]:
    network = networks["recall/lstm"]
    answers = record(network, given["read"]).answers[-1]
    of = dict(zip(network.classes, answers, strict=True))
    return sorted(given["words"], key=lambda word: -of[word])


def slope_of(name: str) -> float:
    def slope(x: float) -> float:
        return 1 - math.tanh(x) ** 2 if name == "tanh" else sigmoid(x) * (1 - sigmoid(x))

    return max(slope(float(x)) for x in np.linspace(-3, 3, 601))


def told_by(given: Given, _: Mapping[str, Network]) -> str:
    return f"the direction from the {'left' if given['before'] else 'right'}"


def shape_of(given: Given, _: Mapping[str, Network]) -> str:
    called = {
        "one": "one to one",
        "writes": "one to many",
        "judges": "many to one",
        "tags": "many to many, word by word",
        "translates": "encoder and decoder",
    }
    return called[str(given["shape"])]


def without(given: Given, _: Mapping[str, Network]) -> str:
    """An absent gate is a factor of 1."""
    f, i, o = ("" if given["gone"] == gate else letter for gate, letter in zip(GATES, "fio", strict=True))
    kept, written, shown = (
        (f"{f} · old c" if f else "old c"),
        (f"{i} · g" if i else "g"),
        (f"{o} · " if o else ""),
    )
    return f"c = {kept} + {written}, h = {shown}tanh(c)"


GATES = ("forget", "input", "output")


NUMBERS: dict[str, Callable[[Given], float]] = {
    "words_distance": lambda g: float(
        np.linalg.norm(
            np.diff(np.eye(len(g["words"]))[[g["words"].index(g[name]) for name in ("one", "two")]], axis=0)
        )
    ),
    "words_stored": lambda g: np.zeros((g["words"], g["size"])).size,
    "words_cosine": lambda g: float(
        np.dot((g["a"], g["b"]), (g["c"], g["d"]))
        / np.linalg.norm((g["a"], g["b"]))
        / np.linalg.norm((g["c"], g["d"]))
    ),
    "guess_cells": lambda g: (
        len([*itertools.product(range(g["words"]), repeat=min(g["n"], 3))])
        * (g["words"] if g["n"] == 4 else 1)
    ),
    "guess_perplexity": lambda g: math.exp(-sum(map(math.log, g["ps"])) / len(g["ps"])),
    "unrolled_weights": lambda g: lstm_weights(g["units"], g["inputs"], 1),
    "unrolled_step": lambda g: math.tanh(g["w"] * g["before"] + g["u"] * g["x"] + g["b"]),
    "unrolled_state": lambda g: g["units"],
    "shapes_bottleneck": lambda g: g["units"] * (2 if g["cell"] == "LSTM" else 1),
    "learning_sum": lambda g: sum(g["parts"]),
    "learning_step": lambda g: g["w"] - g["rate"] * g["g"],
    "learning_nudge": lambda g: (g["up"] - g["down"]) / (2 * g["epsilon"]),
    "gradients_power": lambda g: reduce(lambda left, _: left * g["w"], range(g["steps"]), 1.0),
    "gradients_slope": lambda g: slope_of(g["name"]) ** g["steps"],
    "gradients_clip": lambda g: g["x"] * min(1, g["most"] / math.hypot(g["x"], g["y"])),
    "lstm_weights": lambda g: lstm_weights(g["units"], g["inputs"]),
    "lstm_memory": lambda g: g["f"] * g["c"] + g["i"] * g["g"],
    "lstm_start": lambda g: reduce(lambda left, _: left * g["f"], range(g["words"]), 1.0),
    "lstm_shown": lambda g: g["o"] * math.tanh(g["c"]),
    "gru_weights": lambda g: lstm_weights(g["units"], g["inputs"], 3),
    "gru_blend": lambda g: (
        g["z"] * g["h"] + (1 - g["z"]) * g["n"] if g["keeps"] else (1 - g["z"]) * g["h"] + g["z"] * g["n"]
    ),
    "deeper_weights": lambda g: (
        lstm_weights(g["units"], g["inputs"], 1) + lstm_weights(g["units"], g["units"], 1)
    ),
    "deeper_wide": lambda g: g["classes"] * 2 * g["units"] + g["classes"],
    "deeper_waits": lambda g: g["heard"] if g["both"] else 0,
    "gates_out_weights": lambda g: lstm_weights(g["units"], g["inputs"], 4 - g["gone"]),
    "gates_out_grows": lambda g: reduce(lambda c, _: c + g["written"], range(g["steps"]), g["c"]),
}
PLACES: dict[str, Callable[[Given, Mapping[str, Network]], str]] = {
    "words_row": lambda g, _: f"row{g['vector'].index(1)}:0",
    "words_analogy": ends_at,
    "guess_window": lambda g, _: f"word:{len(g['words']) - g['n'] + 1}",
    "unrolled_first": first_difference,
    "shapes_attention": lambda g, _: f"word:{g['letters'].index(g['letters'][::-1][g['k']])}",
    "shapes_pool": picks_maximum,
    "learning_windows": of_window,
    "lstm_forgets": forgets_most,
    "lstm_writer": wrote_most,
    "deeper_reach": changed_state,
}
LABELS: dict[str, Callable[[Given, Mapping[str, Network]], str]] = {
    "words_onehot": lambda g, _: str(tuple(int(k == g["at"]) for k in range(len(g["words"])))),
    "guess_zero": lambda g, _: f"{math.prod(g['ps']):g}",
    "unrolled_longer": lambda g, _: str(lstm_weights(g["units"], g["inputs"], 1)),
    "shapes_kind": shape_of,
    "shapes_suits": lambda g, _: g["right"],
    "shapes_data": lambda g, _: g["right"],
    "shapes_film": lambda _, __: (
        "the convolutional one reads each frame, the recurrent one what comes after what"
    ),
    "gradients_curve": norm_left,
    "lstm_computes": lambda _, __: (
        "a layer with weights of its own and a sigmoid, from the old h and the word"
    ),
    "lstm_shut": lambda g, _: g["gate"].replace("_", " "),
    "gru_convention": lambda g, _: (
        "h = z · old h + (1 − z) · n" if g["keeps"] else "h = (1 − z) · old h + z · n"
    ),
    "gru_pair": lambda g, _: "B" if g["flipped"] else "A",
    "deeper_clue": told_by,
    "gates_out_equation": without,
    "gates_out_missing": lambda g, _: f"{g['gone']} gate",
}
ORDERS: dict[str, Callable[[Given, Mapping[str, Network]], list[str]]] = {
    "guess_next": lambda g, _: [f"{one:g}" for one in sorted(g["temperatures"])],
    "guess_read": guessed,
    "learning_losses": lambda g, _: [word for _, word in sorted(zip(g["ps"], g["words"], strict=True))],
    "gradients_order": lambda g, _: [
        f"{w:g}/{n}" for w, n in sorted(g["items"], key=lambda one: one[1] * math.log(one[0]), reverse=True)
    ],
    "gru_sizes": lambda g, _: [
        one["name"]
        for one in sorted(
            g["items"], key=lambda one: -lstm_weights(one["units"], one["inputs"], one["gates"])
        )
    ],
    "gates_out_ranked": lambda g, _: sorted(g["some"], key=lambda name: -shares()["gates_out/eight"][name]),
}


@pytest.fixture(scope="module")
def networks() -> dict[str, Network]:
    """Stand-ins for the trained networks: whatever is read, the answer follows from it."""
    recipes = {
        **{f"recall/{kind}": default_run(kind, "recall", 1) for kind in KINDS},
        **{f"recall/{kind}/untrained": default_run(kind, "recall") for kind in KINDS},
        **{f"everyday/{kind}": default_run(kind, "everyday", 1) for kind in ("gru", "lstm")},
    }
    return {name: initial_network(spec) for name, spec in recipes.items()}


@pytest.fixture(scope="module")
def files(networks: dict[str, Network]) -> dict[str, str]:
    return {name: file_of(network) for name, network in networks.items()}


@pytest.fixture(scope="module")
def questions(modules: Modules) -> list[dict[str, Any]]:
    return list(modules.run("check/questions", LIST))


Made = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def made(modules: Modules, questions: list[dict[str, Any]], files: dict[str, str]) -> Made:
    """What each seed makes of a question, drawn once for all tests."""
    needs = {one["id"]: one["needs"] for one in questions}

    @cache
    def of(name: str) -> list[dict[str, Any]]:
        needed = {network: files[network] for network in needs[name]}
        return list(modules.run("check/questions", MAKE, name, [*SEEDS], needed, shares()))

    return of


def test_every_question_stands_in_a_scene_and_says_what_it_is_about(questions: list[dict[str, Any]]) -> None:
    ids = [one["id"] for one in questions]
    assert len({*ids}) == len(ids)
    for one in questions:
        lesson = story.page(one["lesson"])
        assert one["scene"] in [scene.name for scene in lesson.scenes], one["id"]
        assert one["about"]
        assert one["trap"]
        assert one["id"].startswith(one["lesson"])


def test_every_question_has_an_oracle(questions: list[dict[str, Any]]) -> None:
    assert {one["id"] for one in questions} == {*NUMBERS, *PLACES, *LABELS, *ORDERS}


def test_every_seed_gives_a_question_that_can_be_answered(
    questions: list[dict[str, Any]], made: Made
) -> None:
    for question in questions:
        several = made(question["id"])
        assert len({str(one["asked"]["given"]) for one in several}) >= 3, (
            f"{question['id']}: new numbers each time"
        )
        for one in several:
            asked, verdicts = one["asked"], one["verdicts"]
            assert one["again"], "the same seed, the same question"
            assert asked["kind"] == question["kind"]
            assert sum(verdict["right"] for verdict in verdicts) == 1, (question["id"], asked["given"])
            for verdict in verdicts:
                because = verdict["because"]
                assert because["says"].strip(), question["id"]
                assert "NaN" not in because["says"], (question["id"], because["says"])
                assert verdict["right"] or because.get("picture"), (
                    question["id"],
                    "a wrong answer has its picture",
                )
            if asked["kind"] == "choice":
                labels = [option["label"] for option in asked["options"]]
                assert len({*labels}) == len(labels) >= 3, (question["id"], labels)


def test_what_counts_as_right_is_what_core_computes(
    questions: list[dict[str, Any]], made: Made, networks: dict[str, Network]
) -> None:
    for question in questions:
        name = question["id"]
        for one in made(name):
            asked, given = one["asked"], one["asked"]["given"]
            if name in NUMBERS:
                assert abs(NUMBERS[name](given) - asked["answer"]) <= 1e-9 + asked["tolerance"] / 10, (
                    name,
                    given,
                )
            elif name in ORDERS:
                assert asked["answer"] == ORDERS[name](given, networks), (name, given)
            elif name in PLACES:
                assert asked["answer"] == PLACES[name](given, networks), (name, given)
            else:
                label = next(
                    option["label"] for option in asked["options"] if option["id"] == asked["answer"]
                )
                assert label == LABELS[name](given, networks), (name, given)


def test_the_lines_of_gradients_are_those_of_the_networks(
    modules: Modules, made: Made, networks: dict[str, Network]
) -> None:
    answers = task(default_run("rnn", "recall").task).classes
    for one in made("gradients_curve")[:6]:
        given, lines = one["asked"]["given"], one["asked"]["picture"]["lines"]
        for kind, line in zip(KINDS, lines, strict=True):
            network = networks[f"recall/{kind}/untrained"]
            trace = record(network, " ".join(given["words"]))
            target = modules.run("check/sentences", "return m.SUBJECTS[g[0]];", given["subject"])
            profile = gradient_profile(trace, answers.index(target))
            norms = np.asarray(profile.cell_state if kind == "lstm" else profile.hidden)[::-1]
            shown = [y for _, y in line["points"]]
            np.testing.assert_allclose(shown, np.log10(norms / norms[0])[: len(shown)], atol=1e-9)


def test_a_gate_that_was_shut_is_the_one_that_core_shuts(made: Made, networks: dict[str, Network]) -> None:
    for one in made("lstm_shut"):
        given = one["asked"]["given"]
        held = Clamp(given["gate"], 0.0, start=given["start"])
        trace = record(networks["everyday/lstm"], given["sentence"], operations=(held,))
        rows = {row["id"]: row["values"] for row in one["asked"]["picture"]["rows"]}
        for name, signal in {"c2": "cell_state", "h2": "hidden"}.items():
            np.testing.assert_allclose(rows[name], trace[signal][:, given["unit"]], atol=6e-5)


def test_a_wrong_order_is_drawn_with_its_true_values(made: Made) -> None:
    for name in ORDERS:
        for one in made(name)[:20]:
            values = {item["label"]: item["value"] for item in one["asked"]["items"]}
            bars = one["verdicts"][1]["because"]["picture"]["bars"]
            assert {bar["label"]: bar["value"] for bar in bars} == values, name


def test_only_the_way_to_the_answer_is_told_as_such(made: Made) -> None:
    for name in NUMBERS:
        for one in made(name)[:20]:
            *ideas, other = one["verdicts"][1:]
            assert other["because"]["solves"], name
            assert not any(idea["because"].get("solves") for idea in ideas), name


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("24", 24), (" −0.5 ", -0.5), ("0,35", 0.35), ("1/3", 1 / 3), ("3e-4", 3e-4), ("3·10^-4", 3e-4),
        ("1,234", 1234), (".5", 0.5), ("", None), ("ten", None), ("1/0", None), ("1e9999", None),
        ("--1", None),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(modules: Modules, text: str, value: float | None) -> None:
    assert modules.run("check/judging", "return m.typed(g[0]);", text) == value


def test_a_link_is_read_and_what_it_names_in_vain_is_told(modules: Modules) -> None:
    read = "return m.readLink(g[0], ['a', 'b', 'c']);"
    whole = modules.run("check/link", read, "http://x/check?set=c,a,a&seed=7&q=a")
    assert whole == {"ids": ["c", "a"], "seed": "7", "shown": "a", "polls": False, "troubles": []}
    some = modules.run("check/link", read, "http://x/check?set=a,zebra,%3Cb%3E&seed=;;&q=zebra")
    assert (some["ids"], some["seed"], some["shown"]) == (["a"], "", "")
    assert some["troubles"][0].startswith("This link names “zebra”, “<b>”, which are no question.")
    assert "The seed of this link" in some["troubles"][1]
    none = modules.run("check/link", read, "http://x/check?set=zebra")
    assert none["ids"] == []
    assert "All questions are here instead." in none["troubles"][0]
    made_link = modules.run(
        "check/link", "return m.linkTo(g[0], { ids: ['a', 'b'], seed: '7' });", "http://x/check?q=a#b"
    )
    assert made_link == "http://x/check?set=a,b&seed=7"


@pytest.mark.parametrize(
    "text", ["", "{", "7", "null", '{"version": 2}', '{"version": 1, "seed": 3}', "[]", '"x"']
)
def test_what_cannot_be_read_of_earlier_answers_is_no_trouble(modules: Modules, text: str) -> None:
    assert modules.run("check/progress", "return m.readKept(g[0]);", text) is None


def test_only_whole_entries_are_kept(modules: Modules) -> None:
    text = (
        '{"version": 1, "seed": "5", "answers": {"a": {"right": 1, "wrong": 0, "last": "right"}, "b": 3, '
        '"c": {"right": -1, "wrong": 0, "last": "right"}}, '
        '"games": {"total": {"you": [1, 2]}, "x": {"you": "1"}}}'
    )
    kept = modules.run("check/progress", "return m.readKept(g[0]);", text)
    assert [*kept["answers"]] == ["a"]
    assert kept["games"] == {"total": {"you": [1, 2]}}


ROUNDS = """
  const { Draw } = await stage("check/draw");
  const game = m.GAMES.find(({ id }) => id === g[0]);
  return Array.from({ length: 60 }, (_, k) => {
    const { words, due, choices } = game.round(new Draw(`${g[0]} ${k}`), 1 + (k % 12));
    return { words, due, choices };
  });"""


def total_of(words: list[str]) -> str:
    total, add = 0, False
    for word in words[:-1]:
        if word not in "ab" and add:
            total += int(word)
        add = word == "a"
    return str(total)


def bracket_of(words: list[str]) -> str:
    open_ones: list[str] = []
    for word in words:
        if word in "([{":
            open_ones.append(word)
        else:
            assert word == ")]}"["([{".index(open_ones.pop())]
    return ")]}"["([{".index(open_ones[-1])] if open_ones else "none"


@pytest.mark.parametrize(
    ("word", "told"), [("-5", "−5"), ("7", "7"), ("a", "a"), ("well-known", "well-known")]
)
def test_a_number_of_a_game_has_its_minus_sign(modules: Modules, word: str, told: str) -> None:
    assert modules.run("check/games/rounds", "return m.shown(g[0]);", word) == told


@pytest.mark.parametrize(
    ("game", "due"), [("total", total_of), ("brackets", bracket_of), ("animal", lambda words: words[1])]
)
def test_a_game_asks_for_what_its_task_asks_for(
    modules: Modules, game: str, due: Callable[[list[str]], str]
) -> None:
    rounds = modules.run("check/games/rounds", ROUNDS, game)
    for one in rounds:
        assert one["due"] == due(one["words"]), one["words"]
        assert not one["choices"] or one["due"] in one["choices"]
    assert len(rounds[0]["words"]) < len(rounds[7]["words"]), "a later round is longer"
