"""The scenes of *Deeper and both ways*: what the pictures and the prose get is what the networks do."""

from __future__ import annotations

import re
from statistics import median
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import Network, RunSpec, record
from core.experiments.lessons.deeper import of_meanings
from core.experiments.lessons.deeper_layers import NAMES, between, of_verbs, subject_number, verb_number
from core.jobs import desk
from core.tasks.two_sided import KINDS, NOUNS, learnt, meanings, unseen
from pages._scenes.deeper.both import who_knows
from pages._scenes.deeper.layers import SEED, says
from pages._scenes.deeper.seeds import kept_values
from pages._scenes.deeper.sentences import HEARD
from pages._shell import story
from pages._shell.words import percent
from tests.pages.visiting import pictures, said, until, visit

SCENES = [scene.name for scene in story.page("deeper").scenes]


def open_scene(scene: str, answer: str = "show-me", **more: str) -> tuple[AppTest, dict[str, Any]]:
    """Open a scene; return its picture."""
    app = visit("deeper", scene=scene, **({f"deeper_{scene}_guess": answer} if answer else {}), **more)
    until(app, lambda app: bool(pictures(app, "unrolled_picture")), 240)
    found: dict[str, Any] = pictures(app, "unrolled_picture")[0]
    return app, found


def network_of(spec: RunSpec) -> Network:
    found = desk().network(spec.key)
    assert found is not None
    return found


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_asks_first_and_tells_then(scene: str) -> None:
    asked, _ = open_scene(scene, "")
    neutral = story.page("deeper").scenes[SCENES.index(scene)].title
    assert neutral in [one.value for one in asked.header], "a neutral title, until it is answered"
    told, _ = open_scene(scene)
    assert "What happened" in [one.value for one in told.header]
    assert neutral not in [one.value for one in told.header]
    assert "nan" not in said(told)


def test_each_noun_is_known_from_the_side_of_its_clue() -> None:
    app, picture = open_scene("both")
    network = network_of(of_meanings(0)[1])
    assert picture["figure"]["network"] == network.key
    trace = record(network, picture["figure"]["sentence"])
    assert [who_knows(trace, trace.words.index(noun)) for noun in ("crane", "mouse")] == ["left", "right"]
    assert "From the left it knows “crane”, from the right “mouse”" in app.header[0].value


def test_two_layers_know_between_subject_and_verb_and_one_does_not() -> None:
    app, picture = open_scene("layers")
    words = picture["words"]
    place = between(words)
    assert place is not None
    start, stop, agree = place
    assert picture["between"] == [start, stop]
    one, two = (network_of(spec) for spec in of_verbs(SEED)[3:5])
    by_chance, knows = (
        says(record(network, " ".join(words)), agree, range(start, stop)) for network in (one, two)
    )
    assert knows
    second = picture["networks"][1]
    assert min(second["layers"][1]["shares"][start:stop]) > 0.8
    ways = picture["ways"]
    assert [way["starts"] for way in ways] == [list(kept_values("deeper/layers")[name]) for name in NAMES]
    assert [way["weights"] for way in ways[3:5]] == [one.size, two.size]
    assert ("a second layer can compare them" in app.header[0].value) == (not by_chance)


def test_each_half_of_the_first_layer_knows_the_word_on_its_side() -> None:
    app, picture = open_scene("layers")
    start, stop = picture["between"]
    assert picture["numbers"] == ["singular", "plural"]
    both_read = []
    for network in picture["networks"][:2]:
        subject, verb = (half["shares"][start:stop] for half in network["halves"])
        assert min(subject) > 0.5 > max(verb), "the dogs … is"
        left, right = (half["differs"] for half in network["halves"])
        both_read.append((left[stop], right[start - 1]))
    assert max(map(min, both_read)) > 0.5, "from the left at the verb, from the right at the subject"
    middles = [percent(median(values)) for values in kept_values("deeper/layers/halves").values()]
    told = said(app)
    assert f"from the left {middles[0]} %, from the right {middles[1]} %" in told
    assert f"verb’s from the left {middles[2]} %, from the right {middles[3]} %" in told


def test_the_number_of_a_subject_and_of_a_verb_is_told_at_all_words() -> None:
    words = ("the", "dogs", "near", "the", "park", "is", "happy")
    assert subject_number(words) == ["plural"] * 7
    assert verb_number(words) == ["singular"] * 7
    assert subject_number(("the", "park")) == ["", ""]


def taken_back(network: Network, words: list[str]) -> int:
    """Count the nouns of which a network says another kind when it first hears them than at the end."""
    count = 0
    for at, word in enumerate(words):
        if word in NOUNS:
            heard = (record(network, words[:end]).logits[at] for end in (at + 1, len(words)))
            first, last = (
                max(KINDS, key=lambda kind: logits[network.classes.index(kind)]) for logits in heard
            )
            count += first != last
    return count


def test_answers_taken_back_are_those_of_the_first_word_heard_that_differ_at_the_end() -> None:
    """How many it is depends on the random start and on the processor; that of one direction is none."""
    app, picture = open_scene("wait")
    told = picture["figure"]
    words = told["sentence"].split()
    one, two = (taken_back(network_of(spec), words) for spec in of_meanings(0))
    assert one == 0
    assert re.search(r"One direction: [0-2] of 2 right, 0 of 2 answers taken back\.", said(app))
    assert re.search(rf"Two directions: [0-2] of 2 right, {two} of 2 answers taken back", said(app))
    assert [network["key"] for network in told["networks"]] == [
        network_of(spec).key for spec in of_meanings(0)
    ]
    asked, _ = open_scene("wait", "two")
    assert ("As predicted" in said(asked)) == (two > 0)


def test_the_sentence_to_be_heard_is_a_test_sentence_that_cannot_be_guessed() -> None:
    row = next(row for row in unseen(meanings) if " ".join(row.words) == HEARD.probe)
    assert not any(asked.before for asked in row.asked)
    assert len({row.words[asked.place] for asked in row.asked}) == 1
    assert {row.tags[asked.place] for asked in row.asked} == set(KINDS)
    learnt_too = {row.words for row in learnt(meanings)}
    assert row.words not in learnt_too


def test_a_sentence_of_an_older_link_is_heard() -> None:
    _, picture = open_scene("wait", meanings_sentence="the beetle was expensive")
    assert picture["figure"]["sentence"] == "the beetle was expensive"


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize(
    "sentence", ["mouse", "xyzzy <b>", " ".join(["mouse"] * 128), " ".join(["dog"] * 300)]
)
def test_a_scene_takes_any_sentence(scene: str, sentence: str) -> None:
    app, _ = open_scene(
        scene, meanings_sentence=sentence, heard_sentence=sentence, agreeing_sentence=sentence
    )
    assert "nan" not in said(app)
    assert not app.exception
