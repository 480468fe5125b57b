"""Browser and core cut any text into the same words, and look them up alike."""

from __future__ import annotations

from tests.contract.cases import Answering, drawn
from tests.contract.texts import every_character, otherwise_cut, otherwise_read, otherwise_written, texts
from tests.making.texts import ODD


def test_every_character_is_in_the_same_word(answering: Answering) -> None:
    assert otherwise_cut(every_character(), answering) == []


def test_every_task_reads_any_text_alike(answering: Answering) -> None:
    assert otherwise_read([*ODD, *drawn(texts(), 150)], answering) == []


def test_words_that_are_put_together_are_read_again(answering: Answering) -> None:
    assert otherwise_written([*ODD, *drawn(texts(), 150)], answering) == []
