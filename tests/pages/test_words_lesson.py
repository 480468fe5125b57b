"""Words to numbers: what its scenes send to the browser and say."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core import VectorSpec, WordVectors, train_vectors
from core.experiments.lessons.words import sentences_of
from pages._scenes.words.common import COMMON, common_words
from pages._scenes.words.company import company_of_own
from pages._scenes.words.films import Outcome, columns_of, film_of, outcome, shown_sentences
from pages._scenes.words.own_text import MOST_WORDS as MOST_VECTORS
from pages._scenes.words.own_text import cut
from pages._scenes.words.vocabulary import MOST_WORDS, encode_among, encode_common, words_of
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
        ("我们今天去公园散步。\n天气很好，我们很高兴。\n" * 3, "no spaces between its words"),
        ("", "has 0 characters"),
    ],
)
def test_a_text_that_gives_no_vectors_is_refused_in_a_sentence(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        cut(text)


def test_a_text_of_one_s_own_keeps_its_most_frequent_words() -> None:
    text = " ".join(f"the sea and the whale number{at}." for at in range(100))
    own = cut(text)
    assert len(own.counts) == 104
    assert own.counts[0] == ("the", 200)
    assert own.sentences[99] == ("the", "sea", "and", "the", "whale", "number99")
    assert len({word for sentence in own.frequent for word in sentence}) == MOST_VECTORS
    assert ("the", "sea", "and", "the", "whale") in own.frequent


def test_the_film_of_a_training_ends_where_the_training_ends() -> None:
    app = visit("words", scene="learn")
    film = drawn(app)
    assert film["veiled"]
    assert film["steps"][0] == 0
    assert film["steps"][-1] == 1500
    assert film["losses"][0] == pytest.approx(math.log(40), abs=1e-3)
    assert film["losses"][-1] < 2.2
    vectors = train_vectors(sentences_of("balanced"), VectorSpec())
    assert film["read"][-1] == vectors.matrix.round(3).tolist()
    told = visit("words", scene="learn", words_learn_guess="crown")
    assert "words that stand in like places ended near one another" in headings(told)[0]
    assert "court, palace and crown (cosine 0.97 to 0.98; king −0.07)" in said(told)


def test_words_with_spaces_between_them_are_taken_in_any_script() -> None:
    assert cut("我们 今天 去 公园 散步。天气 很 好，我们 很 高兴。" * 3).counts[0][0] in {"我们", "很"}


SEA = "the sea is wide. the sea is deep. the sky is wide. " * 4


@pytest.mark.parametrize("scene", ["ids", "counts", "learn"])
def test_one_s_own_text_is_in_all_scenes_and_a_bad_one_loses_nothing(scene: str) -> None:
    link = {"vocabulary": "text"} if scene == "ids" else {"whose": "own"}
    app = visit("words", scene=scene, **link)
    supplied = drawn(app)["words"]
    app.session_state["words_text"] = "word " * 30
    run(app)
    assert "has only one word, “word”. Neighbours need two or more. The supplied text is still used" in said(
        app
    )
    assert drawn(app)["words"] == supplied
    app.session_state["words_text"] = SEA
    run(app)
    own = drawn(app)["words"]
    assert own == (
        ["the", "sea", "is", "wide"] if scene == "ids" else ["the", "is", "sea", "wide", "deep", "sky"]
    )
    app.session_state["words_text"] = "word " * 30
    run(app)
    assert "Your last text is still used." in said(app)
    assert drawn(app)["words"] == own
    app.session_state["words_text"] = ""
    run(app)
    assert drawn(app)["words"] == supplied


def test_ids_of_one_s_own_text_go_by_how_often_its_words_come() -> None:
    app = visit("words", vocabulary="text")
    app.session_state["words_text"] = SEA
    run(app)
    entries = drawn(app)["entries"]
    assert [(entry["id"], entry["word"], entry["times"]) for entry in entries] == [
        (0, "the", 12),
        (1, "is", 12),
        (2, "sea", 8),
        (3, "wide", 8),
    ]
    assert drawn(app)["size"] == 6
    app.selectbox(key="words_ids_of_text").select_index(2)
    run(app)
    assert drawn(app)["words"] == ["the", "sky", "is", "wide"]
    app.session_state["words_text"] = "one two three four five six seven eight nine ten"
    run(app)
    assert drawn(app)["words"][:2] == ["one", "two"]


def test_the_neighbours_of_one_s_own_text() -> None:
    app = visit("words", scene="counts", whose="own")
    app.session_state["words_text"] = (
        "a ship sails the wide sea. a boat sails the wide sea. " * 5 + "a ship boat. "
    )
    run(app)
    picture = drawn(app)
    assert not picture["veiled"]
    assert picture["first"][0] == "sails"
    assert headings(app)[0].startswith("In your text")
    assert picture["within"] == "at most five words apart"


def test_arithmetic_with_the_words_of_one_s_own_text() -> None:
    app = visit("words", scene="analogy", text_is="own")
    assert drawn(app)["veiled"]
    for made in ("cbow", "counted"):
        app = visit("words", scene="analogy", text_is="own", vectors=made)
        app.session_state["words_text"] = SEA
        run(app)
        picture = drawn(app)
        assert (picture["first"], picture["analogies"], picture["veiled"]) == (
            ["wide", "deep", "the"],
            [],
            False,
        )
        assert picture["drawn"].startswith("Drawn is E" if made == "cbow" else "Drawn are counted")
        assert headings(app)[0].startswith("In your text wide − deep + the lands at ")
    app.session_state["words_text"] = "this and this and that and this and that and this. " * 2
    run(app)
    assert "An analogy needs four different words; in the sentences of this text 3 have a vector." in said(
        app
    )
    assert len(drawn(app)["words"]) == 40


def test_the_most_alike_word_is_one_that_comes_often_enough() -> None:
    often = [("the", "ship", "sails", "far"), ("the", "boat", "sails", "far")] * 3
    found = company_of_own((*often, ("rare", "ship"), ("the", "boats", "sails", "far")))
    assert found.word == "sails"
    assert found.beside in {"the", "far"}
    assert found.cosine(found.alike) >= found.cosine("ship")
    pair = company_of_own((("a", "b"),))
    assert (pair.word, pair.beside, pair.alike) == ("a", "b", "b")


def test_what_ends_nearest_is_what_is_told() -> None:
    rows = {"throne": [1, 0], "crown": [1, 0.1], "court": [1, 0.2], "palace": [1, 0.3], "king": [0, 1]}
    rows["queen"] = [0, 0.9]

    def with_(**other: list[float]) -> Outcome:
        found = {**rows, **other}
        return outcome(WordVectors(tuple(found), np.array(list(found.values()), float)))

    assert with_() == (("crown", "court", "palace"), "crown", "heading")
    assert with_(king=[1, 0.15])[1:] == ("crown", "heading some")
    assert with_(king=[1, 0.01])[1:] == ("king", "heading else")
    assert with_(other=[1, 0.01])[1:] == ("none", "heading else")


def test_a_training_of_other_size_and_start_is_told_by_the_picture_and_the_link() -> None:
    link = {"scene": "learn", "words_learn_guess": "crown"}
    usual = drawn(visit("words", **link))
    app = visit("words", numbers="2", start="3", **link)
    assert (drawn(app)["start"], len(drawn(app)["read"][0][0])) == (3, 2)
    assert drawn(app)["read"][-1] != usual["read"][-1]
    assert len(drawn(visit("words", numbers="16", window="1", start="9", **link))["read"][0][0]) == 16
    wrong = visit("words", numbers="3", start="ten", **link)
    assert drawn(wrong)["read"] == usual["read"]
    assert "The link says numbers=3. Expected 2, 4, 8 or 16; 8 is shown." in said(wrong)


def test_the_columns_of_the_heatmaps_are_all_words_those_of_a_value_together() -> None:
    film = film_of(sentences_of("balanced"), VectorSpec(steps=30))
    words = film.read[0].words
    order = columns_of(film)
    assert sorted(order) == list(range(len(words)))
    at = [order.index(words.index(word)) for word in ("palace", "throne", "court", "crown")]
    assert at == list(range(min(at), min(at) + 4))
    own = film_of(cut(SEA).frequent, VectorSpec(steps=30, size=2))
    assert sorted(columns_of(own)) == list(range(6))


def test_every_word_of_the_film_stands_in_a_sentence_that_is_shown() -> None:
    sentences = sentences_of("balanced")
    words = film_of(sentences, VectorSpec(steps=1)).read[0].words
    assert set(words) == {word for sentence in shown_sentences(sentences, words) for word in sentence.split()}


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
