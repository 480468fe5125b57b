"""Browser and core cut any text into the same words, and look them up alike."""

from __future__ import annotations

from tests.contract.cases import Answering, drawn
from tests.contract.texts import every_character, otherwise_cut, otherwise_read, otherwise_written, texts
from tests.making.texts import ODD


def test_every_character_is_in_the_same_word(answering: Answering) -> None:
    assert otherwise_cut(every_character(), answering) == []


NUMBERS = (
    "0.5 1,25 -0.3; −1 1e0 ٣ .5 5. 1_0 +1 -.5,,",
    "99 -99 5.82 5.83 -5.83 -5.84 1e400 nan inf --1 1,2,3 1.2,3 , ;",
    "0.0025 0.00250001 0.00249999 -0.0025 0.0075 -0 0x1 1e-3 1E-3 ½ 5e-1_0",
)
"""Numbers as people type them: with signs of several kinds, halfway between two words, beyond all of them."""


def test_every_task_reads_any_text_alike(answering: Answering) -> None:
    assert otherwise_read([*NUMBERS, *ODD, *drawn(texts(), 150)], answering) == []


def test_words_that_are_put_together_are_read_again(answering: Answering) -> None:
    assert otherwise_written([*ODD, *drawn(texts(), 150)], answering) == []
