"""A scene as one file: its states, what is inside, and that nothing in it becomes markup."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core import Network, default_run, initial_network
from core.jobs import HOUSE
from core.network.files import from_file, to_file
from pages._shell import story
from pages._shell.disk import file, site
from pages._shell.disk.file import MOST_BYTES
from pages._shell.disk.formulas import formula
from pages._shell.disk.lessons import lesson_file
from pages._shell.disk.packing import shortened
from pages._shell.disk.prose import blocks, inline
from pages._shell.disk.site import LESSONS, index
from pages._shell.disk.states import Scenes
from pages._shell.lesson.frame import prose
from pages._shell.plain import literal

HOSTILE = "the </script><script>alert(1)</script> \u2028 dog & “had” a big"


def unpacked(text: str) -> dict[str, Any]:
    """Return what a file has inside; its networks as they stand there."""
    found = re.search(r'id="inside" data-bytes="(\d+)">([^<]*)<', text)
    assert found
    whole = gzip.decompress(base64.b85decode(found[2].replace(",", "<"))[: int(found[1])])
    length = int.from_bytes(whole[:4], "little")
    saved: dict[str, Any] = json.loads(whole[4 : 4 + length])
    return saved


@cache
def roll(sentence: str = "") -> str:
    """Return the first scene of the unrolled RNN as a file; nothing is trained for it."""
    link = {"weights": ["untrained"], **({"recall_sentence": [sentence]} if sentence else {})}
    return lesson_file("unrolled", Scenes({"watcher": HOUSE}), only="roll", link=link)


def nodes(saved: dict[str, Any], state: int) -> Iterator[dict[str, Any]]:
    """Yield the nodes of a state of the first scene."""
    left = list(saved["scenes"][0]["states"][state]["nodes"])
    while left:
        node = saved["nodes"][left.pop()]
        yield node
        left += node.get("kids", [])


def said(prose: list[Any]) -> str:
    """Return the text of some prose."""
    return "".join(one if isinstance(one, str) else said(one[2:]) for one in prose)


def test_every_answer_leads_to_a_state_in_which_the_picture_is_uncovered() -> None:
    saved = unpacked(roll())
    first, *after = saved["scenes"][0]["states"]
    (places,) = [places for key, places in first["moves"].items() if key == "unrolled_roll_guess"]
    assert sorted(places.values()) == list(range(1, len(after) + 1))
    told = [
        [said(node["text"]) for node in nodes(saved, state) if node["is"] == "heading"]
        for state in range(len(after) + 1)
    ]
    assert "What happened" not in told[0]
    assert all("What happened" in headings for headings in told[1:])


def test_what_the_picture_reads_is_inside() -> None:
    saved = unpacked(roll())
    (score,) = [node for node in nodes(saved, 0) if node.get("mount") == "mountScore"]
    shown = json.loads(saved["texts"][score["drawn"]])
    for network in shown["networks"]:
        assert f"networks/{network['key']}" in saved["files"]
    assert f"descriptions/{shown['description']}" in saved["told"]
    asked = {
        one for node in nodes(saved, 0) for one in re.findall(r'"data-term": "([^"]+)"', json.dumps(node))
    }
    assert asked
    assert asked <= {term["id"] for term in saved["told"]["terms"]}


def test_a_scene_alone_leads_nowhere_else() -> None:
    kinds = [(node["is"], node.get("mount"), node.get("key")) for node in nodes(unpacked(roll()), 1)]
    assert ("way", None, None) not in kinds
    assert not [one for one in kinds if one[0] == "strip" or str(one[2]).endswith("_next")]


def test_it_is_small_and_one_page_whatever_was_typed() -> None:
    text = roll(HOSTILE)
    assert len(text.encode()) <= MOST_BYTES
    scripts: list[str] = []

    class Scripts(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "script":
                scripts.append(str(dict(attrs).get("type")))
            assert not {"src", "href"} & {name for name, _ in attrs}

    Scripts().feed(text)
    assert scripts == ["text/plain", "module"]
    saved = unpacked(text)
    (field,) = [node for node in nodes(saved, 0) if node["is"] == "field"]
    assert field["value"] == HOSTILE


@pytest.mark.parametrize(("bits", "off", "share"), [(24, 2.0**-16, 0.85), (20, 2.0**-12, 0.73)])
def test_rounded_weights_are_nearly_the_same_and_take_less_room(bits: int, off: float, share: float) -> None:
    network = initial_network(default_run("gru", "everyday"))
    whole = to_file(network, "one")
    short = shortened(whole, bits)
    assert len(short) == len(whole)
    found = from_file(short).network
    for name, weights in network.weights.items():
        assert found.weights[name] == pytest.approx(weights, rel=off)
    assert len(gzip.compress(short)) < share * len(gzip.compress(whole))
    assert shortened(short, bits) == short


def test_numbers_that_are_none_stay_so_when_rounded() -> None:
    network = initial_network(default_run("rnn", "recall"))
    wild = dict(network.weights)
    wild["readout.bias"] = np.full_like(wild["readout.bias"], np.nan)
    wild["rnn.bias_hh_l0"] = np.full_like(wild["rnn.bias_hh_l0"], -np.inf)
    found = from_file(shortened(to_file(Network(network.spec, 0, wild), "wild"))).network
    assert np.isnan(found.weights["readout.bias"]).all()
    assert (found.weights["rnn.bias_hh_l0"] == -np.inf).all()


def test_a_file_that_would_be_too_large_is_rounded_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    usual, link = roll(), {"weights": ["untrained"]}
    monkeypatch.setattr(file, "MOST_BYTES", 100_000)
    text = lesson_file("unrolled", Scenes({"watcher": HOUSE}), only="roll", link=link)
    assert file.ROUNDED.format(digits="four") in text
    assert file.ROUNDED.partition("{")[0] not in usual
    assert len(text) < len(usual)


@pytest.mark.slow
@pytest.mark.timeout(420)  # a lesson's network is trained first
def test_a_site_of_the_two_smallest_lessons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "LESSONS", tuple(story.page(name) for name in ("words", "gates_out")))
    told: list[str] = []
    sizes = site.write_site(tmp_path, Scenes({"watcher": HOUSE}), told.append)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gates_out.html", "index.html", "words.html"]
    assert all(size == (tmp_path / name).stat().st_size <= MOST_BYTES for name, size in sizes.items())
    assert any("2 of 2" in line for line in told)
    links = set(re.findall(r'href="([\w.]+\.html)', (tmp_path / "index.html").read_text("utf-8")))
    assert {"words.html", "gates_out.html"} <= links
    for name in ("words", "gates_out"):
        saved = unpacked((tmp_path / f"{name}.html").read_text("utf-8"))
        assert [scene["name"] for scene in saved["scenes"]] == [one.name for one in story.page(name).scenes]
        assert saved["beside"] == ["words", "gates_out"]


@pytest.mark.parametrize("text", [HOSTILE, "*a* _b_ [c](https://x) `d` $e$ :material/check: 1. x | y", "---"])
def test_what_is_literal_in_markdown_stays_one_text(text: str) -> None:
    assert inline(literal(text)) == [text]


def test_markdown_of_ours_becomes_nodes() -> None:
    assert inline("**a** *b* `c` [d](glossary?term=gate)") == [
        ["strong", {}, "a"],
        " ",
        ["em", {}, "b"],
        " ",
        ["code", {}, "c"],
        " ",
        ["a", {"href": "#", "data-term": "gate"}, "d"],
    ]
    assert blocks("1. a\n2. b\n\n3. c") == [["ol", {}, ["li", {}, "a"], ["li", {}, "b"], ["li", {}, "c"]]]
    assert inline("[x](javascript:alert)") == [["span", {}, "x"]]


def test_formulas_become_mathml() -> None:
    assert formula(r"f_t \odot c_{t-1}") == [
        "math",
        {},
        [
            "mrow",
            {},
            ["msub", {}, ["mi", {}, "f"], ["mi", {}, "t"]],
            ["mo", {}, "⊙"],
            [
                "msub",
                {},
                ["mi", {}, "c"],
                ["mrow", {}, ["mi", {}, "t"], ["mo", {"stretchy": "false"}, "−"], ["mn", {}, "1"]],
            ],
        ],
    ]
    with pytest.raises(ValueError, match="does not know yet"):
        formula(r"\unheard")


@pytest.mark.parametrize("lesson", [one.name for one in LESSONS])
def test_all_prose_of_the_lessons_can_be_written_down(lesson: str) -> None:
    scenes = [f"{lesson}/{scene.name}" for scene in story.page(lesson).scenes] or [lesson]
    for name in scenes:
        for text in prose(name).values():
            assert not re.search(r"\*\*|\\[a-z]", said(blocks(text.replace("{{", "{").replace("}}", "}"))))


def test_the_index_leads_to_every_lesson_and_scene() -> None:
    text = index()
    for one in LESSONS:
        assert f'href="{one.name}.html"' in text
        for scene in one.scenes:
            assert f'href="{one.name}.html#{scene.name}"' in text
