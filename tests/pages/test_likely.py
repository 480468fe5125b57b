"""How likely a sentence is: by a text of one's own as by its table, in words that are read at a glance."""

from __future__ import annotations

import numpy as np
import pytest

from core import count_ngrams, stretches_read
from core.text import encode
from pages._scenes.guess.factors import answer, apart, times
from pages._scenes.guess.likely import MOST
from pages._scenes.guess.likely_own import Own, swapped
from pages._scenes.guess.own import Cut, language, own_recipe, without_spaces

TEXT = "the cat sat on the mat. the dog saw the cat. who saw the dog? " * 8


@pytest.mark.parametrize("cut", ["characters", "words"])
@pytest.mark.parametrize("order", [1, 2, 6])
def test_the_bits_of_one_s_own_text_are_those_of_its_table(cut: Cut, order: int) -> None:
    spec = own_recipe(TEXT, cut)
    this, source = language(spec), Own(spec)
    pieces = source.cut("the dog sat")
    table = count_ngrams(stretches_read(spec), order, len(this.vocabulary))
    start = [this.preferred_start] if this.preferred_start in this.vocabulary else []
    logs = table.log_probabilities(encode([*start, *pieces], this.vocabulary))[len(start) :]
    assert source.judged(pieces, order).bits == pytest.approx((-logs / np.log(2)).tolist())


def test_what_the_text_does_not_have_is_unknown_and_counted() -> None:
    source = Own(own_recipe(TEXT, "words"))
    judged = source.judged(["the", "zebra", "<unk>"], 2)
    assert judged.known == (True, False, False)
    assert source.unknown(["the", "zebra"]) == ["zebra"]


@pytest.mark.parametrize("cut", ["characters", "words"])
def test_the_usual_sentences_are_the_same_pieces_in_two_orders(cut: Cut) -> None:
    source = Own(own_recipe(TEXT, cut))
    first, second = (source.cut(one) for one in source.usual)
    assert first != second
    assert sorted(first) == sorted(second)
    assert len(first) <= MOST[source.piece]


def test_nothing_is_swapped_where_all_are_the_same() -> None:
    assert swapped(["a", "a", "a"]) == ["a", "a", "a"]
    assert swapped(["a"]) == ["a"]
    assert swapped(["a", "a", "b"]) == ["a", "b", "a"]
    assert swapped(["a", "b", "b", "b"]) == ["b", "a", "b", "b"]


@pytest.mark.parametrize(
    ("power", "right", "words"),
    [(-1, "less", "0.5"), (3.3, "ten", "9.8"), (9, "thousand", "510"), (15.7, "more", "53,000"),
     (34, "more", "17 billion"), (90, "more", "1,200,000,000,000,000,000 billion"),
     (1500, "more", "2 to the power of 1500")],
)  # fmt: skip
def test_a_factor_is_said_in_words(power: float, right: str, words: str) -> None:
    assert (answer(power), times(power)) == (right, words)


@pytest.mark.parametrize("bits", [(17.238, 32.945), (3.0, 39.9), (17.24, 17.24), (20.1, 19.9), (5.0, 60.0)])
def test_who_divides_what_is_shown_finds_what_is_said(bits: tuple[float, float]) -> None:
    first, second = bits
    shown = [float(f"{2**one:.3g}") for one in bits]
    if second < 40:
        assert times(abs(apart(first, second))) == times(abs(np.log2(shown[1] / shown[0])))
    assert apart(first, second) == pytest.approx(second - first, abs=0.02)
    assert (apart(first, second) == 0) == (first == second)


def test_words_without_spaces_are_told_by_their_length() -> None:
    assert without_spaces("a" * 200)
    assert without_spaces("吾輩は猫である " * 30)
    assert not without_spaces(TEXT)
