"""The scenes on shapes of sequence problems: what the pictures get is what the networks do."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import Network, record, task, write_answer
from core.experiments import experiment
from core.jobs import HOUSE, desk
from core.recipes import default_run
from core.spec import TaskName
from core.tasks.tagging import NAMES, SURNAMES, THINGS
from pages._scenes.shapes import pool
from pages._scenes.shapes.columns import encoded
from pages._scenes.shapes.examples import SHAPES, SORTED
from pages._scenes.shapes.kinds import RIGHT
from pages._scenes.shapes.letters import Spelled, Unanswered, letters_of
from pages._scenes.shapes.measured import largest_at, recipe
from pages._scenes.shapes.pooled import ALIKE
from pages._scenes.shapes.tags import turned
from pages._shell.caches.networks import untrained
from pages._shell.words import percent
from tests.pages.visiting import pictures, run, said, until, visit

READ_OUT = experiment(ALIKE).recipes(0)


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


def open_kinds(shape: str, **more: str) -> tuple[AppTest, dict[str, Any], list[dict[str, Any]]]:
    """Open the shapes at one of them; return the picture and the timesteps once its network is trained."""
    link = {"shapes_kinds_guess": "show-me", "shapes_kinds_shape": shape} | more
    app = visit("shapes", **link)
    until(app, lambda app: "?" not in [one["answer"] for one in timesteps(app, shape)], 240)
    picture, *_ = pictures(app, "unrolled_picture")
    return app, picture["figure"], timesteps(app, shape)


def timesteps(app: AppTest, shape: str) -> list[dict[str, Any]]:
    picture, *_ = pictures(app, "unrolled_picture")
    found: list[dict[str, Any]] = picture["figure"]["wirings"][shape]["columns"]
    return found


def test_many_to_one_reads_every_word_and_answers_at_the_last() -> None:
    sentence = "I did not like the story but the music was great"
    _, picture, (*silent, last) = open_kinds("many_to_one", everyday_sentence=sentence)
    assert picture["chosen"] == "many_to_one"
    words = ["I", "did", "not", "like", "the", "story", "but", "the", "music", "was", "great"]
    assert [one["read"] for one in (*silent, last)] == words
    assert not any(one["answer"] for one in silent)
    trace = record(learnt(default_run("gru", "everyday")), " ".join(words))
    assert last["answer"] == trace.network.classes[int(trace.probabilities[-1].argmax())]


def test_one_to_one_reads_a_single_word() -> None:
    _, _, (only,) = open_kinds("one_to_one")
    assert only["read"] == "great"
    assert only["answer"] == "positive"


def test_one_to_many_reads_one_word_and_then_what_it_wrote() -> None:
    _, picture, columns = open_kinds("one_to_many", reviews_sentence="5 the food")
    assert picture["shapes"][1]["says"] == "review from stars"
    assert [one["read"] for one in columns] == ["5", *(one["answer"] for one in columns[:-1])]
    assert [one["own"] for one in columns] == [False, *[True] * (len(columns) - 1)]
    written = [one["answer"].removesuffix(".") for one in columns]
    assert {*written} & {"wonderful", "perfect", "excellent", "brilliant"}
    assert not {*written} & {"bad", "terrible", "poor"}


@pytest.mark.parametrize(
    ("name", "probe"), [("reviews", "1"), ("translation", "the small dog can see a red house")]
)
def test_a_sentence_is_offered_without_its_answer(name: TaskName, probe: str) -> None:
    reader = Unanswered(task(default_run("gru", name).task))
    assert reader.probe == reader.samples[0] == probe
    assert not any("<go>" in sample for sample in reader.samples)
    assert len(set(reader.samples)) == len(reader.samples) >= 5


def test_names_are_tagged_at_every_word() -> None:
    _, picture, columns = open_kinds(
        "aligned", shapes_kinds_aligned="names", tagging_sentence="Harry Potter and Hermione Granger invented"
    )
    assert [one["answer"] for one in columns] == list("110110")
    assert [one["says"] for one in picture["shapes"]][3] == "names"


def test_a_translator_reads_all_before_it_writes_and_ends_by_itself() -> None:
    _, _, columns = open_kinds(
        "encoder_decoder",
        shapes_kinds_encoder_decoder="translation",
        translation_sentence="the dog sees a house",
    )
    read, written = columns[:5], columns[5:]
    assert [one["read"] for one in read] == ["the", "dog", "sees", "a", "house"]
    assert not any(one["answer"] for one in read)
    assert [one["answer"] for one in written] == ["der", "Hund", "sieht", "ein", "Haus", "end"]
    assert [one["read"] for one in written] == ["go", "der", "Hund", "sieht", "ein", "Haus"]


def test_before_the_answer_the_drawings_say_neither_their_tasks_nor_their_scores() -> None:
    app = visit("shapes")
    picture, *_ = pictures(app, "unrolled_picture")
    assert {one["says"] + one["score"] for one in picture["figure"]["shapes"]} == {""}
    assert len(app.selectbox) == len(SORTED) + 1, "the tasks to sort, and the samples"
    app = visit("shapes", shapes_kinds_guess="show-me")
    picture, *_ = pictures(app, "unrolled_picture")
    assert all(one["says"] for one in picture["figure"]["shapes"])


def test_the_tasks_are_sorted_once_all_of_them_were_chosen() -> None:
    app = visit("shapes")
    for thing in SORTED:
        assert "right**" not in said(app)
        app.selectbox(key=f"shapes_kinds_guess_{thing}").set_value("many_to_one")
        app = run(app)
    assert app.session_state["shapes_kinds_guess"] == ".".join(["many_to_one"] * len(SORTED))
    until(app, lambda app: "1 of 4 right" in said(app), 240)
    assert "a verse from its first word:  \n**one to many** (you: many to one)" in said(app)


def test_who_sorts_as_the_lesson_does_is_told_so() -> None:
    app = visit("shapes", shapes_kinds_guess=RIGHT)
    until(app, lambda app: "As predicted: **4 of 4 right**" in said(app), 240)
    app = visit("shapes", shapes_kinds_guess="many_to_one.aligned")
    assert "That is not among the answers" in str([one.value for one in app.warning])


def test_an_encoder_answers_nothing_and_a_decoder_reads_what_it_wrote() -> None:
    columns = encoded(("a", "b", "c"), ("c", "b", "b"))
    assert encoded(("a",), ("x", "y"), ("x", "z"))[2]["asked"] == "z"
    assert [one["answer"] for one in columns] == ["", "", "", "c", "b", "b"]
    assert [one["read"] for one in columns] == ["a", "b", "c", "go", "c", "b"]
    assert [one["own"] for one in columns] == [False] * 4 + [True] * 2
    assert [one["asked"] for one in columns] == ["", "", "", "", "", "a"], "the last letter is wrong"


def test_each_readout_takes_shares_of_the_words_that_make_one_whole() -> None:
    app, (picture, *_) = open_scene("pool")
    assert [row["label"] for row in picture["rows"]] == ["last state", "mean", "largest values"]
    for row in picture["rows"]:
        assert sum(row["shares"]) == pytest.approx(1, abs=1e-3)
        assert row["verdict"] == "correct", "the first sentence speaks for what the scene says"
        assert row["score"].endswith(" %")
        lowest, here, highest = row["range"]
        least, most = picture["scale"]["from"], picture["scale"]["to"]
        assert least <= lowest <= highest <= most
        assert least <= here <= most, "beyond the ten where another processor ends elsewhere"
        assert row["note"] == f"20 seeds: {percent(lowest)}–{percent(highest)} %"
        assert row["score"] == f"{percent(here)} %"
    this = task(READ_OUT[0].task)
    tested = sum(len(this.exam(point).ids) for point in this.exam_points)
    assert picture["often"] == f"right, of {tested} test sentences"
    last, mean, largest = (row["shares"] for row in picture["rows"])
    assert last[-1] == 1
    assert len(set(mean)) == 1
    for row in picture["rows"][1:]:
        assert sum(Fraction(one.replace(" of ", "/")) for one in row["numbers"] if one) == 1, (
            "what stands above the bars, too"
        )
    network = learnt(READ_OUT[-1])
    states = record(network, " ".join(picture["words"])).hidden
    assert largest == pytest.approx(largest_at(states), abs=1e-3)
    assert "Measured: **" in said(app)


def test_how_often_each_readout_is_right_is_not_told_before_the_answer() -> None:
    app = visit("shapes", scene="pool")
    until(app, lambda app: bool(pictures(app, "unrolled_picture")), 240)
    picture, *_ = pictures(app, "unrolled_picture")
    assert {row["score"] for row in picture["figure"]["rows"]} == {""}
    assert "seeds" not in str(picture)


def test_one_direction_says_the_same_of_both_sentences_and_two_tell_them_apart() -> None:
    app, (picture, *_) = open_scene("tags")
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
    _, (picture, *_) = open_scene("tags", tagging_sentence="the river near the house")
    for panel in picture["panels"]:
        (row,) = panel["rows"]
        assert (row["marks"], row["says"], row["tags"]) == ([], "", ["0"] * 5)


def test_names_of_people_only_are_known_in_both_directions() -> None:
    _, (picture, *_) = open_scene(
        "tags", tagging_sentence="Harry Potter and Hermione Granger invented a new spell"
    )
    for panel in picture["panels"]:
        (row,) = panel["rows"]
        assert row["tags"] == list("110110000")
        assert row["marks"] == [0, 1, 3, 4]


def test_twelve_letters_are_shown_at_first_and_the_bars_are_the_test_scores() -> None:
    app, (wiring, panels, *_) = open_scene("bottleneck")
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
    assert [row["words"][mark] for mark in row["marks"]] == ["12"]
    assert "However long the input is" in str([header.value for header in app.header])


def test_each_answer_s_weights_are_core_s_and_stand_on_its_own_letter() -> None:
    app, (looks, *_) = open_scene("attention")
    assert looks["read"] == list("dhffdgbdca")
    assert looks["written"] == looks["read"][::-1]
    assert sum(looks["unaidedRight"]) < 7 < sum(looks["right"]) == 10, "here it makes a difference"
    network = learnt(recipe("lstm", "reversal", attention=True))
    assert looks["network"] == network.key
    attention = record(network, "d h f f d g b d c a <go> a c d b g d f f h").attention
    assert attention is not None
    for row, weights in zip(looks["weights"], attention.weights, strict=True):
        assert row == pytest.approx(weights, abs=1e-4)
    own = sum(row.index(max(row)) == 9 - at for at, row in enumerate(looks["weights"]))
    without, looking = looks["panels"]["panels"][0]["rows"]
    at = without["words"].index("10")
    assert without["marks"] == looking["marks"] == [at]
    assert looking["shares"][at] > without["shares"][at] + 0.2
    assert f"{own} of the 10 answers look most at the very letter" in said(app)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_opens_from_a_link(shape: str) -> None:
    app = visit("shapes", shapes_kinds_shape=shape)
    assert app.session_state["shapes_kinds_shape"] == shape
    assert not app.warning
    app = visit("shapes", shapes_kinds_shape="no shape")
    assert "many to one is shown" in str([one.value for one in app.warning])


@pytest.mark.parametrize(
    ("typed", "letters"),
    [("headache", "headache"), ("d a c h <go> h c", "dach"), ("bad xyz", "bad"), ("xyz", "dach")],
)
def test_a_word_is_read_as_its_letters(typed: str, letters: str) -> None:
    network = untrained(recipe("lstm", "reversal"))
    reading = Spelled(network.spec.task).read(typed)
    assert "".join(letters_of(network, reading, 12)) == letters


def test_an_own_word_is_tried_with_and_without_attention() -> None:
    own = {"shapes_attention_length": "own", "reversal_sentence": "cabbage"}
    _, (looks, *_) = open_scene("attention", **own)
    assert "".join(looks["read"]) == "cabbage"
    for attention, written, right in ((False, "unaided", "unaidedRight"), (True, "written", "right")):
        network = learnt(recipe("lstm", "reversal", attention=attention))
        assert tuple(looks[written]) == write_answer(network, "c a b b a g e")
        assert looks[right] == [one == asked for one, asked in zip(looks[written], "egabbac", strict=True)]


def test_a_readout_s_sentence_is_said_to_be_right_only_where_that_is_known() -> None:
    _, (picture, *_) = open_scene("pool", judged_sentence="I hated every minute of it")
    assert picture["right"] == "correct answer: negative"
    for row in picture["rows"]:
        assert row["verdict"] == ("correct" if row["says"].startswith("negative") else "wrong")
    _, (picture, *_) = open_scene("pool", judged_sentence="what a day")
    assert (picture["right"], {row["verdict"] for row in picture["rows"]}) == ("", {""})


def test_every_sample_of_the_readouts_has_its_right_answer() -> None:
    assert set(pool.RIGHT) == set(pool.Judged(task(READ_OUT[0].task)).samples)
