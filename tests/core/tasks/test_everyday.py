"""Sentiment in everyday English: what decides, and which words there are."""

from __future__ import annotations

import re

import numpy as np
import pytest

from core import TaskSpec, task
from core.tasks.everyday import (
    ALTHOUGH,
    BUT,
    CLEAR,
    INTENSIFIERS,
    LESS,
    MORE,
    NEGATIONS,
    RATED,
    STRENGTHENED,
    TURNED,
    TURNS,
    VOCABULARY,
)
from core.text import MAX_LETTERS, tokenize
from tests.making.lexicon import rude

SPEC = TaskSpec("everyday", shortest=0, longest=8)


def clause_sum(words: list[str]) -> float:
    """The sum of valences of a clause, word by word: what is turned round ends at the telling word."""
    total, factor = 0.0, 1.0
    for word in words:
        if word in NEGATIONS:
            factor *= TURNED
        elif word in INTENSIFIERS:
            factor *= STRENGTHENED
        elif RATED.get(word):
            total += factor * RATED[word]
            factor = 1.0
    return total


def sums(words: list[str]) -> list[float]:
    """What a sentence may sum up to; without a turn it is the sum over all words."""
    turns = [place for place, word in enumerate(words) if word in TURNS]
    if not turns:
        return [clause_sum(words)]
    (turn,) = turns
    first, second = clause_sum(words[:turn]), clause_sum(words[turn + 1 :])
    if words[turn] in BUT:
        return [LESS * first + MORE * second]
    if turn:
        return [MORE * first + LESS * second]
    # "although" stands first: where its clause ends is marked by no word; one of the cuts has to fit
    rest = words[1:]
    return [LESS * clause_sum(rest[:cut]) + MORE * clause_sum(rest[cut:]) for cut in range(len(rest))]


def sentences(held_out: bool) -> list[tuple[list[str], bool]]:
    this = task(SPEC)
    batches = [this.exam(point) for point in this.exam_points] if held_out else []
    rng = np.random.default_rng(5)
    batches += [] if held_out else [this.batch(rng, 64) for _ in range(6)]
    return [
        ([VOCABULARY[index] for index in ids[: last + 1]], bool(right[last]))
        for batch in batches
        for ids, last, right in zip(batch.ids, batch.last, batch.targets, strict=True)
    ]


@pytest.mark.parametrize("held_out", [False, True])
def test_the_sum_of_valences_decides(held_out: bool) -> None:
    told = 0
    for words, good in sentences(held_out):
        if not any(RATED.get(word) for word in words):
            assert not held_out, "what the exam asks can be known"
            continue
        told += 1
        assert any(abs(total) >= CLEAR - 1e-9 and (total > 0) == good for total in sums(words)), words
    assert told > 200


def test_where_nothing_tells_half_are_called_good() -> None:
    this, rng = task(SPEC), np.random.default_rng(0)
    called = [
        bool(right[last])
        for batch in (this.batch(rng, 256) for _ in range(20))
        for ids, last, right in zip(batch.ids, batch.last, batch.targets, strict=True)
        if not any(RATED.get(VOCABULARY[index]) for index in ids[: last + 1])
    ]
    assert 0.03 < len(called) / 5120 < 0.07
    assert 0.4 < np.mean(called) < 0.6


def test_no_single_word_decides() -> None:
    """Words alone say little: a linear bag of words stays well below the networks."""
    this = task(SPEC)
    batches = [this.exam(point) for point in this.exam_points]
    valence = np.array([RATED.get(word, 0.0) for word in VOCABULARY])
    right = [
        (valence[ids[: last + 1]].sum() > 0) == bool(target[last])
        for batch in batches
        for ids, last, target in zip(batch.ids, batch.last, batch.targets, strict=True)
    ]
    assert np.mean(right) < 0.8


def test_every_word_can_be_typed_and_stands_there_once() -> None:
    assert len(set(VOCABULARY)) == len(VOCABULARY)
    assert 5_000 <= len(VOCABULARY) <= 8_000
    for word in VOCABULARY[1:]:
        assert tokenize(word) == (word,), word
        assert len(word) <= MAX_LETTERS
    assert all(abs(valence) <= 4 for valence in RATED.values())
    assert {"love", "hated", "boring", "movie", "a", "i", "exam", "👍", "💔", "."} <= set(VOCABULARY)


def test_the_list_is_fit_for_a_classroom() -> None:
    assert not [word for word in VOCABULARY if rude(word)]
    assert rude("".join(map(chr, (115, 104, 105, 116))))
    assert not any(
        rude(word) for word in ("class", "grape", "therapist", "cocktail", "assess", "glass", "scrap")
    )


def test_the_samples_are_in_words_that_are_known() -> None:
    this = task(SPEC)
    for sample in this.samples:
        assert this.read(sample).known.all(), sample
    assert this.probe_answer in this.classes
    assert not set(ALTHOUGH) & set(BUT)
    assert all(re.fullmatch(r"[a-z']+", word) for word in (*NEGATIONS, *INTENSIFIERS, *TURNS))
