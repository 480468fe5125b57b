"""The glossary as one file, `<base>/terms`: what a card at a term shows, for all terms.

The browser fetches it once a visit, beside what the page itself needs, so that a card opens without asking
anyone. A term's picture is missing as long as a network that it needs is being trained; it is made once, in a
thread, when somebody asks after that. Knows neither Streamlit nor what draws.
"""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core import Network, RunSpec, Snapshot, default_run
from core.jobs import RunView
from core.spec import Kind, TaskName
from pages._shell.glossary.drawn import Hand, NotYetError
from pages._shell.glossary.pictures import picture
from pages._shell.glossary.terms import TERMS, Term
from pages._shell.server.encoding import unpacked_if_asked

KEEP, NOT_YET = "private, max-age=3600", "no-store"


class Runs(Protocol):
    """Where runs are trained; `core.jobs.Desk` is one."""

    def known(self) -> Mapping[str, RunView[Any]]: ...


class Trained:
    """The networks that have been trained here, as far as they are: a `Hand` for pictures.

    Args:
        runs: Where they are trained. It is not asked for anything.
    """

    def __init__(self, runs: Runs) -> None:
        self._runs = runs

    def network(self, kind: Kind, task: TaskName) -> Network:
        """Return the trained default network. Raises NotYetError while there is none."""
        return self._ended(default_run(kind, task))[0]

    def history(self, kind: Kind, task: TaskName) -> Sequence[Snapshot]:
        """Return what was measured while it learnt. Raises NotYetError while it does."""
        found = self._ended(default_run(kind, task))[1].history
        if not found:
            raise NotYetError
        return found

    def looking(self) -> Network:
        """Return the network that looks back at what it read. Raises NotYetError while there is none."""
        spec = default_run("lstm", "reversal")
        return self._ended(replace(spec, model=replace(spec.model, attention=True)))[0]

    def _ended(self, spec: RunSpec) -> tuple[Network, RunView[Any]]:
        view = self._runs.known().get(spec.key)
        if view is None or view.network is None or view.network.step != spec.train.steps:
            raise NotYetError
        return view.network, view


class Terms:
    """The terms as JSON, with the pictures that can be drawn by now."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._lock = threading.Lock()
        self._pictures: dict[str, Any] = {}
        self._packed = b""

    @property
    def whole(self) -> bool:
        """Whether no picture is missing."""
        return len(self._pictures) == len(TERMS)

    def packed(self) -> bytes:
        """Return the terms as JSON, compressed with gzip."""
        with self._lock:
            found = len(self._pictures)
            for name in TERMS:
                if name not in self._pictures and (drawn := picture(name, self._hand)) is not None:
                    self._pictures[name] = drawn
            if not self._packed or found < len(self._pictures):
                told = [described(term) | {"picture": self._pictures.get(term.id)} for term in TERMS.values()]
                text = json.dumps(told, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
                self._packed = gzip.compress(text.encode(), mtime=0)
            return self._packed


def described(term: Term) -> dict[str, Any]:
    """Return what the browser has to know of a term, without its picture."""
    return {
        "id": term.id,
        "name": term.name,
        "also": list(term.also),
        "says": term.says,
        "symbol": term.symbol,
        "where": [{"title": one.title, "page": one.page.title, "address": one.address} for one in term.where],
    }


def terms_route(desk: Callable[[], Runs], base: str = "") -> Route:
    """Return the route `<base>/terms`. `desk` is called with the first request, not before."""
    terms: list[Terms] = []

    async def send(request: Request) -> Response:
        if not terms:
            terms.append(Terms(Trained(desk())))
        packed = await run_in_threadpool(terms[0].packed)
        keep = KEEP if terms[0].whole else NOT_YET
        return await unpacked_if_asked(request, packed, "application/json", keep)

    return Route(f"{base}/terms", send, methods=["GET", "HEAD"])
