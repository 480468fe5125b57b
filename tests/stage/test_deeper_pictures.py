"""The pictures of *Deeper and both ways*: what they compute in the browser is what core computes."""

from __future__ import annotations

import numpy as np
import pytest

from core import Probe, initial_network, record
from core.experiments.lessons.deeper import clue_before, clue_behind, of_meanings, probes
from core.network import Network
from core.tasks.two_sided import AND, CLUES, KINDS, NOUNS, learnt, meanings
from pages._scenes.deeper.wait import courses_on, kinds_told
from tests.stage.conftest import Modules, file_of

SENTENCE = "the hungry crane was by the river and the mouse in the garden was broken"


@pytest.fixture(scope="module")
def networks() -> tuple[Network, ...]:
    return tuple(initial_network(spec) for spec in of_meanings(3))


@pytest.fixture(scope="module")
def sides(networks: tuple[Network, ...]) -> tuple[Probe, Probe]:
    return probes(networks[1])


OPEN = """
  const { fromFile } = await stage("../net/file");
  const open = (file) => fromFile(Uint8Array.from(Buffer.from(file, "base64")));"""


def test_what_a_direction_knows_is_what_its_probe_reads(
    modules: Modules, networks: tuple[Network, ...], sides: tuple[Probe, Probe]
) -> None:
    body = f"{OPEN} return m.met(open(g[0]), g[1], g[2], g[3], g[4]);"
    sent = [probe.to_dict() for probe in sides]
    found = modules.run("pictures/meeting/numbers", body, file_of(networks[1]), sent, KINDS, SENTENCE, [])
    trace = record(networks[1], SENTENCE)
    assert tuple(found["words"]) == trace.words
    for read, probe in zip(found["read"], sides, strict=True):
        shares = probe.read(trace)
        np.testing.assert_allclose([one["share"] for one in read], shares.max(axis=1), rtol=1e-9)
        said = [probe.classes[at] for at in shares.argmax(axis=1)]
        assert [one["kind"] for one in read] == [kind if kind in KINDS else "" for kind in said]
    covered = modules.run("pictures/meeting/numbers", body, file_of(networks[1]), sent, KINDS, SENTENCE, [1])
    assert covered["read"][0][2]["share"] != found["read"][0][2]["share"], "the word before the noun is gone"
    assert covered["read"][0][0] == found["read"][0][0], "what comes before it, from the left, stays"


def test_a_row_ends_where_its_label_does(modules: Modules) -> None:
    rows = [list(row.words) for row in learnt(meanings)[:40]]
    body = """return g[0].map((words) => {
      const asked = words.map((word) => g[1].includes(word));
      return [m.passed(words, asked, g[2], 1), m.passed(words, asked, g[2], -1)];
    });"""
    for words, (left, right) in zip(
        rows, modules.run("pictures/meeting/numbers", body, rows, NOUNS, AND), strict=True
    ):
        assert left == [said is None for said in clue_before(words)]
        assert right == [said is None for said in clue_behind(words)]


def test_what_is_right_is_what_the_clues_say(modules: Modules) -> None:
    own = [
        "the tame broken seal was here",
        "Tame bat and seal",
        "the bat was tame and rusty",
        "bat seal tame",
    ]
    rows = [list(row.words) for row in learnt(meanings)[:40]] + [text.split() for text in own]
    body = """return g[0].map((words) => words.map((word, at) =>
      g[1].nouns.includes(word.toLowerCase()) ? (m.clueOf(words, at, g[1])?.kind ?? "") : null));"""
    grammar = {"clues": CLUES, "nouns": NOUNS, "end": AND}
    for words, found in zip(rows, modules.run("pictures/heard/numbers", body, rows, grammar), strict=True):
        told = kinds_told(words)
        assert found == [told[at] if word in NOUNS else None for at, word in enumerate(words)], words
    for row in learnt(meanings)[:40]:
        assert [kinds_told(row.words)[asked.place] for asked in row.asked] == [
            row.tags[asked.place] for asked in row.asked
        ]


def test_courses_are_those_of_core(modules: Modules, networks: tuple[Network, ...]) -> None:
    body = f"""{OPEN}
      const found = m.coursesOf(g[0].map(open), g[1], g[2], g[3]);
      return found;"""
    found = modules.run(
        "pictures/heard/numbers", body, [file_of(one) for one in networks], KINDS, NOUNS, SENTENCE
    )
    for network, courses in zip(networks, found["courses"], strict=True):
        own = courses_on(network, found["words"])
        drawn = {course["at"]: [one["kind"] for one in course["answers"]] for course in courses}
        assert set(own) <= set(drawn)
        for at, course in own.items():
            assert len(drawn[at]) == len(course.answers) == len(found["words"]) - at
            assert all(kind in ("", said) for kind, said in zip(drawn[at], course.answers, strict=True))


def test_an_answer_is_taken_back_where_the_first_is_not_the_last(modules: Modules) -> None:
    def course(kinds: str) -> dict[str, object]:
        return {"at": 2, "answers": [{"kind": kind, "share": 1} for kind in kinds]}

    body = """return g[0].map((one) =>
      [m.takenBack(one, 2 + one.answers.length), m.takenBack(one, 3), m.waits(one)]);"""
    found = modules.run(
        "pictures/heard/numbers", body, [course(kinds) for kinds in ("aaa", "aab", "aba", "b")]
    )
    assert found == [[False, False, 0], [True, False, 2], [False, False, 2], [False, False, 0]]
