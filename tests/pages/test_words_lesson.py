"""Words to numbers: what its scenes send to the browser and say."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core import VectorSpec, train_vectors
from pages._scenes.words.own_text import MOST_WORDS as MOST_VECTORS
from pages._scenes.words.own_text import cut
from pages._scenes.words.texts import sentences_of
from pages._scenes.words.vocabulary import (
    COMMON,
    MOST_WORDS,
    common_words,
    encode_among,
    encode_common,
    words_of,
)
from pages._shell import story
from tests.pages.visiting import pictures, run, said, visit


def test_ids_go_by_how_often_a_word_comes() -> None:
    encoded = encode_among(words_of("A bank by the river sells a banana"))
    assert encoded.entries[0].word == "a"
    assert [encoded.entries[at].word for at in encoded.places] == list(encoded.words)
    assert [entry.id for entry in encoded.entries] == list(range(7))


def test_the_rows_of_the_first_sentence_have_no_number_in_common() -> None:
    entries = encode_among(words_of("A bank by the river sells a banana")).entries
    assert len({abs(number) for entry in entries for number in entry.vector}) == 4 * len(entries)


def test_what_is_not_common_is_one_entry() -> None:
    words = common_words()
    assert len(set(words)) == COMMON
    encoded = encode_common(words_of("Lilliputian dilatants prognosticate parsimoniously!"))
    assert [entry.word for entry in encoded.entries] == ["start", "stop", "other"]
    assert encoded.places == (0, 2, 2, 2, 2, 1)
    assert encoded.size == COMMON + 3
    assert encode_common(words_of("An apple is good for you.")).others == ("apple",)
    assert "not" in words


def test_a_long_sentence_is_cut_and_an_empty_one_refused() -> None:
    assert encode_among(("a", "b") * MOST_WORDS).dropped == MOST_WORDS
    with pytest.raises(ValueError, match="no word"):
        words_of("… !?")


def drawn(app: AppTest) -> dict[str, Any]:
    """Return what the picture of a scene gets, and what stands around it."""
    (picture,) = pictures(app, "unrolled_picture")
    return {**picture["figure"], "veiled": picture["veiled"]}


def headings(app: AppTest) -> list[str]:
    return [one.value for one in app.header]


def test_nothing_is_told_before_the_question_is_answered() -> None:
    for scene, answer, claim in (
        ("ids", "same", "equally far apart"),
        ("counts", "queen", "share neighbours"),
        ("analogy", "queen", "lands at queen"),
    ):
        asked = visit("words", scene=scene)
        assert drawn(asked)["veiled"]
        assert headings(asked) == [one.title for one in story.page("words").scenes if one.name == scene]
        told = visit("words", scene=scene, **{f"words_{scene}_guess": answer})
        assert not drawn(told)["veiled"]
        assert claim in headings(told)[0]
        assert "As predicted" in said(told)


def test_a_sentence_of_one_s_own_and_one_without_a_word() -> None:
    app = visit("words", vocabulary="common")
    field = app.text_input(key="words_ids_sentence")
    field.set_value("The zyzzyva, the river")
    run(app)
    assert drawn(app)["words"] == ["start", "the", "zyzzyva", "the", "river", "stop"]
    assert "1 of 4 words became “other”: “zyzzyva”" in said(app)
    app.text_input(key="words_ids_sentence").set_value("…!")
    run(app)
    assert "There is no word in this sentence." in said(app)
    assert drawn(app)["words"] == ["start", "the", "zyzzyva", "the", "river", "stop"]


@pytest.mark.parametrize("text", ["one", "word word word", "a" * 900, "<b>*bold*</b> $x$", "日本語"])
def test_any_sentence_is_drawn(text: str) -> None:
    app = visit("words", words_ids_sentence=text, words_ids_guess="same")
    assert 1 <= len(drawn(app)["entries"]) <= MOST_WORDS


def test_what_an_unbalanced_text_loses_and_who_finds_the_hidden_one() -> None:
    link = {"scene": "analogy", "words_analogy_guess": "queen"}
    assert "38 of 48" in headings(visit("words", text_is="unbalanced", **link))[0]
    assert "does not find her" in headings(visit("words", text_is="hidden", **link))[0]
    found = visit("words", text_is="hidden", vectors="skip-gram", **link)
    assert "still find her" in headings(found)[0]
    assert drawn(found)["first"] == ["prince", "king", "queen"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("too short", "has 9 characters; paste 40 to 20,000"),
        ("word " * 30, "has only one word, “word”"),
        ("internationalisation" * 4, "no spaces between its words"),
        ("!!! ... ??? " * 10, "no word in this text"),
        ("alone.\nother.\nthird.\n" * 9, "No sentence of this text has two different words"),
        (
            "日本語の文章には空白がありませんので、単語に分けることができません" * 2,
            "no spaces between its words",
        ),
    ],
)
def test_a_text_that_gives_no_vectors_is_refused_in_a_sentence(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        cut(text)


def test_a_text_of_one_s_own_keeps_its_most_frequent_words() -> None:
    text = " ".join(f"the sea and the whale number{at}." for at in range(100))
    own = cut(text)
    assert own.different == 104
    assert len({word for sentence in own.sentences for word in sentence}) == MOST_VECTORS
    assert ("the", "sea", "and", "the", "whale") in own.sentences


def test_the_film_of_a_training_ends_where_the_training_ends() -> None:
    app = visit("words", scene="learn")
    film = drawn(app)
    assert film["veiled"]
    assert film["steps"][0] == 0
    assert film["steps"][-1] == 1500
    assert film["losses"][0] == pytest.approx(math.log(40), abs=1e-3)
    assert film["losses"][-1] < 2.2
    vectors = train_vectors(sentences_of("balanced"), VectorSpec())
    assert film["read"][-1] == vectors.matrix.round(2).tolist()
    told = visit("words", scene="learn", words_learn_guess="crown")
    assert "fit the same gaps" in headings(told)[0]
    narrow = visit("words", scene="learn", words_learn_guess="crown", window="1", method="skip-gram")
    assert headings(narrow)[0].startswith(("Trained only", "With a window of 1"))


def test_one_s_own_text_is_trained_and_a_bad_one_leaves_the_supplied() -> None:
    app = visit("words", scene="learn", whose="own")
    app.session_state["words_learn_own"] = "the sea is wide. the sea is deep. the sky is wide. " * 4
    run(app)
    assert drawn(app)["words"] == ["the", "is", "sea", "wide", "deep", "sky"]
    assert "your text" in headings(app)[0]
    app.session_state["words_learn_own"] = "word " * 30
    run(app)
    assert "has only one word" in said(app)
    assert len(drawn(app)["words"]) == 40


def test_a_network_with_a_task_has_its_words_in_its_own_order() -> None:
    asked = visit("words", scene="task")
    assert drawn(asked)["veiled"]
    app = visit("words", scene="task", words_task_guess="apart")
    assert "far apart" in headings(app)[0]
    picture = drawn(app)
    assert picture["correlation"] > 0.9
    assert picture["apart"] > 1.25
    after = np.array(picture["after"]) @ np.array(picture["axes"]).T
    rated = np.array(picture["ratings"])
    told = rated != 0
    assert np.corrcoef(after[told, 1], rated[told])[0, 1] == pytest.approx(picture["correlation"], abs=0.01)
    assert np.abs(picture["before"]).max() < np.abs(picture["after"]).max()
