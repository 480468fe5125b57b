"""The glossary: one place for every term, held against the story, the signals, and what the pictures need."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest

from core import Network, Snapshot, default_run, record
from core.equations.signals import READING_ORDER, signal_of
from core.network import initial_network
from core.spec import Kind, ModelSpec, TaskName
from pages._shell.glossary.drawn import NotYetError
from pages._shell.glossary.marks import marked
from pages._shell.glossary.of_cells import SENTENCE
from pages._shell.glossary.pictures import ALONE, OF_NETWORKS, picture
from pages._shell.glossary.terms import TERMS, Place, Term, read_terms
from tests.running import ROOT

EVERY = list(TERMS.values())
DRAWN = {"bars", "columns", "curve", "heat", "means", "table", "worked"}
ROW = '[a]\nname = "a"\nsays = "A."\npicture = ["nan"]\nwhere = ["train"]\n'


class Untrained:
    """The default networks as they are before training."""

    @cache  # noqa: B019 - one hand for all tests
    def network(self, kind: Kind, task: TaskName) -> Network:
        return initial_network(default_run(kind, task))

    def history(self, _kind: Kind, _task: TaskName) -> Sequence[Snapshot]:
        nothing = np.zeros(2, np.float32)
        return [Snapshot(2, 2, nothing, nothing, 0.5, ((1, 0.5), (2, 0.25)), {}, None, 0.0)] * 2

    def looking(self) -> Network:
        raise NotYetError


class Nobody:
    """No network is there yet."""

    def network(self, _kind: Kind, _task: TaskName) -> Network:
        raise NotYetError

    def history(self, _kind: Kind, _task: TaskName) -> Sequence[Snapshot]:
        raise NotYetError

    def looking(self) -> Network:
        raise NotYetError


HAND = Untrained()


@pytest.mark.parametrize("term", EVERY, ids=lambda term: term.id)
def test_a_term_is_told_of_in_one_plain_sentence(term: Term) -> None:
    assert re.fullmatch(r"[a-z][a-z-]*", term.id)
    assert term.says.endswith(".")
    assert not re.search(r"[.!?] [A-Z]", term.says), "one sentence"
    assert 5 <= len(term.says.split()) <= 34
    assert 1 <= len(term.where) <= 4


def test_symbols_are_those_of_the_equations() -> None:
    found = {term.signal: term.symbol for term in EVERY if term.signal}
    assert set(found) == {name for names in READING_ORDER.values() for name in names}
    assert found["candidate"] == "g, n", "an LSTM's and a GRU's"
    for name, symbol in found.items():
        assert signal_of(
            ModelSpec("gru" if name in ("update_gate", "reset_gate") else "lstm"), name
        ).symbol in (symbol.split(", "))


def test_every_picture_is_used_and_every_term_has_one() -> None:
    assert {term.picture[0] for term in EVERY} == {*ALONE, *OF_NETWORKS}
    assert not set(ALONE) & set(OF_NETWORKS)


@pytest.mark.parametrize("term", [term for term in EVERY if term.id != "attention"], ids=lambda term: term.id)
def test_a_picture_is_computed_as_plain_values(term: Term) -> None:
    found = picture(term.id, HAND)
    assert found is not None
    assert found["as"] in DRAWN
    assert found["of"]
    json.dumps(found, allow_nan=False)
    if found["as"] in ("columns", "bars"):
        assert len(found["words"]) == len(found["values"]) == len(found["said"]) > 0
    if found["as"] in ("heat", "means"):
        assert np.shape(found["values"])[0] == len(found["words"])


@pytest.mark.parametrize("term", EVERY, ids=lambda term: term.id)
def test_a_picture_that_needs_a_network_waits_for_it(term: Term) -> None:
    assert (picture(term.id, Nobody()) is None) == (term.picture[0] not in ALONE)


def test_a_gate_s_picture_has_the_network_s_own_numbers() -> None:
    found = picture("forget-gate", HAND)
    trace = record(HAND.network("lstm", "everyday"), SENTENCE)
    assert found is not None
    np.testing.assert_allclose(found["values"], trace["forget_gate"], atol=5e-5)
    assert all(trace.known), "the sentence is made of words that the network knows"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (ROW.replace('"train"', '"nowhere"'), "no place 'nowhere'"),
        (ROW.replace('"train"', '"lstm/nowhere"'), "no place 'lstm/nowhere'"),
        (ROW + 'colour = "red"\n', "a has colour"),
        (ROW + 'also = ["A"]\n', "written alike: a"),
        (ROW + 'signal = "hope"\n', "No cell has a signal 'hope'"),
    ],
)
def test_a_wrong_entry_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        read_terms(text)


LESSONS = ROOT / "assets" / "lessons"
ELSEWHERE = {"backpropagation-through-time", "gradient-norm", "logit", "median"}
"""Terms of controls, pictures and tables; prose has them at most in the names of controls."""


def prose_of(place: Place) -> str:
    name = f"{place.page.name}/{place.scene.name}" if place.scene else place.page.name
    return (LESSONS / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("term", [one for one in EVERY if one.id not in ELSEWHERE], ids=lambda term: term.id)
def test_a_term_is_marked_in_the_prose_of_a_place_that_it_names(term: Term) -> None:
    assert any(f"(glossary?term={term.id})" in marked(prose_of(place)) for place in term.where)


def test_every_mark_in_all_prose_is_a_term() -> None:
    found = set()
    for path in LESSONS.rglob("*.md"):
        text = marked(path.read_text(encoding="utf-8"))
        found |= set(re.findall(r"\(glossary\?term=([^)]*)\)", text))
    assert found <= set(TERMS)
    assert set(TERMS) - found <= ELSEWHERE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A forget gate. The forget gates.", "A [forget gate](glossary?term=forget-gate). The forget gates."),
        ("Gates differ", "[Gates](glossary?term=gate) differ"),
        ("say “forget gate” and `unit`", "say “forget gate” and `unit`"),
        ("{unit} and {gate:g}, {{loss}}", "{unit} and {gate:g}, {{loss}}"),
        ("set *Forget gate* to 1", "set *Forget gate* to 1"),
        ("**unit** and $loss$", "**[unit](glossary?term=unit)** and $loss$"),
        ("[the loss](#there)", "[the loss](#there)"),
        ("community, unit-free, top-kay", "community, unit-free, top-kay"),
        ("cell state", "[cell state](glossary?term=cell-state)"),
        ("", ""),
    ],
)
def test_a_term_is_marked_once_and_only_where_we_say_it(text: str, expected: str) -> None:
    assert marked(text) == expected


def test_nothing_but_links_comes_into_our_prose() -> None:
    for path in LESSONS.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert re.sub(r"\[([^\]]*)\]\(glossary\?term=[a-z-]+\)", r"\1", marked(text)) == text
