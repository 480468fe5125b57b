"""Guess the next word: what its scenes say is what was measured, and nothing tells it beforehand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core import count_ngrams, default_run, stretches_read, table_score, task, train_window
from core.experiments.lessons.guess import recipe
from core.tasks.kitchen import VOCABULARY
from pages._scenes.guess import score_said
from pages._scenes.guess.own import CUT, KEY, Cut, own_recipe
from pages._scenes.guess.scored import Scored
from pages._scenes.guess.texts import window_spec
from pages._shell.caches.guess import table_scores
from pages._shell.story import page
from tests.pages.visiting import pictures, run, said, until, visit

SCENES = [scene.name for scene in page("guess").scenes]


def heading(scene: str, **link: str) -> str:
    """Return what stands above the picture of a scene once its networks are there."""
    return heading_of(until(visit("guess", scene=scene, **link), lambda app: bool(app.expander)))


def heading_of(app: AppTest) -> str:
    return str(app.header[0].value)


def drawn(app: AppTest) -> dict[str, Any]:
    """Return what the picture of a scene draws."""
    (one,) = pictures(app, "unrolled_picture")
    figure: dict[str, Any] = one["figure"]
    return figure


def notes(app: AppTest) -> list[set[str]]:
    """Return what is written at the lines of each figure."""
    return [
        {note["text"] for note in one["figure"]["layout"]["annotations"]}
        for one in pictures(app, "unrolled_figure")
    ]


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_is_covered_until_it_is_answered(scene: str) -> None:
    def open_again(**link: str) -> list[bool]:
        app = until(visit("guess", scene=scene, **link), lambda app: bool(app.expander))
        shown = [*pictures(app, "unrolled_picture"), *pictures(app, "unrolled_figure")]
        return [one["veiled"] for one in shown]

    assert heading(scene) == next(one.title for one in page("guess").scenes if one.name == scene)
    assert set(open_again()) == {True}
    assert set(open_again(**{f"guess_{scene}_guess": "show-me"})) == {False}


def test_the_far_word_moves_the_network_alone() -> None:
    assert heading("look", guess_look_guess="network") == (
        "Table and window network see the last 3 words; the LSTM's guess still depends on “dog”, 13 back"
    )
    assert "see no word at all" in heading("look", guess_look_guess="network", n="1")


def test_in_moby_dick_the_network_looks_at_what_is_near() -> None:
    assert "here its guess depends on the last" in heading("look", guess_look_guess="network", text="whale")


@pytest.mark.parametrize("words", ["dog", "the the the", "zzz", "???", "dog " * 300])
@pytest.mark.parametrize("text", ["gap", "whale"])
def test_any_sentence_is_read(words: str, text: str) -> None:
    app = visit("guess", text=text, recall_sentence=words, characters_sentence=words, guess_look_guess="both")
    until(app, lambda app: bool(app.expander))
    assert not run(app).error


def test_the_table_beats_the_networks_from_the_n_that_was_measured() -> None:
    spec = recipe("whale")
    this, read = task(spec.task), stretches_read(spec)
    fourth, third = (table_score(count_ngrams(read, n, len(this.vocabulary)), this) for n in (4, 3))
    app = until(visit("guess", scene="score", guess_score_guess="four"), lambda app: bool(app.expander))
    lines = {one["name"]: one["y"] for one in pictures(app, "unrolled_figure")[0]["figure"]["data"]}
    reached = min(lines[kind][0] for kind in ("RNN", "GRU", "LSTM"))
    assert lines["Table"][2:4] == pytest.approx([third, fourth])
    assert fourth < reached < third
    assert "beats every network from N = 4 on" in str(app.header[0].value)
    assert "As predicted" in said(app)
    assert "RNN, GRU,<br>LSTM<br>6.8 to 7.2" in notes(app)[0]
    assert findings(app) == [
        "Near: the table wins from N = 4; N = 3: a tie",
        f"N = 6: the table stores {table_stores(read, this):,} numbers, 6.6 × the LSTM",
    ]
    beside = train_window(read, len(this.vocabulary), window_spec(4))
    assert lines["Window network"][3] == pytest.approx(table_score(beside, this))
    assert lines["Window network"][3] > fourth
    stored = {one["name"]: one["y"] for one in pictures(app, "unrolled_figure")[1]["figure"]["data"]}
    assert stored["Window network"][3] == beside.weight_count
    assert stored["Table"][3] == sum(count_ngrams(read, 4, len(this.vocabulary)).stored)
    assert stored["RNN"][0] == stored["RNN"][1]


def table_stores(read: Any, this: Any) -> int:
    """Return how many counts a table of N = 6 keeps, the shorter ones with them."""
    return sum(count_ngrams(read, 6, len(this.vocabulary)).stored)


def findings(app: AppTest) -> list[str]:
    """Return what stands over the figures of a scene."""
    return [str(one["finding"]) for one in pictures(app, "unrolled_figure")]


def test_no_finding_is_sent_before_the_answer() -> None:
    app = until(visit("guess", scene="score"), lambda app: bool(app.expander))
    assert findings(app) == ["", ""]


def scored(
    text: Any, table: Sequence[float], networks: Sequence[float], stored: int = 9, size: int = 9
) -> Scored:
    """Return what might have been measured; all window networks come to the worst of the networks."""
    kinds = dict(zip(("rnn", "gru", "lstm"), networks, strict=True))
    worst = (min if text == "gap" else max)(networks)
    return Scored(
        text=text,
        spec=recipe("gap" if text == "gap" else "whale"),
        piece="letter",
        table=tuple(table),
        window=(worst,) * 6,
        reached=kinds,
        stored=(1, 2, 3, 4, 5, stored),
        weights=(5,) * 6,
        sizes={"rnn": 1, "gru": size - 1, "lstm": size},
    )


@pytest.mark.parametrize(
    ("text", "table", "networks", "says"),
    [
        ("whale", [20, 11, 7.06, 5.5, 5.2, 5.6], [7, 7, 7], "Near: the table wins from N = 4; N = 3: a tie"),
        ("own", [20, 11, 7.3, 5.5, 5.2, 5.6], [7, 7, 7], "Your text: the table wins from N = 4"),
        ("own", [9, 8, 8, 8, 8, 8], [7, 7, 7], "Your text: the table never wins"),
        (
            "own",
            [9, 7, 5, 5, 7, 8],
            [7, 7, 7],
            "Your text: the table wins for N = 3 and 4; N = 2 and 5: a tie",
        ),
        ("gap", [0, 0, 0, 0.1, 0.1, 0.1], [0.4, 1, 1], "Far back: only GRU and LSTM (100 % right)"),
        ("gap", [0, 0, 0, 0.1, 0.1, 0.1], [0.4, 0.8, 1], "Far back: only GRU and LSTM (80 to 100 % right)"),
        ("gap", [0, 0, 0, 0.1, 0.1, 0.9], [0.4, 1, 1], "Far back: GRU and LSTM (100 % right)"),
        ("gap", [0, 0, 0, 0.1, 0.1, 0.1], [0.4, 0.4, 0.5], "Far back: nobody has it"),
    ],
)
def test_what_stands_over_the_chart_is_what_was_measured(
    text: str, table: list[float], networks: list[float], says: str
) -> None:
    assert score_said.reached(scored(text, table, networks)) == says


@pytest.mark.parametrize(
    ("stored", "size", "says"),
    [
        (700, 100, "N = 6: the table stores 700 numbers, 7 × the LSTM"),
        (101, 100, "N = 6: the table stores 101 numbers, as many as the LSTM"),
        (20, 100, "N = 6: the table stores 20 numbers, 0.2 × the LSTM"),
    ],
)
def test_what_is_stored_is_compared_with_the_largest_network(stored: int, size: int, says: str) -> None:
    assert score_said.stored(scored("own", [1] * 6, [1] * 3, stored, size)) == says


def test_where_a_far_word_decides_neither_table_nor_window_has_it() -> None:
    app = until(
        visit("guess", scene="score", guess_score_guess="none", on="gap"), lambda app: bool(app.expander)
    )
    assert "no N helps" in str(app.header[0].value)
    assert "As predicted" in said(app)
    assert "chance 12.5 %" in notes(app)[0]
    assert findings(app)[0] == "Far back: only GRU and LSTM (100 % right)"
    lines = {one["name"]: one["y"] for one in pictures(app, "unrolled_figure")[0]["figure"]["data"]}
    assert max(*lines["Table"], *lines["Window network"]) < 50 < lines["LSTM"][0]


@pytest.mark.parametrize("link", [{"n": "1"}, {"n": "4"}, {"n": "6"}, {"who": "network"}])
def test_the_likeliest_letter_every_time_goes_round(link: dict[str, str]) -> None:
    app = visit("guess", scene="draw", guess_draw_guess="round", **link)
    until(app, lambda app: bool(app.expander))
    cold, *others = drawn(app)["samples"]
    every = cold["round"]
    assert every
    assert cold["text"][-every:] == cold["text"][-2 * every : -every]
    assert not any(one["round"] for one in others)
    assert "goes round in circles" in str(app.header[0].value)


def test_one_word_makes_a_sentence_unlikely_if_what_is_before_is_known() -> None:
    assert "times less likely" in heading("sentence", guess_sentence_guess="more")
    assert "the second sentence is" in heading("sentence", guess_sentence_guess="more", grams="1")
    same = {"guess_sentence_1": "the pear", "guess_sentence_2": "the pear"}
    assert "equally likely" in heading("sentence", guess_sentence_guess="more", **same)


def test_three_forms_of_perplexity_are_one_number() -> None:
    app = visit(
        "guess", scene="sentence", guess_sentence_guess="more", guess_sentence_1="a zebra . **b** $x$"
    )
    for sentence in drawn(app)["sentences"]:
        forms = sentence["forms"]
        assert forms["from_product"] == pytest.approx(forms["from_bits"])
        assert forms["from_cross_entropy"] == pytest.approx(forms["from_bits"])
        assert len(sentence["words"]) == len(sentence["bits"])
    assert "zebra" not in VOCABULARY
    assert "read as <unk>: zebra" in said(app)


def test_a_sentence_without_a_word_leaves_the_usual_one() -> None:
    app = visit("guess", scene="sentence", guess_sentence_1="   ")
    assert "There is no word in this sentence" in said(app)
    assert drawn(app)["sentences"][0]["words"][1] == "apple"


def test_the_default_network_of_the_gap_is_that_of_recall() -> None:
    assert recipe("gap") == default_run("lstm", "recall")


CATS = "the cat sat on the mat. the dog saw the cat, and the cat ran up the tree. {} **x** $y$ <b>👩‍👩‍👧 " * 4
BAD = {
    "hello": "Your text has 5 characters; choose one of 200 to 1,500,000. Add more of it.",
    " " * 300: "Your text has no words in it, only spaces.",
    "\u200b" * 300: "Nothing in this text can be seen.",
    "a" * 1_500_001: "Your text has 1,500,001 characters; choose one of 200 to 1,500,000. Cut it down.",
}


def own(scene: str, **link: str) -> AppTest:
    """Return a scene that was answered and asks for a text of one's own."""
    asked = {f"guess_{scene}_guess": "show-me", "source": "own", "whose": "own", "on": "own", **link}
    return until(visit("guess", scene=scene, **asked), lambda app: bool(app.expander))


def given(app: AppTest, text: str) -> AppTest:
    """Put a text in."""
    app.session_state[KEY] = text
    return run(app)


def heard(app: AppTest) -> str:
    return said(app).replace("\\", "")


@pytest.mark.parametrize("scene", ["draw", "sentence"])
def test_a_text_that_cannot_be_used_is_told_and_leaves_the_supplied(scene: str) -> None:
    app = own(scene, cut="words")
    usual = drawn(app)
    for text, says in BAD.items():
        given(app, text)
        assert says in heard(app)
        assert "The supplied text is shown" in said(app)
        assert drawn(app) == usual
        assert app.session_state[KEY] == text, "it is still there to be mended"


READ = (
    (CATS, "characters", "letter", ""),
    (CATS, "words", "word", ""),
    ("dog " * 60, "words", "word", "There is only one word, “dog”, again and again"),
    ("a" * 200, "words", "letter", "has no spaces between its words"),
    ("a" * 200, "characters", "letter", "There is only one letter, “a”"),
    ("吾輩は猫である。名前はまだ無い。" * 20, "words", "letter", "its letters are read"),
    ("one two three four five six seven eight nine " + "ten" * 55, "words", "word", "too rare to be learnt"),
)


@pytest.mark.parametrize("n", ["1", "6"])
def test_a_text_of_one_s_own_is_counted_at_once(n: str) -> None:
    draws, sentence = own("draw", n=n), own("sentence", grams=n)
    for text, cut, piece, says in READ:
        for app in (draws, sentence):
            app.session_state[CUT] = cut
            given(app, text)
            assert says in heard(app), (text, cut)
        data, both = drawn(draws), drawn(sentence)
        assert (data["piece"], both["piece"], len(data["samples"])) == (piece, piece, 4)
        assert data["begin"]
        assert all(0 <= one < len(data["pieces"]) for one in data["begin"])
        for one in both["sentences"]:
            assert one["forms"]["from_product"] == pytest.approx(one["forms"]["from_bits"])
            assert min(one["bits"]) >= 0


def learnt(app: AppTest) -> AppTest:
    """Wait for the figures of the scene of scores."""
    return until(app, lambda app: bool(pictures(app, "unrolled_figure")))


def test_scores_of_a_text_that_cannot_be_used_are_those_of_the_supplied() -> None:
    app = learnt(own("score"))
    usual = pictures(app, "unrolled_figure")[0]
    assert usual["title"].startswith("Moby-Dick")
    for text, says in BAD.items():
        given(app, text)
        assert says in heard(app)
        assert "The supplied text is shown" in said(app)
        assert pictures(app, "unrolled_figure")[0] == usual
        assert "On Moby-Dick" in heading_of(app)


@pytest.mark.parametrize(("cut", "piece"), [("characters", "letter"), ("words", "word")])
def test_tables_and_networks_are_judged_on_a_text_of_one_s_own(cut: Cut, piece: str) -> None:
    app = own("score", cut=cut, guess_score_guess="none")
    app.session_state[CUT] = cut
    learnt(given(app, CATS))
    lines = {one["name"]: one["y"] for one in pictures(app, "unrolled_figure")[0]["figure"]["data"]}
    assert lines["Table"] == pytest.approx(table_scores(own_recipe(CATS, cut), "witten-bell"))
    best = min(*lines["Window network"], *(lines[kind][0] for kind in ("RNN", "GRU", "LSTM")))
    better = [n for n, value in enumerate(lines["Table"], start=1) if round(value, 2) < round(best / 1.03, 2)]
    assert heading_of(app).startswith("On your text the table beats")
    assert better_said(heading_of(app)) == better
    assert f"The table is better than all the networks {score_said.when(better)}." in said(app)
    beside = notes(app)[0]
    assert not any("6.8 to 7.2" in note for note in beside), "that band is of another text"
    assert f"LSTM {lines['LSTM'][0]:.2f}" in beside
    shown = pictures(app, "unrolled_figure")[0]
    assert f"so many {piece}s" in shown["figure"]["layout"]["yaxis"]["title"]["text"]
    assert shown["title"] == f"Your text: the next {piece} of unread parts"
    assert f"{piece}s of unread parts of your text" in said(app)
    assert "Moby-Dick" not in said(app)


def better_said(heading: str) -> list[int]:
    """Return for which N a heading says that the table is better."""
    said_as = {
        "for no N": [],
        "for every N": [1, 2, 3, 4, 5, 6],
    }
    for words, better in said_as.items():
        if words in heading:
            return better
    if found := re.search(r"from N = (\d) on", heading):
        return list(range(int(found[1]), 7))
    found = re.search(r"for N = ([\d, and]+) alone", heading)
    return [int(n) for n in re.findall(r"\d", found[1])] if found else [-1]


@pytest.mark.parametrize(
    ("better", "answer", "when", "claim"),
    [
        ([], "none", "for no N", "heading own none"),
        ([1, 2, 3, 4, 5, 6], "all", "for every N", "heading own"),
        ([2, 3, 4, 5, 6], "two", "from N = 2 on", "heading own"),
        ([3, 4, 5, 6], "other", "from N = 3 on", "heading own"),
        ([4, 5, 6], "four", "from N = 4 on", "heading own"),
        ([6], "other", "for N = 6 alone", "heading own"),
        ([2, 3], "other", "for N = 2 and 3 alone", "heading own"),
    ],
)
def test_the_claim_says_for_which_n_the_table_is_better(
    better: list[int], answer: str, when: str, claim: str
) -> None:
    said_of = score_said.answer(better), score_said.when(better), score_said.heading("own", better)
    assert said_of == (answer, when, claim)


def test_a_text_of_one_s_own_is_one_for_the_lesson_and_no_link_holds_it() -> None:
    app = given(own("draw"), CATS)
    app.query_params["scene"] = "sentence"
    run(app)
    assert drawn(app)["piece"] == "letter"
    assert "cat" not in " ".join(f"{key}={value}" for key, value in app.query_params.items())


def test_the_own_sentence_that_is_out_of_order_is_less_likely_to_a_table_that_sees_it() -> None:
    text = "the cat sat on the mat. the dog saw the cat. the cat saw the dog. the dog sat on the mat. " * 6
    assert "times less likely" in heading_of(given(own("sentence", cut="words", grams="2"), text))
    first, second = drawn(given(own("sentence", cut="words", grams="1"), text))["sentences"]
    assert sorted(first["words"]) == sorted(second["words"])
    assert sum(first["bits"]) == pytest.approx(sum(second["bits"]))


def test_a_table_with_a_long_window_copies_a_short_text() -> None:
    letters = np.random.default_rng(0).choice(list("abcdefghijklmnopqrstuvwxyz"), 1500)
    app = given(own("draw", n="6"), " ".join("".join(letters[at : at + 50]) for at in range(0, 1500, 50)))
    assert "copies its text" in heading_of(app)
    assert "in a row as in the text" in said(app)


def test_moby_dick_is_written_in_words_too() -> None:
    app = visit("guess", scene="draw", guess_draw_guess="round", source="words", n="3")
    data = drawn(app)
    assert (data["piece"], len(data["pieces"])) == ("word", 1000)
    assert 0.1 < data["unread"] < 0.2
    assert {data["pieces"][one] for one in data["ends"]} == {".", "!", "?"}
    assert "Always the likeliest word" in str(app.header[0].value)
    assert not any("<unk>" in one["text"] for one in data["samples"]), "it says nothing"
    assert data["samples"][0]["unknown"] > 10, "how often it would have been taken"
