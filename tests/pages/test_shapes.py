"""The scenes on shapes of sequence problems: what the pictures get is what the networks do."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import Network, record
from core.jobs import HOUSE, desk
from core.recipes import default_run
from core.tasks.tagging import NAMES, SURNAMES, THINGS
from pages._scenes.shapes.kinds import SHAPES, encoded
from pages._scenes.shapes.measured import largest_at, recipe, written_back
from pages._scenes.shapes.tags import turned
from pages._shell.caches.networks import untrained
from tests.pages.visiting import pictures, said, until, visit


def open_scene(scene: str, **more: str) -> tuple[AppTest, list[dict[str, Any]]]:
    """Open a scene with its question passed over; return its pictures, in their order."""
    app = visit("shapes", scene=scene, **{f"shapes_{scene}_guess": "show-me"}, **more)
    until(app, lambda app: bool(pictures(app, "unrolled_picture")), 240)
    return app, [one["figure"] for one in pictures(app, "unrolled_picture")]


def learnt(spec: Any) -> Network:
    view = desk().look(spec.key, HOUSE)
    assert view is not None
    assert view.network is not None
    return view.network


def test_many_to_one_reads_every_word_and_answers_at_the_last() -> None:
    _, (picture,) = open_scene("kinds", everyday_sentence="I did not like the story but the music was great")
    *silent, last = picture["columns"]
    words = ["I", "did", "not", "like", "the", "story", "but", "the", "music", "was", "great"]
    assert [one["read"] for one in picture["columns"]] == words
    assert not any(one["answer"] for one in silent)
    trace = record(learnt(default_run("gru", "everyday")), " ".join(words))
    assert last["answer"] == trace.network.classes[int(trace.probabilities[-1].argmax())]


def test_one_to_one_reads_a_single_word() -> None:
    _, (picture,) = open_scene("kinds", shapes_kinds_shape="one_to_one")
    (only,) = picture["columns"]
    assert only["read"] == "great"
    assert only["answer"]


def test_an_encoder_answers_nothing_and_a_decoder_reads_what_it_wrote() -> None:
    columns = encoded(("a", "b", "c"), ("c", "b", "b"))
    assert [one["answer"] for one in columns] == ["", "", "", "c", "b", "b"]
    assert [one["read"] for one in columns] == ["a", "b", "c", "go", "c", "b"]
    assert [one["own"] for one in columns] == [False] * 4 + [True] * 2
    assert [one["asked"] for one in columns] == ["", "", "", "", "", "a"], "the last letter is wrong"


def test_a_network_writes_back_what_is_most_probable_after_what_it_wrote() -> None:
    network = untrained(recipe("lstm", "reversal"))
    letters = ("a", "b", "c", "d")
    written = written_back(network, letters)
    trace = record(network, " ".join((*letters, "<go>", *written[:-1])))
    says = [network.classes[int(one.argmax())] for one in trace.probabilities[len(letters) :]]
    assert list(written) == says


def test_each_readout_takes_shares_of_the_words_that_make_one_whole() -> None:
    app, (picture,) = open_scene("pool")
    assert [row["label"] for row in picture["rows"]] == ["last state", "mean", "largest"]
    for row in picture["rows"]:
        assert sum(row["shares"]) == pytest.approx(1, abs=1e-3)
        assert row["note"].startswith("right in ")
    last, mean, largest = (row["shares"] for row in picture["rows"])
    assert last[-1] == 1
    assert len(set(mean)) == 1
    network = learnt(recipe("lstm", "everyday", readout="max"))
    states = record(network, " ".join(picture["words"])).hidden
    assert largest == pytest.approx(largest_at(states), abs=1e-3)
    assert "Measured: **" in said(app)


def test_how_often_each_readout_is_right_is_not_told_before_the_answer() -> None:
    app = visit("shapes", scene="pool")
    until(app, lambda app: bool(pictures(app, "unrolled_picture")), 240)
    assert "right in" not in str(pictures(app, "unrolled_picture"))


def test_one_direction_says_the_same_of_both_sentences_and_two_tell_them_apart() -> None:
    app, (picture,) = open_scene("tags")
    (one, two), (both_one, both_two) = (panel["rows"] for panel in picture["panels"])
    assert one["words"] == ["day", "teddy", "roosevelt", "was", "here"]
    assert two["words"] == ["day", "teddy", "bears", "were", "here"]
    assert one["marks"] == two["marks"] == [1]
    assert one["shares"][1] == two["shares"][1], "the words up to the name are the same"
    assert (one["says"], two["says"]) == ("cannot tell", "cannot tell")
    assert (both_one["says"], both_two["says"]) == ("person", "no person")
    assert "Both directions are right in 100 %" in said(app)


@pytest.mark.parametrize("which", range(len(NAMES)))
def test_a_turned_sentence_turns_back(which: int) -> None:
    person = (NAMES[which], SURNAMES[which], "was", "here")
    thing = (NAMES[which], THINGS[which], "were", "here")
    assert (turned(person), turned(thing)) == (thing, person)


@pytest.mark.parametrize("words", [("teddy",), ("the", "river"), ("teddy", "was", "here")])
def test_a_name_that_nothing_follows_has_no_other_sentence(words: tuple[str, ...]) -> None:
    assert turned(words) is None


def test_without_a_name_that_it_knows_the_scene_shows_the_words() -> None:
    _, (picture,) = open_scene("tags", tagging_sentence="the river near the house")
    for panel in picture["panels"]:
        (row,) = panel["rows"]
        assert (row["marks"], row["says"]) == ([], "")


def test_twelve_letters_are_shown_at_first_and_the_bars_are_the_test_scores() -> None:
    app, (wiring, panels) = open_scene("bottleneck")
    assert [one["read"] for one in wiring["columns"][:12]] == [
        "b",
        "a",
        "d",
        "e",
        "h",
        "f",
        "a",
        "c",
        "e",
        "d",
        "g",
        "h",
    ]
    assert len(wiring["columns"]) == 24
    (panel,) = panels["panels"]
    (row,) = panel["rows"]
    view = desk().look(default_run("lstm", "reversal").key, HOUSE)
    assert view is not None
    assert [float(word) for word in row["words"]] == [length for length, _ in view.history[-1].curve]
    assert row["shares"] == pytest.approx([share for _, share in view.history[-1].curve], abs=1e-4)
    assert [row["words"][mark] for mark in row["marks"]] == ["12", "4"]
    assert "However long the input is" in str([header.value for header in app.header])


def test_each_answer_s_weights_are_core_s_and_stand_on_its_own_letter() -> None:
    app, (looks, panels) = open_scene("attention")
    assert looks["read"] == ["f", "a", "c", "e", "d", "b", "a", "d"]
    assert looks["written"] == looks["read"][::-1]
    network = learnt(recipe("lstm", "reversal", attention=True))
    attention = record(network, "f a c e d b a d <go> d a b d e c a").attention
    assert attention is not None
    for row, weights in zip(looks["weights"], attention.weights, strict=True):
        assert row == pytest.approx(weights, abs=1e-4)
    assert [row.index(max(row)) for row in looks["weights"]] == list(range(7, -1, -1))
    without, looking = panels["panels"][0]["rows"]
    at = without["words"].index("8")
    assert looking["shares"][at] > without["shares"][at] + 0.1
    assert "8 of the 8 answers look most at the very letter" in said(app)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_opens_from_a_link(shape: str) -> None:
    app = visit("shapes", shapes_kinds_shape=shape)
    assert app.button_group(key="shapes_kinds_shape").value == shape
    assert not app.warning
