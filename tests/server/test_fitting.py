"""The probes of the lessons are there when somebody asks: fitted as each network comes, and only then."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

import pytest

from core import Network, RunSpec, default_run, initial_network
from core.spec import KINDS
from pages._shell.caches import probes
from pages._shell.caches.networks import untrained
from pages._shell.server import fitting
from pages._shell.server.fitting import Fitting
from tests.waiting import until

SPECS = [default_run(kind, task) for task in ("recall", "sentiment") for kind in KINDS]
RNN, GRU, LSTM = (spec for spec in SPECS if spec.task.name == "recall")


@dataclass
class View:
    """As much of a run as is looked at."""

    network: Network | None = None
    active: bool = True
    state: str = "running"


@dataclass
class Told:
    """Stands in for the desk: says how runs stand, and tells who listens."""

    views: dict[str, View] = field(default_factory=dict)
    wakes: list[Callable[[], None]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def listen(self, keys: Iterable[str], wake: Callable[[], None]) -> Callable[[], None]:
        self.keys += keys
        self.wakes.append(wake)
        return self.wakes.clear

    def known(self) -> dict[str, View]:
        return dict(self.views)

    def ends(self, spec: RunSpec, network: Network | None, state: str = "done") -> None:
        self.views[spec.key] = View(network, active=False, state=state)
        for wake in [*self.wakes]:
            wake()


@pytest.fixture
def fitted(monkeypatch: pytest.MonkeyPatch) -> list[Network]:
    """Return the networks whose probes were fitted, in order."""
    found: list[Network] = []
    monkeypatch.setattr(fitting, "probe_of", found.append)
    return found


def has(found: list[Network], count: int) -> bool:
    return len(found) >= count


def at_work(told: Told) -> tuple[Fitting, threading.Thread]:
    made = Fitting(cast(Any, told), SPECS)
    thread = threading.Thread(target=made.work, daemon=True)
    thread.start()
    until(lambda: bool(told.wakes))
    return made, thread


def test_each_probe_is_fitted_as_its_network_comes_and_then_those_of_untrained_ones(
    fitted: list[Network],
) -> None:
    told = Told({spec.key: View(initial_network(spec)) for spec in SPECS})
    _, thread = at_work(told)
    assert told.keys == [RNN.key, GRU.key, LSTM.key], "other tasks have no subject"
    trained = {spec.key: initial_network(spec) for spec in (RNN, GRU, LSTM)}
    for count, spec in enumerate((LSTM, RNN, GRU), start=1):
        told.ends(spec, trained[spec.key])
        until(partial(has, fitted, count))
        assert fitted[count - 1] is trained[spec.key]
    thread.join(timeout=20)
    assert fitted[3:] == [untrained(spec) for spec in (RNN, GRU, LSTM)]
    assert told.wakes == [], "nobody listens any more"


def test_a_run_that_came_to_nothing_is_not_waited_for(fitted: list[Network]) -> None:
    told = Told({spec.key: View() for spec in (RNN, LSTM)})  # nobody has asked for the GRU
    _, thread = at_work(told)
    told.ends(RNN, None, state="failed")
    told.ends(LSTM, initial_network(LSTM))
    thread.join(timeout=20)
    assert not thread.is_alive()
    assert fitted[0].spec == LSTM


def test_the_end_of_the_server_is_the_end_of_fitting(fitted: list[Network]) -> None:
    made, thread = at_work(Told({spec.key: View() for spec in SPECS}))
    made.end()
    thread.join(timeout=20)
    assert not thread.is_alive()
    assert fitted == []


def test_those_who_ask_at_once_share_one_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    network, begun, go_on = initial_network(RNN), threading.Semaphore(0), threading.Event()

    def fit(*_: object, **__: object) -> object:
        begun.release()
        go_on.wait(20)
        return object()

    monkeypatch.setattr(probes, "fit_probe", fit)
    monkeypatch.setattr(probes, "judge_probe", lambda *_: None)
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(probes.probe_of(network))) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert begun.acquire(timeout=20)
    go_on.set()
    for thread in threads:
        thread.join(timeout=20)
    assert len(found) == 3
    assert len(set(map(id, found))) == 1
    assert not begun.acquire(blocking=False), "it was fitted again"
