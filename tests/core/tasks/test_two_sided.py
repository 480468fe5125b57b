"""The two small tables: what a grammar says of its words is so."""

from __future__ import annotations

from collections import Counter

import pytest

from core.experiments.lessons.deeper import clue_before, clue_behind
from core.experiments.lessons.deeper_layers import between
from core.tasks import task
from core.tasks.two_sided import (
    AGREES,
    AND,
    CLUES,
    KINDS,
    NO_NOUN,
    NOUNS,
    ROWS,
    Grammar,
    learnt,
    meanings,
    table,
    unseen,
    verbs,
)


@pytest.mark.parametrize("grammar", [meanings, verbs])
def test_a_table_can_be_learnt_and_asks_nothing_that_it_teaches(grammar: Grammar) -> None:
    rows, others = learnt(grammar), unseen(grammar)
    assert len({row.words for row in rows}) == len(rows) == ROWS
    assert not {row.words for row in rows} & {row.words for row in others}
    assert all(len(row.words) == len(row.tags) for row in (*rows, *others))
    known = set(task(table(grammar)).vocabulary)
    assert known.issuperset(word for row in others for word in row.words)
    assert table(grammar) is table(grammar)


def test_a_noun_is_what_the_clue_of_its_clause_says() -> None:
    sides: Counter[tuple[str, bool]] = Counter()
    for row in learnt(meanings):
        asked = dict(row.asked)
        assert {at for at, word in enumerate(row.words) if word in NOUNS} == set(asked)
        assert all((tag == NO_NOUN) == (at not in asked) for at, tag in enumerate(row.tags))
        left, right = clue_before(row.words), clue_behind(row.words)
        for place, before in asked.items():
            kind = row.tags[place]
            assert (left[place], right[place]) == ((kind, "nothing") if before else ("nothing", kind))
            sides[kind, before] += 1
    assert set(sides) == {(kind, before) for kind in KINDS for before in (True, False)}
    assert max(sides.values()) < 1.4 * min(sides.values()), "neither side, nor kind, is the usual one"


def test_a_clue_tells_nothing_beyond_its_clause_and_nothing_stands_behind_its_noun() -> None:
    clue = CLUES["thing"][0]
    assert clue_before(["the", clue, "bat", "was", AND, "the", "bat"]) == [
        *("nothing", "thing", "thing", None, "nothing", "nothing", "nothing")
    ]
    assert clue_behind(["bat", "was", clue]) == ["thing", "thing", "thing"]


def test_a_sentence_is_right_where_subject_and_verb_agree() -> None:
    for row in learnt(verbs):
        found = between(row.words)
        assert found is not None
        start, stop, agree = found
        assert set(row.tags) == {AGREES[agree]}
        assert [place for place, _ in row.asked] == list(range(start, stop))
    shares = Counter(row.tags[0] for row in learnt(verbs))
    assert 0.4 < shares["wrong"] / ROWS < 0.6
    for nothing in ("", "the dogs", "is the dog", "dogs are happy", "xyzzy"):
        assert between(nothing.split()) is None
