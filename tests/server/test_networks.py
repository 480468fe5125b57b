"""The networks that browsers fetch: one file each, kept for ever, bounded here."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from starlette.routing import Router

from core import Network, Probe, default_run, fit_probe, initial_network, judge_probe
from core.network.files import from_file
from pages._shell.server.networks import NetworkFiles, networks_routes
from pages._shell.server.stage_files import KEEP
from tests.server.asking import ask


def app(files: NetworkFiles) -> Router:
    return Router(networks_routes(files))


def made(count: int) -> list[Network]:
    return [initial_network(default_run("rnn", "sentiment", seed=seed)) for seed in range(count)]


@pytest.mark.parametrize("accept_encoding", ["gzip", "identity"])
def test_a_browser_gets_the_network_itself_and_keeps_it(accept_encoding: str) -> None:
    (network,) = made(1)
    files = NetworkFiles()
    files.show([network])
    answer = ask(app(files), f"/networks/{network.key}", accept_encoding=accept_encoding)
    assert answer.status == 200
    assert answer.headers["cache-control"] == KEEP
    assert answer.headers["vary"] == "Accept-Encoding"
    assert from_file(answer.unpacked).network.key == network.key


@pytest.mark.parametrize("key", ["0123456789abcdef", "x", "..%2f..%2fetc%2fpasswd", "🙂", "a" * 5000])
def test_an_unknown_key_is_answered_with_a_sentence_that_nobody_keeps(key: str) -> None:
    answer = ask(app(NetworkFiles()), f"/networks/{key}")
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


@pytest.mark.parametrize("accept_encoding", ["gzip", "identity"])
def test_a_browser_gets_a_network_s_probe_and_how_often_it_is_right(accept_encoding: str) -> None:
    network = initial_network(default_run("lstm", "recall"))
    files = NetworkFiles()
    files.show([network])
    answer = ask(app(files), f"/networks/{network.key}/probe", accept_encoding=accept_encoding)
    assert answer.status == 200
    assert answer.headers["cache-control"] == KEEP
    told = json.loads(answer.unpacked)
    probe = fit_probe(network, "subject", state="cell_state")
    judged = judge_probe(probe, network)
    sent = Probe.from_dict(told["probe"])
    assert (sent.state, sent.classes, sent.network) == ("cell_state", probe.classes, network.key)
    np.testing.assert_allclose(sent.weights, probe.weights, rtol=1e-6)
    assert told["lag"] == 12
    assert told["share"] == judged.at(12)
    assert told["chance"] == judged.chance[judged.lags == 12].sum()


def test_a_probe_is_fitted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    network = initial_network(default_run("rnn", "recall"))
    files = NetworkFiles()
    files.show([network])
    assert not files.is_fitted(network.key)
    first = files.probe(network.key)
    monkeypatch.setattr("pages._shell.server.networks.probe_of", None)
    assert files.is_fitted(network.key)
    assert files.probe(network.key) is first
    files.show(made(1))
    assert files.probe(network.key) is first


def test_a_probe_goes_with_its_network() -> None:
    network = initial_network(default_run("rnn", "recall"))
    files = NetworkFiles(most_bytes=1)
    files.show([network])
    files.probe(network.key)
    files.show(made(1))
    with pytest.raises(KeyError):
        files.probe(network.key)


def test_a_probe_that_is_no_number_is_told_as_none() -> None:
    fine = initial_network(default_run("rnn", "recall"))
    weights = {name: np.full_like(array, np.nan) for name, array in fine.weights.items()}
    broken = replace(fine, weights=weights)
    files = NetworkFiles()
    files.show([broken])
    told = json.loads(ask(app(files), f"/networks/{broken.key}/probe", accept_encoding="gzip").unpacked)
    assert told["share"] is None


@pytest.mark.parametrize(
    ("shown", "sentence"), [(True, "“subject” takes 0 values"), (False, "Reload the page")]
)
def test_where_there_is_no_probe_a_sentence_says_so(shown: bool, sentence: str) -> None:
    (network,) = made(1)
    files = NetworkFiles()
    files.show([network] if shown else [])
    answer = ask(app(files), f"/networks/{network.key}/probe")
    assert answer.status == 404
    assert sentence in answer.text
    assert answer.headers["cache-control"] == "no-store"
