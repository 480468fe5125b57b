"""Any string can be typed; nothing raises, nothing is lost, nothing is more than text."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.instruments import record
from core.network import initial_network
from core.recipes import default_run
from core.text import MAX_LETTERS, MAX_TOKENS, UNKNOWN, decode, encode, read, read_words, tokenize
from tests.making.texts import TABLE


@pytest.mark.parametrize(("text", "words"), TABLE)
def test_table_of_sentences(text: str, words: tuple[str, ...]) -> None:
    assert tokenize(text) == words


@given(st.text())
def test_no_text_raises_and_no_letter_is_lost(text: str) -> None:
    words = tokenize(text)
    assert all(word and not any(c.isspace() for c in word) for word in words)
    "".join(words).encode()  # no half characters: it can be sent
    letters = [c for c in unicodedata.normalize("NFC", text) if c.isalnum()]
    if all(len(word) < MAX_LETTERS for word in words):
        assert (
            "".join(letters).lower() == "".join(c for c in "".join(words) if c.isalnum())
            or not text.isascii()
        )


@given(st.text(st.characters(codec="ascii"), max_size=60))
def test_words_are_stable(text: str) -> None:
    words = tokenize(text)
    assert tokenize(" ".join(words)) == words


def test_reading_marks_unknown_words_and_counts_dropped_ones() -> None:
    vocabulary = (UNKNOWN, "the", "dog")
    reading = read("The zebra, the DOG", vocabulary)
    assert reading.words == ("The", "zebra", ",", "the", "DOG")
    np.testing.assert_array_equal(reading.ids, [1, 0, 0, 1, 2])
    np.testing.assert_array_equal(reading.known, [True, False, False, True, True])
    assert reading.dropped == 0
    long = read("dog " * 500, vocabulary)
    assert (len(long.words), long.dropped) == (MAX_TOKENS, 500 - MAX_TOKENS)
    assert len(read("x" * 100_000, vocabulary).words[0]) == MAX_LETTERS


def test_a_word_is_known_in_any_spelling() -> None:
    vocabulary = (UNKNOWN, "so", "good", "bb", "👍", "❤", "don't", "Σ")
    drawn_out = {"SOOO": "so", "goood": "good", "bbbb": "bb"}
    looks = {"👍🏽": "👍", "❤️": "❤", "Don’t": "don't", "GOOD!": "good"}
    for text, known in (drawn_out | looks).items():
        assert read(text, vocabulary).ids[0] == vocabulary.index(known), text
        assert read_words([tokenize(text)[0]], vocabulary).ids[0] == vocabulary.index(known), text
    assert not read("aaa goodd gd", (UNKNOWN, "a", "good")).known.any(), "one letter is no word drawn out"
    assert read_words(["Σ"], vocabulary).known.all()
    assert not read_words(["<unk>"], vocabulary).known.any()


def test_a_reading_is_a_value() -> None:
    vocabulary = (UNKNOWN, "the", "dog")
    reading = read("the dog", vocabulary)
    again = read("the dog", vocabulary)
    assert reading == again
    assert hash(reading) == hash(again)
    for other in (
        read("the Dog", vocabulary),
        read("the dog", (UNKNOWN, "dog", "the")),
        read("the dog", (*vocabulary, "cat")),
    ):
        assert reading != other
    with pytest.raises(ValueError, match="read-only"):
        reading.ids[0] = 2


@pytest.mark.parametrize("empty", ["", "   ", "\n", "\x00", "\u200b"])
def test_a_sentence_without_a_word_is_refused_in_a_sentence(empty: str) -> None:
    with pytest.raises(ValueError, match="Type at least one word"):
        read(empty, (UNKNOWN,))


def test_something_else_than_text_is_refused() -> None:
    with pytest.raises(ValueError, match="expected text"):
        read(7, (UNKNOWN,))  # type: ignore[arg-type]


def test_ids_and_words_go_back_and_forth() -> None:
    vocabulary = (UNKNOWN, "a", "b")
    assert decode(encode(("b", "a", "c"), vocabulary), vocabulary) == ("b", "a", UNKNOWN)


@pytest.mark.parametrize("text", [text for text, words in TABLE if words] + ["dog " * 500])
def test_every_sentence_can_be_recorded(text: str) -> None:
    trace = record(initial_network(default_run("lstm", "recall")), text)
    assert len(trace) == len(trace.words) == len(trace.hidden) <= MAX_TOKENS
    assert np.isfinite(trace.probabilities).all()
