"""Who is best of several runs: never by the luck of the exam, never below chance."""

from __future__ import annotations

import math

import pytest

from core import default_run, task
from core.figures.lab import curve_layout
from core.recipes.compare import replaced
from core.recipes.judgement import judge, luck, text_luck
from core.spec import KINDS, TASKS, RunSpec, TaskName
from pages._shell.lab.quality import chance_of

LOST = -math.inf


SHARES = [name for name in TASKS if task(default_run("lstm", name).task).scale == "share"]


def contest(name: TaskName) -> list[RunSpec]:
    return [default_run(kind, name) for kind in KINDS]


@pytest.mark.parametrize(
    ("scores", "answer", "tied"),
    [
        ((0.3, 0.5, 0.9), "3", ()),
        ((0.9, 0.5, 0.3), "1", ()),
        ((0.3, 0.89, 0.9), "nobody", ("2", "3")),
        ((0.9, 0.9, 0.9), "nobody", ("1", "2", "3")),
        ((0.9, LOST, LOST), "1", ()),
        ((LOST, LOST, LOST), "nobody", ()),
        ((0.01, 0.02, 0.14), "nobody", ()),
    ],
)
def test_the_best_of_a_few_is_named_beyond_luck_and_chance(
    scores: tuple[float, ...], answer: str, tied: tuple[str, ...]
) -> None:
    judged = judge(contest("recall"), scores)
    assert (judged.answer, judged.tied) == (answer, tied)
    assert judged.learnt == (max(scores) > 0.21), "chance is 0.125"


@pytest.mark.parametrize(
    ("name", "scores", "learnt"),
    [
        ("brackets", (0.09, 0.0, 0.04), True),
        ("reversal", (0.0, 0.07, 0.0), True),
        ("brackets", (0.0, 0.01, 0.0), False),
        ("reversal", (0.018, 0.02, 0.01), False),
        ("anbn", (1 / 11, 0.0, 0.0), True),
        ("sentiment", (0.5, 0.57, 0.43), False),
        ("sentiment", (0.5, 0.62, 0.43), True),
    ],
)
def test_what_chance_hardly_ever_reaches_was_learnt(
    name: TaskName, scores: tuple[float, ...], learnt: bool
) -> None:
    """Where guessing is right on none of 200 sentences, twenty right ones are no luck."""
    assert judge(contest(name), scores).learnt == learnt


def test_a_point_with_fewer_sentences_leaves_more_room_for_luck() -> None:
    this = task(default_run("lstm", "recall").task)
    assert luck(this, [16] * 10) == pytest.approx(2 * math.sqrt(0.5 / 160))
    assert luck(this, [8, *[16] * 9]) == pytest.approx(2 * math.sqrt(0.5 * (1 / 8 + 9 / 16)) / 10)


def test_below_chance_nobody_wins_however_far_ahead() -> None:
    assert task(default_run("rnn", "sentiment").task).chance == 0.5
    assert judge(contest("sentiment"), (0.05, 0.1, 0.45)) == ("nobody", (), False)


def test_where_the_exam_asks_all_there_is_no_difference_is_luck() -> None:
    this = task(default_run("lstm", "anbn").task)
    assert luck(this, [1] * 11) == 0
    assert judge(contest("anbn"), (3 / 11, 5 / 11, 6 / 11)).answer == "3"
    assert judge(contest("anbn"), (3 / 11, 6 / 11, 6 / 11)).tied == ("2", "3")
    assert not judge(contest("anbn"), (0.0, 0.0, 0.0)).learnt


@pytest.mark.parametrize(
    ("scores", "answer", "tied"),
    [
        ((40.0, 33.0, 25.0), "3", ()),
        ((40.0, 25.2, 25.0), "nobody", ("2", "3")),
        ((100.0, math.inf, 90.0), "nobody", ()),
    ],
)
def test_of_a_text_the_least_surprised_is_best(
    scores: tuple[float, ...], answer: str, tied: tuple[str, ...]
) -> None:
    judged = judge(contest("words"), scores)
    assert (judged.answer, judged.tied) == (answer, tied)
    assert judged.learnt == (min(scores) < 87), "chance is 87.66"


@pytest.mark.parametrize(
    ("scores", "answer"), [((0.95, 0.2), "some"), ((0.95, 20.0), "all"), ((0.9, 88.0), "none")]
)
def test_of_different_tasks_those_that_do_well_are_counted(scores: tuple[float, float], answer: str) -> None:
    other: TaskName = "words" if scores[1] > 1 else "sentiment"
    assert judge([default_run("lstm", "recall"), default_run("lstm", other)], scores).answer == answer


@pytest.mark.parametrize(
    ("scores", "answer"),
    [
        ((LOST, 0.0), "2"),
        ((0.9, LOST), "1"),
        ((0.2, 0.9), "both"),
        ((LOST, LOST), "neither"),
    ],
)
def test_with_clipping_and_without_it_matters_who_gets_through(
    scores: tuple[float, float], answer: str
) -> None:
    clipped = default_run("gru", "recall")
    both = [clipped, replaced(clipped, "train", "clip", None)]
    assert judge(both, scores).answer == answer
    other = replaced(both[1], "model", "hidden_size", 8)
    assert judge([clipped, other], (0.2, 0.9)).answer != "both", "there more than clipping differs"


@pytest.mark.parametrize(("score", "answer"), [(0.91, "yes"), (0.9, "no"), (LOST, "no")])
def test_one_run_does_well_or_not(score: float, answer: str) -> None:
    assert judge([default_run("lstm", "recall")], [score]).answer == answer


@pytest.mark.parametrize("name", SHARES)
def test_chance_reads_in_the_answer_as_above_the_curve(name: TaskName) -> None:
    this = task(default_run("lstm", name).task)
    said = [note["text"] for note in curve_layout(this)["annotations"]]
    assert said[0] == f"chance {chance_of(this)}"


def test_perplexities_may_lie_apart_by_luck_of_the_text() -> None:
    """Two seeds of one recipe lie 30 % apart (38 and 52 for words): that names no winner."""
    words, letters = (task(default_run("lstm", name).task) for name in ("words", "characters"))
    assert words.exam_answers < sum(int(words.exam(point).judged.sum()) for point in words.exam_points)
    assert 1.2 < text_luck(words) < 1.3
    assert 1.05 < text_luck(letters) < 1.15
    assert judge(contest("words"), (40.0, 30.0, 26.0)).tied == ("2", "3")
    assert judge(contest("words"), (80.0, 79.0, 78.0)).learnt is False, "frequencies alone have 87.66"
