"""The grammar shows what it says, and its analogies are the faces of a cube."""

from collections import Counter

import pytest

from core.vectors import grammar_analogies, grammar_sentences
from core.vectors.grammar import CROSSINGS, FILLERS, PEOPLE, VALUES


def test_a_sentence_says_sex_rank_and_age_of_one_person() -> None:
    for sentence in grammar_sentences(200, seed=4):
        (person,) = set(sentence) & set(PEOPLE)
        assert [len(set(sentence) & set(VALUES[value])) for value in CROSSINGS[person]] == [1, 1, 1]
        assert len(set(sentence) & set(FILLERS)) == 2
        assert len(set(sentence)) == len(sentence) == 6


def test_there_are_forty_words() -> None:
    words = {word for sentence in grammar_sentences() for word in sentence}
    assert words == {*PEOPLE, *FILLERS, *(word for beside in VALUES.values() for word in beside)}
    assert len(words) == 40


@pytest.mark.parametrize("count", [1, 7, 8, 100, 1200])
def test_all_people_come_equally_often_in_a_balanced_text(count: int) -> None:
    found = Counter(sentence[2] for sentence in grammar_sentences(count, seed=1))
    assert found.total() == count
    assert {found[person] - count // 8 for person in PEOPLE} <= {0, 1}


def test_an_unbalanced_text_prefers_people_and_words() -> None:
    sentences = grammar_sentences(2000, balanced=False)
    people = Counter(sentence[2] for sentence in sentences)
    assert [word for word, _ in people.most_common()] == list(PEOPLE)
    assert people["man"] == pytest.approx(8 * people["princess"], rel=0.05)
    favourite = Counter(sentence[5] for sentence in sentences if sentence[2] == "king").most_common(1)
    assert favourite[0][1] > 0.85 * people["king"]


def test_the_crossing_of_one_who_is_held_out_is_never_shown() -> None:
    sentences = [one for one in grammar_sentences(held_out="princess") if "princess" in one]
    said = Counter(
        tuple(bool(set(sentence) & set(VALUES[value])) for value in CROSSINGS["princess"])
        for sentence in sentences
    )
    assert set(said) == {(True, False, True), (False, True, True)}
    assert said.total() == 150


def test_the_same_seed_writes_the_same_text() -> None:
    assert grammar_sentences(50, seed=2) == grammar_sentences(50, seed=2) != grammar_sentences(50, seed=3)


def test_the_analogies_are_the_faces_of_the_cube() -> None:
    found = grammar_analogies()
    assert len(set(found)) == 48
    assert ("king", "man", "woman", "queen") in found
    assert ("prince", "king", "queen", "princess") in found
    assert Counter(frozenset(one) for one in found).most_common()[-1][1] == 8
    assert len({frozenset(one) for one in found}) == 6
    for one in found:
        for first, minus, plus, answer in zip(*(CROSSINGS[person] for person in one), strict=True):
            assert sorted((first, plus)) == sorted((minus, answer)), "first − minus = answer − plus"


def test_what_cannot_be_written_is_told_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="at least one sentence; 0 were asked for"):
        grammar_sentences(0)
    with pytest.raises(ValueError, match="no 'duke'; it has man, boy, king"):
        grammar_sentences(held_out="duke")
