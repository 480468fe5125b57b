"""The networks that browsers fetch: one file each, kept for ever, bounded here."""

from __future__ import annotations

import pytest

from core import Network, default_run, initial_network
from core.network.files import from_file
from pages._shell.server.networks import NetworkFiles, networks_route
from pages._shell.server.stage_files import KEEP
from tests.server.asking import ask


def made(count: int) -> list[Network]:
    return [initial_network(default_run("rnn", "sentiment", seed=seed)) for seed in range(count)]


@pytest.mark.parametrize("accept_encoding", ["gzip", "identity"])
def test_a_browser_gets_the_network_itself_and_keeps_it(accept_encoding: str) -> None:
    (network,) = made(1)
    files = NetworkFiles()
    files.show([network])
    answer = ask(networks_route(files), f"/networks/{network.key}", accept_encoding=accept_encoding)
    assert answer.status == 200
    assert answer.headers["cache-control"] == KEEP
    assert answer.headers["vary"] == "Accept-Encoding"
    assert from_file(answer.unpacked).network.key == network.key


@pytest.mark.parametrize("key", ["0123456789abcdef", "x", "..%2f..%2fetc%2fpasswd", "🙂", "a" * 5000])
def test_an_unknown_key_is_answered_with_a_sentence_that_nobody_keeps(key: str) -> None:
    answer = ask(networks_route(NetworkFiles()), f"/networks/{key}")
    assert answer.status == 404
    if "%2f" not in key:  # a path of several parts is no key, and not of this route
        assert "Reload the page" in answer.text
        assert answer.headers["cache-control"] == "no-store"


def test_the_networks_that_were_shown_last_are_kept_as_far_as_they_fit() -> None:
    first, second, third = made(3)
    size = sum(array.nbytes for array in first.weights.values())
    files = NetworkFiles(most_bytes=2 * size)
    files.show([first, second])
    files.file(first.key)
    files.show([first])
    files.show([third])
    assert files.file(first.key)
    assert files.file(third.key)
    with pytest.raises(KeyError):
        files.file(second.key)


def test_a_network_that_is_larger_than_the_bound_is_there_for_its_own_reader() -> None:
    first, second = made(2)
    files = NetworkFiles(most_bytes=1)
    for network in (first, second):
        files.show([network])
        assert files.file(network.key)
    with pytest.raises(KeyError):
        files.file(first.key)
