"""What a word may become: known words that begin as it does, those that tell the answer first."""

from __future__ import annotations

from typing import Any

import pytest

from core import default_run, initial_network, task
from core.spec import TASKS, TaskName
from tests.stage.conftest import Modules

TELLING = ["great", "gripping"]
WORDS = ["<unk>", "a", "film", "films", "grand", "great", "grim", "gripping", "the", "<go>"]


def offered(modules: Modules, text: str, caret: int | None = None, words: list[str] = WORDS) -> Any:
    network = {"spec": {"task": {"name": "sentiment"}}, "vocabulary": words}
    body = "return m.completions({ network: g[0], telling: g[1] }, g[2], g[3])"
    return modules.run("completions", body, network, TELLING, text, len(text) if caret is None else caret)


def test_the_words_on_which_the_answer_depends_come_first(modules: Modules) -> None:
    found = offered(modules, "the film was GR")
    assert found == {"from": 13, "isWord": False, "words": ["great", "gripping", "grand", "grim"]}


def test_a_word_that_is_one_already_may_go_on(modules: Modules) -> None:
    assert offered(modules, "a film") == {"from": 2, "isWord": True, "words": ["films"]}
    assert offered(modules, "a Film")["isWord"]
    assert offered(modules, "a films") is None


@pytest.mark.parametrize("text", ["", " ", "the ", "the,", "xyz", "<", "the film.", "the\u200b"])
def test_nothing_is_offered_where_no_word_begins(modules: Modules, text: str) -> None:
    assert offered(modules, text) is None


def test_a_word_is_the_task_s_own_and_ends_at_the_caret(modules: Modules) -> None:
    assert offered(modules, "dull,gr")["from"] == 5
    assert offered(modules, "a gr film", caret=4)["words"][0] == "great"
    assert offered(modules, "a great film", caret=4) is None
    assert offered(modules, "🎬 gr", caret=5) == {
        "from": 3,
        "isWord": False,
        "words": [*TELLING, "grand", "grim"],
    }


def test_few_are_offered_of_many_and_a_long_text_does_no_harm(modules: Modules) -> None:
    many = ["<unk>", *(f"word{number}" for number in range(200))]
    text = "word " * 5000 + "wo"
    found = offered(modules, text, words=many)
    assert found["from"] == len(text) - 2
    assert found["words"] == many[1:9]
    assert offered(modules, "w" * 100_000, words=many) is None


@pytest.mark.parametrize("name", list(TASKS))
def test_what_is_offered_is_read_as_one_known_word(modules: Modules, name: TaskName) -> None:
    network = initial_network(default_run("lstm", name))
    body = "return g[0].map((word) => m.completions({ network: g[1], telling: [] }, word.slice(0, 1), 1))"
    vocabulary = list(network.vocabulary)
    fields = {"spec": {"task": {"name": name}}, "vocabulary": vocabulary}
    for found in modules.run("completions", body, vocabulary[1:], fields):
        for word in found["words"] if found else []:
            reading = task(network.spec.task).read(word)
            assert list(reading.words) == [word]
            assert reading.known.all()
