"""The glossary as one file: whole sentences at once, pictures as soon as their networks are there."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from core import default_run
from core.jobs import RunView
from core.network import initial_network
from pages._shell.glossary.terms import TERMS
from pages._shell.server.terms import terms_route
from tests.server.asking import Answer, ask


@dataclass
class FakeDesk:
    """A desk that knows the runs that it is given."""

    runs: dict[str, RunView[Any]] = field(default_factory=dict)

    def known(self) -> dict[str, RunView[Any]]:
        return self.runs

    def end(self, kind: Any, task: Any, *, step: int | None = None) -> None:
        spec = default_run(kind, task)
        network = initial_network(spec)
        object.__setattr__(network, "step", spec.train.steps if step is None else step)
        self.runs[spec.key] = RunView(spec.key, spec, "done", 0, (), network, "")


def told(answer: Answer) -> dict[str, Any]:
    return {one["id"]: one for one in json.loads(answer.body)}


def test_every_term_is_told_before_any_network_is_there() -> None:
    answer = ask(terms_route(FakeDesk), "/terms")
    found = told(answer)
    assert list(found) == list(TERMS)
    assert found["forget-gate"]["says"] == TERMS["forget-gate"].says
    assert found["forget-gate"]["picture"] is None
    assert found["nan"]["picture"], "a number that is worked out waits for nothing"
    assert found["forget-gate"]["where"][0]["address"] == "lstm?scene=gates"
    assert answer.headers["cache-control"] == "no-store", "there is more to come"


def test_a_picture_comes_once_its_network_is_trained_to_its_end() -> None:
    desk = FakeDesk()
    route = terms_route(lambda: desk)
    desk.end("lstm", "everyday", step=10)
    assert told(ask(route, "/terms"))["forget-gate"]["picture"] is None
    desk.end("lstm", "everyday")
    found = told(ask(route, "/terms"))
    assert found["forget-gate"]["picture"]["as"] == "means"
    assert found["update-gate"]["picture"] is None, "of a GRU"
