"""A class at the desk: sixty press Train at once, two hundred want the same, a worker dies, all day long.

Runs train in real worker processes; what is counted here is what the desk in the web process sees.

    python -m tests.bench.crowd
"""

from __future__ import annotations

import os
import signal
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.jobs import Desk, LocalEngine
from core.network import Network
from core.recipes import default_run
from core.recipes.compare import replaced
from core.spec import RunSpec
from tests.bench.rows import Row, row, show
from tests.running import is_alive, resident_megabytes
from tests.waiting import until, view

PATIENCE = 240.0
CLASS, HALL = 60, 200


def rows(quick: bool = False) -> list[Row]:
    """Return the table. A quick run has 200 runs in a row instead of 1,000."""
    return [*_class(), *_hall(), *_death(), *_promises(), *_all_day(200 if quick else 1000)]


def _short(seed: int, steps: int = 60) -> RunSpec:
    return replaced(default_run("gru", "sentiment", seed), "train", "steps", steps)


def _until(happened: Callable[[], bool]) -> float:
    return until(happened, PATIENCE)


def _warm(desk: Desk) -> None:
    spec = _short(9, 1)
    desk.submit(spec, "warm")
    _until(lambda: not view(desk, spec, "warm").active)


def _class() -> list[Row]:
    """Sixty people, each with a recipe of their own, press at the same moment."""
    with Desk(LocalEngine()) as desk:
        _warm(desk)
        before = resident_megabytes(os.getpid())
        began = time.monotonic()
        specs = {f"student {number}": _short(1000 + number) for number in range(CLASS)}
        for watcher, spec in specs.items():
            desk.submit(spec, watcher)
        started: dict[str, float] = {}
        done: set[str] = set()

        def all_done() -> bool:
            for watcher, spec in specs.items():
                seen = view(desk, spec, watcher)
                if seen.state != "queued":
                    started.setdefault(watcher, time.monotonic() - began)
                if seen.state == "done":
                    done.add(watcher)
            return len(done) == CLASS

        took = _until(all_done)
        order = sorted(specs, key=lambda watcher: started[watcher])
        late = max(abs(order.index(watcher) - place) for place, watcher in enumerate(specs))
        grown = resident_megabytes(os.getpid()) - before
    waiting = list(started.values())
    fair = max(waiting) / statistics.median(waiting)
    return [
        row(
            f"{CLASS} people press Train at once, all different: not served",
            "people",
            CLASS - len(done),
            target=0,
        ),
        row(f"{CLASS} people: the last is served after", "s", took),
        row(f"{CLASS} people: longest wait against the median", "×", fair, target=2.5),
        row(f"{CLASS} people: places by which someone was overtaken", "places", late, target=4),
        row(f"{CLASS} people: memory of the web process grows by", "MB", grown, target=30),
    ]


def _hall() -> list[Row]:
    """Two hundred people press the same preset."""
    with Desk(LocalEngine()) as desk:
        _warm(desk)
        spec = _short(5, 200)
        began = time.monotonic()
        keys = {desk.submit(spec, f"visitor {number}").key for number in range(HALL)}
        _until(lambda: all(not view(desk, spec, f"visitor {n}").active for n in range(HALL)))
        return [
            row(f"{HALL} people press one preset: trainings", "runs", len(keys), target=1),
            row(f"{HALL} people, one preset: all served after", "s", time.monotonic() - began),
        ]


def _death() -> list[Row]:
    """A worker is killed in the middle of a run; the run goes on, to the weights it would have had."""
    spec = replaced(default_run("lstm", "recall", 77), "train", "steps", 1500)
    with Desk(engine := LocalEngine(1)) as desk:
        _warm(desk)
        undisturbed = _trained(desk, spec)
    with Desk(engine := LocalEngine(1)) as desk:
        _warm(desk)
        desk.submit(spec, "me")
        _until(lambda: len(view(desk, spec, "me").history) > 12)
        for pid in engine.processes:
            if cpu_share(pid) > 0.2:
                os.kill(pid, signal.SIGKILL)
        there = view(desk, spec, "me").history[-1].step
        took = _until(lambda: view(desk, spec, "me").history[-1].step > there)
        _until(lambda: not view(desk, spec, "me").active)
        seen = view(desk, spec, "me")
        different = float(seen.network is None or seen.network.key != undisturbed.key)
        began = time.monotonic()
        endless = replaced(default_run("lstm", "recall", 78), "train", "steps", 5000)
        desk.submit(endless, "me")
        first = _until(lambda: bool(view(desk, endless, "me").history))
        began = time.monotonic()
        desk.leave(endless.key, "me")
        stopped = time.monotonic() - began
        processes = engine.processes
    orphans = sum(map(is_alive, processes))
    return [
        row("a worker is killed: its run goes on after", "ms", 1000 * took, target=1000),
        row("a worker is killed: weights that differ from an undisturbed run's", "runs", different, target=0),
        row("submitted → first measurement, warm", "ms", 1000 * first, target=300),
        row("stop → stopped", "ms", 1000 * stopped, target=300),
        row("processes left when the desk is closed", "", orphans, target=0),
    ]


def cpu_share(pid: int) -> float:
    """Return how busy a process was in the last moment (Linux)."""

    def used() -> float:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    before = used()
    time.sleep(0.15)
    return (used() - before) / 0.15


def _trained(desk: Desk, spec: RunSpec) -> Network:
    desk.submit(spec, "me")
    _until(lambda: not view(desk, spec, "me").active)
    network = desk.network(spec.key)
    if network is None:
        raise LookupError(f"{spec.label()} has no network.")
    return network


def _promises() -> list[Row]:
    """Four runs side by side say how long they still take; how far from the truth, in the middle of each?"""
    specs = [_short(8000 + number, 600) for number in range(4)]
    said: dict[str, list[tuple[float, float]]] = {spec.key: [] for spec in specs}
    ended: dict[str, float] = {}
    with Desk(LocalEngine()) as desk:
        _warm(desk)
        for spec in specs:
            desk.submit(spec, f"visitor {specs.index(spec) % 2}")

        def all_ended() -> bool:
            for number, spec in enumerate(specs):
                seen, now = view(desk, spec, f"visitor {number % 2}"), time.monotonic()
                step = seen.history[-1].step if seen.history else 0
                if seen.seconds_left is not None and 0.2 < step / spec.train.steps < 0.8:
                    said[spec.key].append((now, seen.seconds_left))
                if not seen.active:
                    ended.setdefault(spec.key, now)
            return len(ended) == len(specs)

        _until(all_ended)
    wrong = [
        abs(left - (ended[key] - then)) / (ended[key] - then) for key in said for then, left in said[key]
    ]
    name = "time left as said from a fifth to four fifths of a run, off by"
    return [row(f"{name}, median", "%", 100 * statistics.median(wrong), target=25)]


def _all_day(runs: int) -> list[Row]:
    """One short run after the other, four at a time."""
    with Desk(engine := LocalEngine()) as desk:
        _warm(desk)

        def train(seeds: range) -> None:
            for start in range(seeds.start, seeds.stop, 4):
                specs = [
                    replace(_short(0, 2), seed=seed) for seed in range(start, min(start + 4, seeds.stop))
                ]
                for place, spec in enumerate(specs):
                    desk.submit(spec, f"visitor {place}")
                while any(view(desk, spec, "visitor 0").active for spec in specs):
                    time.sleep(0.004)

        train(range(10_000, 10_000 + runs // 4))
        before = [resident_megabytes(pid) for pid in (os.getpid(), *engine.processes)]
        files = sum(1 for _ in Path("/proc/self/fd").iterdir())
        train(range(20_000, 20_000 + runs - runs // 4))
        after = [resident_megabytes(pid) for pid in (os.getpid(), *engine.processes)]
        opened = sum(1 for _ in Path("/proc/self/fd").iterdir()) - files
    grown = [late - early for early, late in zip(before, after, strict=True)]
    name = f"{runs} runs in a row, the last three quarters:"
    return [
        row(f"{name} web process grows by", "MB", grown[0], target=5),
        row(f"{name} the worker that grows most, by", "MB", max(grown[1:]), target=5),
        row(f"{name} open files more", "files", opened, target=0),
    ]


if __name__ == "__main__":
    show(rows())
