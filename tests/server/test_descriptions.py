"""The descriptions that browsers fetch: under their hash, kept for ever, bounded here."""

from __future__ import annotations

import pytest
from starlette.routing import Router

from pages._shell.server.descriptions import Descriptions, descriptions_route
from pages._shell.server.stage_files import KEEP
from tests.server.asking import ask


def app(known: Descriptions) -> Router:
    return Router([descriptions_route(known)])


@pytest.mark.parametrize("accept_encoding", ["gzip", "identity"])
def test_a_browser_gets_the_description_itself_and_keeps_it(accept_encoding: str) -> None:
    known = Descriptions()
    known.show({"a": '{"name":"é"}', "b": "{}"})
    answer = ask(app(known), "/descriptions/a", accept_encoding=accept_encoding)
    assert (answer.status, answer.text) == (200, '{"name":"é"}')
    assert answer.headers["cache-control"] == KEEP
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("key", ["0123456789abcdef", "🙂", "a" * 5000])
def test_an_unknown_hash_is_answered_with_a_sentence_that_nobody_keeps(key: str) -> None:
    answer = ask(app(Descriptions()), f"/descriptions/{key}")
    assert answer.status == 404
    assert "Reload the page" in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_those_that_were_shown_last_are_kept_as_far_as_they_fit() -> None:
    one = Descriptions()
    one.show({"a": "text a"})
    known = Descriptions(most_bytes=2 * len(one["a"]))
    known.show({"a": "text a", "b": "text b"})
    known.show({"a": "text a"})
    known.show({"c": "text c"})
    assert known["a"]
    assert known["c"]
    with pytest.raises(KeyError):
        known["b"]


def test_all_of_the_newest_page_are_there_however_large() -> None:
    known = Descriptions(most_bytes=1)
    known.show({"old": "text"})
    known.show({"a": "text a", "b": "text b"})
    assert known["a"]
    assert known["b"]
    with pytest.raises(KeyError):
        known["old"]
