"""A proof measured anew, as its page does it: the first seed, all twenty, and Stop.

python -m tests.bench.proofs
"""

from __future__ import annotations

import time
from collections.abc import Callable

from core.experiments import experiment
from core.jobs import Desk, LocalEngine
from pages._shell.server.proofs import COUNT, Measurements, ProofNews
from pages._shell.server.streams import BEAT
from tests.bench.rows import Row, row, show

PROOF = "gradients/trained"
FIRST, WHOLE, STOP = 3.0, 25.0, 0.1
PATIENCE = 600.0


def rows(quick: bool = False) -> list[Row]:
    """Return the table: three networks a seed, two seeds at a time; a quick run stops after four seeds."""
    known = Measurements()
    with Desk(LocalEngine(2)) as desk:
        news = ProofNews(desk, experiment(PROOF), range(COUNT), "bench", known)
        end = news.listen(lambda: None)
        time.sleep(3.0)  # the processes are there before anybody presses a button
        wait = _waits(news)
        found = [
            row(f"{PROOF}: until its first number", "s", wait(lambda: bool(news.growing)), target=FIRST),
            row(f"{PROOF}: until the first of {COUNT} seeds", "s", wait(lambda: _count(known) > 0)),
        ]
        if quick:
            wait(lambda: _count(known) >= 4)
        else:
            found.append(row(f"{PROOF}: until the last", "s", wait(lambda: news.over), target=WHOLE))
            news = ProofNews(desk, experiment(PROOF), range(100, 100 + COUNT), "bench", known)
            end = news.listen(lambda: None)
            news.news()
        began = time.perf_counter()
        end()
        found.append(row("Stop until nothing trains for it", "s", time.perf_counter() - began, target=STOP))
        assert not [view for view in desk.known().values() if view.active]
    return found


def _count(known: Measurements) -> int:
    return len(known.of("bench", experiment(PROOF).fingerprint))


def _waits(news: ProofNews) -> Callable[[Callable[[], bool]], float]:
    """Return what waits until something is so, and returns the seconds since it was made."""
    began = time.perf_counter()

    def wait(happened: Callable[[], bool]) -> float:
        while not happened():
            assert time.perf_counter() - began < PATIENCE
            news.news()
            time.sleep(BEAT)
        return time.perf_counter() - began

    return wait


if __name__ == "__main__":
    show(rows())
