"""Proofs measured anew for a browser: a few seeds at a time, told as they come, left when it hangs up."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from core.experiments import experiment, experiments, measured
from core.experiments.training import Seed, SeedRun
from core.jobs import Desk, LocalEngine, Quotas, RunRefusedError, RunView
from core.jobs.engine import State
from pages._shell.server.proofs import AT_ONCE, COUNT, Measurements, ProofNews, proofs_route
from pages._shell.server.streams import Streams
from pages._shell.server.watchers import Watchers
from tests.core.experiments.toys import DRAWN, SINGLY, TRAINED
from tests.server.asking import Answer, ask
from tests.waiting import until

NAMES = Watchers(b"of the tests")
WATCHER = NAMES.issue("192.0.2.1")
PROOF = next(one for one in experiments() if not one.recipes(0))


@dataclass
class FakeDesk:
    """A desk that takes `room` seeds and measures one more each time it is looked at; some fail."""

    room: int = COUNT
    failing: frozenset[int] = frozenset()
    forgets: set[int] = field(default_factory=set)
    stopped: list[int] = field(default_factory=list)
    going: dict[str, Seed] = field(default_factory=dict)
    ended: dict[str, RunView[Seed]] = field(default_factory=dict)
    taken: list[int] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    most: int = 0
    wakes: list[Callable[[], None]] = field(default_factory=list)

    def submit(self, spec: Seed, watcher: str) -> RunView[Seed]:
        assert watcher == WATCHER
        if len(self.going) >= self.room:
            raise RunRefusedError("You have enough runs.")
        self.going[spec.key] = spec
        self.taken.append(spec.seed)
        self.most = max(self.most, len(self.going))
        return RunView(spec.key, spec, "queued", 1, (), None, "")

    def look(self, key: str, watcher: str) -> RunView[Any] | None:
        assert watcher == WATCHER
        spec = self.going.pop(key, None)
        for wake in self.wakes:
            wake()
        if spec is None:
            return self.ended[key]
        if spec.seed in self.forgets:
            self.forgets.remove(spec.seed)
            return None
        if spec.seed in self.stopped:
            self.stopped.remove(spec.seed)
            return RunView(key, spec, "stopped", 0, (), None, "")
        state: State = "failed" if spec.seed in self.failing else "done"
        run = SeedRun(spec)
        run.train(1)
        view = RunView(
            key, spec, state, 0, (run.snapshot(),), None, "No memory." if state == "failed" else ""
        )
        self.ended[key] = view
        return view

    def leave(self, key: str, watcher: str) -> None:
        assert watcher == WATCHER
        self.left.append(key)

    def listen(self, keys: Iterable[str], wake: Callable[[], None]) -> Callable[[], None]:
        assert len(list(keys)) == COUNT
        self.wakes.append(wake)
        return lambda: self.wakes.remove(wake)


def source(desk: FakeDesk, known: Measurements | None = None) -> ProofNews:
    return ProofNews(desk, DRAWN, range(6, 6 + COUNT), WATCHER, known or Measurements())


def heard(news: ProofNews) -> list[dict[str, Any]]:
    """Return what a source tells until it is over."""
    told = []
    for _ in range(100):
        told += [json.loads(text) for text in news.news()]
        if news.over:
            return told
    raise AssertionError("it does not end")


def follow(desk: FakeDesk, query: str, watcher: str = WATCHER, **headers: str) -> Answer:
    route = proofs_route(lambda: desk, "", Streams(), NAMES, Measurements())
    return ask(route, f"/proofs/events?{query}", x_watcher=watcher, **headers)


def test_all_seeds_come_as_points_and_few_are_on_their_way_at_once() -> None:
    desk, known = FakeDesk(), Measurements()
    told = heard(source(desk, known))
    assert [point for event in told for point in event["points"]] == [
        [seed, [float(seed)], True, DRAWN.strength([float(seed)])] for seed in range(6, 6 + COUNT)
    ]
    assert desk.most == AT_ONCE
    assert [event["done"] for event in told] == sorted(event["done"] for event in told)
    assert len(told) > 3
    assert (told[-1]["over"], told[-1]["share"], told[-1]["left"]) == (True, 1.0, None)
    assert told[-1]["verdict"]["text"] == "Holds on 20 of 20 random starts"
    assert known.of(WATCHER, DRAWN.fingerprint)[7] == (7.0,)


@dataclass
class GrowingDesk(FakeDesk):
    """A desk that trains a step of a seed each time it is looked at."""

    runs: dict[str, SeedRun] = field(default_factory=dict)

    def look(self, key: str, watcher: str) -> RunView[Any] | None:
        assert watcher == WATCHER
        spec = self.going[key]
        run = self.runs.setdefault(key, SeedRun(spec))
        run.train(1)
        state: State = "done" if run.done else "running"
        return RunView(key, spec, state, 0, (run.snapshot(),), None, "")


def test_networks_that_are_measured_singly_are_told_before_their_seed_is_done() -> None:
    news = ProofNews(GrowingDesk(), SINGLY, [5], WATCHER, Measurements())
    told = heard(news)
    growing = [event["growing"] for event in told if event["growing"]]
    assert growing[0] == [[5, [3.0, None], None, None]], (
        "the second is still to come, and nothing is said of the claim"
    )
    assert growing[-1] == [[5, [3.0, 2.0], None, None]]
    assert all(event["verdict"]["count"] == 0 for event in told[:-1])
    assert (told[-1]["growing"], told[-1]["points"]) == (
        [],
        [[5, [3.0, 2.0], True, SINGLY.strength([3.0, 2.0])]],
    )


def test_what_this_visit_measured_before_is_told_and_not_measured_again() -> None:
    known = Measurements()
    known.note(WATCHER, DRAWN.fingerprint, 6, (6.0,))
    known.note(WATCHER, DRAWN.fingerprint, 1, (1.0,))
    desk = FakeDesk()
    told = heard(source(desk, known))
    assert told[0]["points"] == [[6, [6.0], True, DRAWN.strength([6.0])]]
    assert desk.taken == list(range(7, 6 + COUNT))
    assert told[-1]["verdict"]["text"] == "Holds on 20 of 21 random starts", "of all that this visit measured"


def test_a_number_that_is_not_finite_is_told_as_none() -> None:
    known = Measurements()
    known.note(WATCHER, DRAWN.fingerprint, 6, (math.nan,))
    assert json.loads(source(FakeDesk(), known).news()[0])["points"] == [[6, [None], False, None]]


def test_who_hangs_up_leaves_what_is_on_its_way_and_keeps_what_was_measured() -> None:
    desk, known = FakeDesk(), Measurements()
    news = source(desk, known)
    end = news.listen(lambda: None)
    news.news()
    news.news()
    assert len(desk.going) == AT_ONCE
    end()
    assert set(desk.left) == set(desk.going)
    assert desk.wakes == []
    assert len(known.of(WATCHER, DRAWN.fingerprint)) == AT_ONCE


def test_a_full_desk_is_waited_for_and_says_so() -> None:
    desk = FakeDesk(room=0)
    news = source(desk)
    (event,) = map(json.loads, news.news())
    assert event["trouble"] == "You have enough runs. This begins by itself then."
    assert not news.over
    assert news.news() == [], "nothing new"
    desk.room = 1
    told = heard(news)
    assert desk.most == 1
    assert told[-1]["done"] == COUNT
    assert told[-1]["trouble"] == ""


def test_a_seed_that_fails_is_a_sentence_and_the_others_go_on() -> None:
    told = heard(source(FakeDesk(failing=frozenset([9]))))
    assert (told[-1]["done"], told[-1]["over"]) == (COUNT - 1, True)
    assert told[-1]["trouble"] == "Start 9 could not be measured. No memory."


def test_an_engine_that_fails_is_given_up_after_a_few_seeds() -> None:
    desk = FakeDesk(failing=frozenset(range(100)))
    told = heard(source(desk))
    assert (told[-1]["done"], told[-1]["over"]) == (0, True)
    assert "could not be measured" in told[-1]["trouble"]
    assert len(desk.taken) < COUNT / 2


def test_a_seed_that_the_desk_forgot_is_measured_again() -> None:
    desk = FakeDesk(forgets={8})
    assert heard(source(desk))[-1]["done"] == COUNT
    assert desk.taken.count(8) == 2


def test_a_seed_that_an_earlier_stop_reached_late_is_begun_again() -> None:
    desk = FakeDesk(stopped=[7, 7])
    told = heard(source(desk))
    assert (told[-1]["done"], told[-1]["trouble"]) == (COUNT, "")
    assert desk.taken.count(7) == 3
    told = heard(source(FakeDesk(stopped=[7] * 9)))
    assert (told[-1]["done"], told[-1]["trouble"]) == (COUNT - 1, "Start 7 could not be measured.")


def test_the_time_that_is_left_follows_from_what_is_done() -> None:
    now = [0.0]
    news = ProofNews(FakeDesk(), DRAWN, range(COUNT), WATCHER, Measurements(), clock=lambda: now[0])
    assert json.loads(news.news()[0])["left"] is None
    now[0] = 4.0
    assert json.loads(news.news()[0])["left"] == 16  # 4 of 20 in 4 s


def test_it_rests_after_a_time_with_one_seed_at_least_and_goes_on_when_asked() -> None:
    now, desk, known = [0.0], FakeDesk(), Measurements()
    slow = ProofNews(GrowingDesk(), SINGLY, [5, 6], WATCHER, known, 25, clock=lambda: now[0])
    slow.news()
    now[0] = 26.0
    slow.news()
    assert not slow.over, "one is waited for, however long it takes"
    heard(slow)
    assert known.of(WATCHER, SINGLY.fingerprint)

    def begin(within: float) -> ProofNews:
        return ProofNews(desk, DRAWN, range(6, 6 + COUNT), WATCHER, known, within, clock=lambda: now[0])

    late = begin(25)
    late.news()
    now[0] = 52.0
    assert json.loads(late.news()[0])["done"] == AT_ONCE
    assert late.over
    assert sorted(desk.left) == sorted(desk.going), "what was begun meanwhile is left"
    desk.going.clear()
    early = begin(25)
    early.news()
    now[0] = 72.0
    assert not json.loads(early.news()[0])["over"]
    assert json.loads(early.news()[0])["left"] == 5, "until it rests"
    now[0] = 77.0
    early.news()
    assert early.over
    desk.going.clear()
    assert heard(begin(0))[-1]["done"] == COUNT


@pytest.mark.slow
def test_a_desk_that_trains_measures_what_is_measured_here_and_stops_at_once() -> None:
    with Desk(LocalEngine(2, 1), Quotas(2, 6)) as desk:
        known, woken = Measurements(), threading.Event()
        news = ProofNews(desk, TRAINED, range(5), WATCHER, known)
        end = news.listen(woken.set)
        until(lambda: bool(news.news() or True) and news.over)
        end()
        assert woken.is_set()
        assert dict(known.of(WATCHER, TRAINED.fingerprint)) == {
            seed: measured(TRAINED, seed) for seed in range(5)
        }
        long = ProofNews(desk, experiment("gradients/trained"), range(COUNT), WATCHER, known)
        end = long.listen(woken.set)
        until(lambda: bool(long.news()) and any(view.state == "running" for view in desk.known().values()))
        end()
        assert not [view for view in desk.known().values() if view.active]
        desk.submit(Seed(TRAINED, 99), WATCHER)  # and the processes train on
        until(lambda: desk.look(Seed(TRAINED, 99).key, WATCHER).state == "done")  # type: ignore[union-attr]


def test_a_stream_tells_a_proof_to_its_end() -> None:
    desk = FakeDesk()
    answer = follow(desk, f"proof={PROOF.id}&first=40")
    *events, end = [event for event in answer.text.split("\n\n") if event]
    assert end == "event: end\ndata: {}"
    assert json.loads(events[-1].removeprefix("data: "))["over"]
    assert desk.taken == list(range(40, 40 + COUNT))
    assert (desk.wakes, desk.left) == ([], [])


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "There is no experiment ''"),
        ("proof=no/such", "There is no experiment 'no/such'"),
        (f"proof={'x' * 5000}", "There is no experiment"),
        (f"proof={PROOF.id}&first=-1", "whole number from 0 to 1,000,000"),
        (f"proof={PROOF.id}&first=1000001", "whole number from 0 to 1,000,000"),
        (f"proof={PROOF.id}&first={'9' * 5000}", "whole number"),
        (f"proof={PROOF.id}&first=", "whole number"),
        (f"proof={PROOF.id}&first=%C2%B2", "whole number"),
        (f"proof={PROOF.id}&within=3601", "The seconds have to be a whole number from 0 to 3,600"),
        (f"proof={PROOF.id}&within=soon", "The seconds have to be a whole number"),
    ],
)
def test_what_is_asked_wrongly_is_refused_in_a_sentence(query: str, said: str) -> None:
    desk = FakeDesk()
    answer = follow(desk, query)
    assert answer.status == 400
    assert said in answer.text
    assert len(answer.text) < 5000
    assert desk.taken == []


def test_strangers_and_other_sites_have_nothing_measured() -> None:
    desk, query = FakeDesk(), f"proof={PROOF.id}"
    assert follow(desk, query, watcher="").status == 403
    assert follow(desk, query, watcher="house").status == 403
    assert follow(desk, query, sec_fetch_site="cross-site").status == 403
    assert desk.taken == []


def test_what_is_noted_is_bounded() -> None:
    known = Measurements(most=2, most_seeds=3)
    for seed in range(5):
        known.note("a", "f", seed, (1.0,))
    assert list(known.of("a", "f")) == [2, 3, 4]
    for who in "bc":
        known.note(who, "f", 0, (1.0,))
    assert [len(known.of(who, "f")) for who in "abc"] == [0, 1, 1]
