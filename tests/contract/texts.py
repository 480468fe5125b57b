"""Texts that browser and core both cut, and what each makes of them."""

from __future__ import annotations

import base64
import sys
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st

from core.network import Network, initial_network
from core.network.files import to_file
from core.recipes import default_run
from core.spec import TASKS
from core.tasks import task
from core.text import tokenize
from tests.contract.cases import Answering

MANY = "Lo"
"""A category of which one character in a hundred is enough: ideographs, syllables."""

CHANGED = "\U0001171e"
"""Known to all, but not as the same thing: Unicode 16 made it a spacing mark."""

TELLING = "a AAAlsoΣσ'’ʼ.\u200d\u0301\u20dd\ufe0f👍🏽👩\u202e\x00\x1c\x85\n\t ␣↵3٣½*-−–<go>\ud800\ufeffİ½"


@cache
def every_character() -> tuple[str, ...]:
    """Return each character that Python knows inside a word, behind it and alone."""
    known = [chr(code) for code in range(sys.maxunicode + 1)]
    kinds = [unicodedata.category(character) for character in known]
    few = {"Cn": 0, "Co": 1009, "Cs": 89, MANY: 101}
    chosen = [
        one
        for code, (one, kind) in enumerate(zip(known, kinds, strict=True))
        if few.get(kind, 1) and code % few.get(kind, 1) == 0 and one not in CHANGED
    ]
    return tuple(f"A{one}B{one} {one}" for one in chosen)


def texts() -> st.SearchStrategy[str]:
    """Any texts of characters that Python knows, and texts of those that matter."""
    known = st.characters(exclude_categories=["Cn"], exclude_characters=CHANGED)
    return st.text(known, max_size=40) | st.text(st.sampled_from(TELLING), max_size=40)


@cache
def networks() -> tuple[Network, ...]:
    """Return a network of each task, and one with words of its own for each that looks them up otherwise."""
    found = [initial_network(default_run("rnn", name)) for name in TASKS]
    own = [
        Network(
            net.spec, 0, net.weights, ("<unk>", "Σ", *net.vocabulary[3:], "ownword"), net.classes, net.answer
        )
        for net in found
        if net.classes != net.vocabulary and not net.spec.model.decoder
    ]
    return (*found, *own)


def otherwise_cut(texts: Sequence[str], answering: Answering) -> list[str]:
    """Return a line for every text that browser and core cut otherwise."""
    answers = answering("words", texts)
    pairs = zip(texts, answers, strict=True)
    return [
        f"{text[:60]!r}: {tokenize(text)} / {words}" for text, words in pairs if list(tokenize(text)) != words
    ]


def otherwise_read(texts: Sequence[str], answering: Answering) -> list[str]:
    """Return a line for every text that a network reads otherwise in the browser, or refuses otherwise."""
    files = [base64.b64encode(to_file(net, "a network")).decode() for net in networks()]
    answers = answering("readings", {"files": files, "texts": texts})
    lines = []
    for net, told in zip(networks(), answers, strict=True):
        for text, answer in zip(texts, told, strict=True):
            right = _reading(net, text)
            if right != answer:
                lines.append(f"{net.spec.task.name} {text[:60]!r}: {right} / {answer}"[:900])
    return lines


def otherwise_written(texts: Sequence[str], answering: Answering) -> list[str]:
    """Return a line for every text whose words browser and core put together otherwise, or lose by it.

    An accent behind a space joins the letter before it, and is one character with it only when they are
    written again: words that are the same to Unicode (NFC) are the same here.
    """
    files = [base64.b64encode(to_file(net, "a network")).decode() for net in networks()]
    answers = answering("writings", {"files": files, "texts": texts})
    lines = []
    for net, told in zip(networks(), answers, strict=True):
        for text, answer in zip(texts, told, strict=True):
            if "refused" in answer:
                continue
            right = task(net.spec.task).write(answer["words"])
            kept = [_composed(answer[name]) for name in ("words", "again")]
            if right != answer["written"] or kept[0] != kept[1]:
                lines.append(f"{net.spec.task.name} {text[:60]!r}: {right!r} / {answer}"[:900])
    return lines


def _composed(words: Sequence[str]) -> list[str]:
    return [unicodedata.normalize("NFC", word) for word in words]


def _reading(net: Network, text: str) -> dict[str, Any]:
    try:
        reading = net.read(text)
    except ValueError as error:
        return {"refused": str(error)}
    known = {"ids": reading.ids.tolist(), "known": reading.known.tolist()}
    return {"words": list(reading.words), **known, "dropped": reading.dropped}
