"""Labels along sentences, word by word."""

import numpy as np
import pytest

from core.instruments.labels import (
    LABELS,
    depth,
    inside_quotes,
    number,
    running_total,
    sentiment_so_far,
    valence_so_far,
)
from core.spec import TaskSpec
from core.tasks import task


def quoted(text: str) -> str:
    """Return the words of a text that stand inside a quotation."""
    words = text.split()
    return " ".join(word for word, inside in zip(words, inside_quotes(words), strict=True) if inside)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("he said “ yes , no ” again", "“ yes , no"),
        ('he said " yes " again', '" yes'),
        ("er sagte „ ja “ , dann „ nein “ .", "„ ja „ nein"),
        ("er sagte „ ja ” und ging", "„ ja"),
        ("er sagte » ja « und ging", "» ja"),
        ("il dit « oui » et « non »", "« oui « non"),
        ("yes ” he said “ no ” again", "“ no"),
        ("a “ b „ c “ d ” e", "“ b „ c “ d"),
    ],
)
def test_quotations_are_inside_their_own_marks(text: str, inside: str) -> None:
    assert quoted(text) == inside


def test_the_number_is_the_subjects_whatever_comes_between() -> None:
    assert number(["the", "dogs", ",", "which", "the", "cat", "saw"]) == pytest.approx(
        [np.nan, 1, 1, 1, 1, 1, 1], nan_ok=True
    )
    assert number(["The", "CHILD", ",", "near", "the", "birds"])[1:] == [0] * 5
    assert number(["the", "children", ",", "near", "the", "bird"])[1:] == [1] * 5
    assert np.isnan(number(["nobody", "is", "here"])).all()
    assert number(["mice", "eat"], singular=("mouse",), plural=("mice",)) == [1, 1]


def test_the_number_of_every_sentence_of_the_exam_is_that_of_its_verb() -> None:
    agreement = task(TaskSpec("agreement", 0, 3))
    for point in agreement.exam_points:
        exam = agreement.exam(point)
        for ids, targets, last in zip(exam.ids, exam.targets, exam.last, strict=True):
            words = [agreement.vocabulary[index] for index in ids[: last + 1]]
            assert number(words)[-1] == (agreement.vocabulary[targets[last]] == "were")


def test_brackets_count_what_is_open() -> None:
    assert depth(["(", "[", "]", ")", "<", "{", ">", "}"]) == [1, 2, 1, 0, 1, 2, 1, 0]
    assert depth([")", "(", ")"]) == [0, 1, 0]


def test_the_total_reads_numbers_as_its_task_does() -> None:
    assert running_total(["1", "-3", "a", "5", "-1", "a", "9", "B", "2"]) == [0, 0, 0, 5, 5, 5, 14, 0, 0]
    assert running_total(["A", "−5", "a", "–2", "a", "nan", "a", "1.5", "B"]) == [
        0,
        -5,
        -5,
        -7,
        -7,
        -7,
        -7,
        -5.5,
        0,
    ]


def test_a_judgement_holds_until_the_next_in_any_case() -> None:
    words = ["the", "film", "was", "NOT", "Good", "but", "the", "plot", "was", "fun"]
    assert sentiment_so_far(words) == [0] * 4 + [-1] * 5 + [1]


def test_a_valence_is_turned_by_not_and_outweighed_after_but() -> None:
    words = ["I", "did", "NOT", "like", "the", "story", "but", "the", "music", "was", "great"]
    assert valence_so_far(words) == [0] * 3 + [-1] * 7 + [1]
    assert valence_so_far(["very", "good", "not", "very", "terrible"])[-1] == 1
    assert valence_so_far(["great", "bad"])[-1] == 1
    assert valence_so_far(["great", "but", "bad"])[-1] == -1


def test_each_label_says_a_number_or_nothing_for_every_word() -> None:
    for label in LABELS.values():
        assert len(label(["a", "(", "“", "not", "dogs"])) == 5
        assert label([]) == []
    assert LABELS["position"](["a", "b", "c"]) == [0, 1, 2]
