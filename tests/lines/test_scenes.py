"""Every scene as a notebook: its cells are executed, and its numbers are those that the scene shows."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

import core
from core import Network, RunSpec
from core.jobs import HOUSE, desk
from pages._shell.code.notebook import notebook, plain
from pages._shell.code.scene import cells, chosen
from pages._shell.disk.recording import Visit
from pages._shell.disk.states import Scenes
from pages._shell.disk.tree import Node, components
from pages._shell.story import PAGES

SCENES = [(page.name, scene.name) for page in PAGES for scene in page.scenes]
PATIENCE = 240.0
NEAR = 5e-4
"""Pictures get three digits of some numbers."""

_NUMBER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)(?=( ?%)?)")


@pytest.fixture(autouse=True)
def at_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let notebooks train where the scenes did: of equal recipes there is one training."""
    monkeypatch.setattr(core, "train", trained, raising=False)


def trained(spec: RunSpec) -> Network:
    view = desk().submit(spec, HOUSE)
    deadline = time.monotonic() + PATIENCE
    while view.active and time.monotonic() < deadline:
        time.sleep(0.02)
        view = desk().look(spec.key, HOUSE) or view
    assert view.network is not None
    assert view.network.step == spec.train.steps
    return view.network


def executed(text: str) -> dict[str, Any]:
    """Execute the code cells of a notebook, one after another; return what they made."""
    made: dict[str, Any] = {}
    for cell in json.loads(text)["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), made)  # noqa: S102 they are ours
    return made


def numbers_in(told: Any) -> Iterator[float]:
    if isinstance(told, int | float) and not isinstance(told, bool):
        yield float(told)
    elif isinstance(told, dict | list):
        for one in told.values() if isinstance(told, Mapping) else told:
            yield from numbers_in(one)


def prose_of(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        yield json.dumps(node.get("text", ""), ensure_ascii=False)
        yield " ".join(map(str, node.get("options", [])))
        if node["is"] == "part":
            yield json.dumps([json.loads(node["drawn"]), node["data"].get("alt", "")], ensure_ascii=False)
        yield from prose_of(node.get("kids", []))


def is_told(number: float, shown: list[float], prose: str) -> bool:
    """Return whether a number is drawn, or stands in the prose with the digits that it has there."""
    if any(abs(number - one) <= NEAR * max(1, abs(number)) for one in shown):
        return True
    for digits, share in _NUMBER.findall(prose):
        step = 10.0 ** -len(digits.partition(".")[2])
        if abs(float(digits.replace(",", "")) - (100 * number if share else number)) <= 0.501 * step:
            return True
    return False


def missing_of(
    numbers: Mapping[str, float], lesson: str, link: Mapping[str, list[str]], nodes: list[Node]
) -> dict[str, float]:
    """Return those numbers that a scene does not show."""
    tree = Visit(lesson, link, {"watcher": HOUSE}).run()
    drawn = [text for _, _, text, _ in components(tree) if isinstance(text, str) and text[:1] in "{["]
    shown = [number for text in drawn for number in numbers_in(json.loads(text))]
    prose = " ".join(prose_of(nodes)).replace("−", "-")
    return {name: one for name, one in numbers.items() if not is_told(one, shown, prose)}


@pytest.mark.slow
@pytest.mark.timeout(420)  # a scene trains its networks first
@pytest.mark.parametrize(("lesson", "scene"), SCENES, ids=[f"{one}-{two}" for one, two in SCENES])
def test_the_notebook_of_a_scene_gives_its_numbers(lesson: str, scene: str) -> None:
    link = {"scene": [scene], f"{lesson}_{scene}_guess": ["show-me"]}
    state = Scenes({"watcher": HOUSE}).shown(lesson, link)
    found = cells(lesson, scene, state.nodes, link)
    made = executed(notebook(found))
    assert made["numbers"]
    assert not missing_of(made["numbers"], lesson, link, state.nodes)
    assert compile(plain(found), scene, "exec")
    lines = [line for cell in found if cell.is_code for line in cell.text.splitlines()]
    assert max(map(len, lines)) <= 200


def test_a_wrong_number_is_noticed() -> None:
    assert is_told(0.4301, [0.43012], "")
    assert is_told(0.43, [], "43 % of it")
    assert not is_told(0.44, [0.43], "43 %")


def test_held_gates_and_changed_weights_are_in_the_lines() -> None:
    link = {
        "scene": ["gates"],
        "compared_weights": ["untrained"],
        "hold": ["forget_gate:3:0.00:5-", "no gate at all"],
        "do": ["erase:2", "off:input_gate", "forget_bias:1.50"],
    }
    state = Scenes({"watcher": HOUSE}).shown("lstm", link)
    text = plain(cells("lstm", "gates", state.nodes, link))
    assert "held = [Clamp('forget_gate', 0.0, units=(2,), start=4), Erase(1), Off('input_gate')]" in text
    assert "with_forget_bias(" in text
    made: dict[str, Any] = {}
    exec(compile(text, "lines", "exec"), made)  # noqa: S102 they are ours
    assert made["trace"]["forget_gate"][4:, 2].tolist() == [0.0] * (len(made["trace"]) - 4)
    assert (made["trace"]["input_gate"] == 1).all()


@pytest.mark.parametrize(
    ("lesson", "scene", "choices"),
    [
        ("words", "learn", {"method": "skip-gram", "numbers": "4", "window": "2", "start": "3"}),
        ("words", "learn", {"whose": "unbalanced"}),
        ("words", "counts", {"whose": "unbalanced"}),
        ("words", "analogy", {"text_is": "hidden", "vectors": "counted"}),
        ("guess", "draw", {"n": "2"}),
        ("guess", "sentence", {"grams": "3"}),
        ("guess", "score", {"on": "gap"}),
    ],
)
def test_the_lines_are_of_what_the_controls_stand_at(
    lesson: str, scene: str, choices: Mapping[str, str]
) -> None:
    asked = {name: [value] for name, value in choices.items()}
    link = {"scene": [scene], f"{lesson}_{scene}_guess": ["show-me"], **asked}
    other = {name: one for name, one in link.items() if name not in choices}
    state = Scenes({"watcher": HOUSE}).shown(lesson, link)
    numbers = executed(notebook(cells(lesson, scene, state.nodes, link)))["numbers"]
    assert not missing_of(numbers, lesson, link, state.nodes)
    usual = executed(notebook(cells(lesson, scene, state.nodes, other)))["numbers"]
    assert usual != numbers


def test_a_choice_that_is_none_is_left_alone() -> None:
    lines = 'window = 5  # ?window: 5, 2, 1\nmade = "cbow"  # ?vectors: cbow, counted\n'
    assert chosen(lines, {}) == 'window = 5\nmade = "cbow"\n'
    assert chosen(lines, {"window": ["2"], "vectors": ["counted"]}) == "window = 2\nmade = 'counted'\n"
    hostile = {"window": ["__import__('os')"], "vectors": ['cbow"; import os']}
    assert chosen(lines, hostile) == chosen(lines, {})


def test_what_a_reader_typed_stays_text() -> None:
    hostile = "a dog'); import os  # \" \\ \u2028 had"
    link = {"scene": ["roll"], "weights": ["untrained"], "recall_sentence": [hostile]}
    state = Scenes({"watcher": HOUSE}).shown("unrolled", link)
    text = notebook(cells("unrolled", "roll", state.nodes, link))
    assert executed(text)["sentence"] == hostile
