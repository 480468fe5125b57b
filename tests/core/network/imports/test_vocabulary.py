"""The words of a network that was trained elsewhere: one a line, or JSON, and what cannot be."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.network.imports import import_network, vocabulary_of
from core.network.imports.vocabulary import reads
from tests.making.foreign import Foreign, safe

LINES = st.text(
    st.characters(categories=["L", "N", "P", "S"], exclude_characters="[{"), min_size=2, max_size=9
)


@given(st.lists(LINES, min_size=1, max_size=9, unique=True))
def test_all_ways_of_writing_say_the_same(words: list[str]) -> None:
    ids = {word: at for at, word in reversed(list(enumerate(words)))}
    ways: list[Any] = [words, tuple(words), ids, json.dumps(words), json.dumps(ids), "\n".join(words)]
    ways += ["\n".join(words) + "\n", ("\ufeff" + "\r\n".join(words)).encode(), json.dumps(ids).encode()]
    assert {vocabulary_of(way).words for way in ways} == {tuple(words)}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        (b"caf\xe9\n", "UTF-8"),
        ("a\nb\na\n", r"'a' twice, as the words 0 and 2"),
        ("the\n\nfilm\n", "Word 1 of the vocabulary"),
        ('{"the": 0, "film": 2}', "none of them has the id 1"),
        ('{"the": 0, "the": 1}', "'the' twice"),
        ('{"the": "0"}', "no id"),
        ('{"the": -1}', "no id"),
        ("[1, 2]", "Word 0 of the vocabulary"),
        ("[[]]", "Word 0 of the vocabulary"),
        ("[" * 100_000, "no readable JSON"),
        ('["the", "film"', "no readable JSON"),
        ("[]", "expected a list"),
        ("{}", "no id"),
        ([f"{at:0>40}" for at in range(50_000)], "more than 1,500,000 bytes"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(given: Any, told: str) -> None:
    with pytest.raises(ValueError, match=told) as refused:
        vocabulary_of(given)
    assert str(refused.value).endswith(".")


def test_words_in_brackets_are_no_json() -> None:
    assert vocabulary_of("[PAD]\n[UNK]\nfilm").unknown == 1


def test_characters_are_read_one_by_one_and_spaces_are_shown() -> None:
    network = import_network(safe(Foreign(words=5, classes=5)), ["<unk>", " ", "\n", "a", "b"])
    assert network.vocabulary == ("<unk>", "␣", "↵", "a", "b")
    assert network.read("a b").words == ("a", "␣", "b")
    assert reads(["a", "b", "<pad>", "<unk>", "c"]) == "words"
    assert reads([*"abcdefgh", "<pad>", "<unk>"]) == "characters"


def test_a_word_that_no_text_can_hold_is_shortened() -> None:
    words = vocabulary_of(["x" * 99, "x" * 98]).words
    assert len(set(words)) == 2
    assert max(map(len, words)) <= 64
