"""Rooms: who comes in, who presents, one vote a person, gone twelve hours after the last sign of life."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.jobs import SHARE
from pages._shell.room.classes import (
    AWAY_AFTER,
    CODE,
    FORGOTTEN_AFTER,
    GONE_AFTER,
    MOST_VOTES,
    ORDERS_A_SECOND,
    VOTES_OF_ONE,
    RefusedError,
    Room,
    Rooms,
)
from pages._shell.room.limits import LETTERS, Limits
from pages._shell.room.news import RoomNews

ASK = {
    "do": "ask",
    "lesson": "lstm",
    "scene": "gates",
    "question": "Which?",
    "answers": ["one", "two", "three"],
}
PLACE = {"do": "place", "path": "lstm", "query": "?scene=belt", "cursor": {"timestep": 3}, "answered": False}
TAB = "0123456789abcdef"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def rooms(clock: Clock, **limits: Any) -> Rooms:
    return Rooms(Limits(**limits), clock)


def opened(clock: Clock, **limits: Any) -> Room:
    return rooms(clock, **limits).open("here")[0]


def vote(room: Room, name: str, answer: int, round_: int = 1, **other: Any) -> None:
    assert room.vote is not None
    ballot = {"number": room.vote.number, "round": round_, "answer": answer, **other}
    room.cast(name, TAB, ballot)


def refused(room: Room, name: str, answer: int, round_: int = 1, **other: Any) -> str:
    with pytest.raises(RefusedError) as problem:
        vote(room, name, answer, round_, **other)
    return str(problem.value)


def test_a_code_has_five_letters_that_are_not_taken_for_others(clock: Clock) -> None:
    many = rooms(clock, rooms=200)
    codes = {many.open(str(number))[0].code for number in range(100)}
    assert len(codes) == 100
    assert all(len(code) == CODE and set(code) <= set(LETTERS) for code in codes)
    assert set("AEIOUY") & set(LETTERS) == set()


def test_codes_of_a_process_begin_with_its_letter(clock: Clock) -> None:
    many = rooms(clock, begins="K")
    assert {many.open(str(number))[0].code[0] for number in range(10)} == {"K"}


def test_a_room_is_found_in_any_case_and_no_other_is(clock: Clock) -> None:
    known = rooms(clock)
    room, _ = known.open("here")
    assert known.find(room.code.lower()) is room
    with pytest.raises(RefusedError, match="There is no room") as problem:
        known.find("AAAAA")
    assert problem.value.status == 404


def test_who_knows_the_secret_presents_and_nobody_else(clock: Clock) -> None:
    known = rooms(clock)
    room, secret = known.open("here")
    _, other = known.open("here")
    assert room.is_presenter(secret)
    assert not any(map(room.is_presenter, (other, secret[:-1], secret + "a", room.code, "")))


def test_a_room_is_gone_twelve_hours_after_the_last_sign_of_life(clock: Clock) -> None:
    known = rooms(clock)
    room, _ = known.open("here")
    clock.now += GONE_AFTER - 1
    known.find(room.code)
    room.breathe()
    clock.now += GONE_AFTER - 1
    known.find(room.code)
    clock.now += 1
    with pytest.raises(RefusedError):
        known.find(room.code)


def test_an_open_stream_is_a_sign_of_life(clock: Clock) -> None:
    known = rooms(clock)
    room, _ = known.open("here")
    news = RoomNews(room, "a", TAB)
    news.listen(lambda: None)
    clock.now += GONE_AFTER - 1
    news.news()
    clock.now += 1
    known.find(room.code)


def test_rooms_are_bounded_and_one_address_leaves_some_to_others(clock: Clock) -> None:
    known = rooms(clock, rooms=4)
    for _ in range(int(4 * SHARE)):
        known.open("one")
    with pytest.raises(RefusedError, match=r"3 rooms are open from your network address, .* Press End"):
        known.open("one")
    known.open("other")
    with pytest.raises(RefusedError, match="4 rooms are open here"):
        known.open("third")
    clock.now += GONE_AFTER
    known.open("one")


def test_a_full_room_says_so_and_has_room_again_once_somebody_is_gone(clock: Clock) -> None:
    room = opened(clock, people=2)
    for name in ("a", "b"):
        room.check_room_for(name)
        room.enter(name, TAB)
    with pytest.raises(RefusedError, match="At most 2 may") as problem:
        room.check_room_for("c")
    assert problem.value.status == 503
    room.check_room_for("a")  # who is in it may come again
    room.leave("b")
    with pytest.raises(RefusedError):
        room.check_room_for("c")  # who loads a page anew keeps the place
    clock.now += FORGOTTEN_AFTER
    room.check_room_for("c")


def test_a_vote_counts_once(clock: Clock) -> None:
    room = opened(clock)
    for name in "ab":
        room.enter(name, TAB)
    room.do(ASK)
    vote(room, "a", 1)
    assert "stays as it is" in refused(room, "a", 2)
    vote(room, "b", 1)
    assert room.vote is not None
    assert room.vote.counts == [[0, 2, 0]]


def test_what_is_no_vote_moves_nothing(clock: Clock) -> None:
    room = opened(clock)
    room.enter("a", TAB)
    room.do(ASK)
    assert "not in this room" in refused(room, "stranger", 1)
    for answer in (-1, 3, 10**9):
        assert "There is no answer" in refused(room, "a", answer)
        clock.now += 1
    for wrong in ("1", None, True, 1.0, [1]):
        assert "number of an answer" in refused(room, "a", wrong)  # type: ignore[arg-type]
        clock.now += 1
    assert "over" in refused(room, "a", 1, number=99)
    assert "closed" in refused(room, "a", 1, 2)
    clock.now += 1
    room.do({"do": "reveal"})
    assert "closed" in refused(room, "a", 1)
    room.do({"do": "done"})
    assert room.vote is None
    assert room.votes[0].counts == [[0, 0, 0]]


def test_a_tab_that_another_one_replaced_does_not_vote(clock: Clock) -> None:
    room = opened(clock)
    old, new = RoomNews(room, "a", "old"), RoomNews(room, "a", TAB)
    ends = [one.listen(lambda: None) for one in (old, new)]
    assert room.people == 1
    assert old.over
    assert old.news() == ['{"over":"replaced"}']
    assert not new.over
    room.do(ASK)
    with pytest.raises(RefusedError, match="Another tab"):
        room.cast("a", "old", {"number": 1, "round": 1, "answer": 0})
    ends[0]()
    vote(room, "a", 0)
    ends[1]()
    assert room.people == 0
    assert "not in this room" in refused(room, "a", 0)


def test_a_flood_of_votes_of_one_person_takes_nothing_from_others(clock: Clock) -> None:
    room = opened(clock)
    for name in "ab":
        room.enter(name, TAB)
    room.do(ASK)
    said = [refused(room, "a", 7) for _ in range(1000)]
    assert sum("There is no answer" in one for one in said) == 2 * VOTES_OF_ONE
    assert "too many votes" in said[-1]
    vote(room, "b", 2)
    clock.now += 1
    vote(room, "a", 2)


def test_two_hundred_people_vote_within_five_seconds(clock: Clock) -> None:
    room = opened(clock)
    names = [f"{number:032x}" for number in range(200)]
    for name in names:
        room.enter(name, TAB)
    room.do(ASK)
    for place, name in enumerate(names):
        vote(room, name, place % 3)
        clock.now += 5 / 200
    assert room.vote is not None
    assert sum(room.vote.counts[0]) == 200


def test_nobody_is_told_a_count_before_it_is_revealed(clock: Clock) -> None:
    room = opened(clock)
    room.enter("a", TAB)
    room.do(ASK)
    vote(room, "a", 2)
    room.do({"do": "right", "answer": 1})
    told = json.loads(room.class_text())["vote"]
    assert (told["voted"], told["counts"], told["right"]) == (1, None, None)
    room.do({"do": "reveal"})
    told = json.loads(room.class_text())["vote"]
    assert (told["open"], told["counts"], told["right"]) == (False, [[0, 0, 1]], 1)


def test_a_second_vote_stands_beside_the_first_and_there_is_no_third(clock: Clock) -> None:
    room = opened(clock)
    room.enter("a", TAB)
    room.do(ASK)
    vote(room, "a", 2)
    room.do({"do": "reveal"})
    room.do({"do": "again"})
    assert json.loads(room.class_text())["vote"]["counts"] is None
    assert "closed" in refused(room, "a", 1, 1)
    vote(room, "a", 1, 2)
    room.do({"do": "again"})
    room.do({"do": "reveal"})
    assert json.loads(room.class_text())["vote"]["counts"] == [[0, 0, 1], [0, 1, 0]]


def test_questions_are_bounded(clock: Clock) -> None:
    room = opened(clock)
    for _ in range(MOST_VOTES + 5):
        room.do(ASK)
        clock.now += 1
    assert len(room.votes) == MOST_VOTES
    assert room.vote is room.votes[-1]


def test_orders_are_bounded_and_have_to_be_known(clock: Clock) -> None:
    room = opened(clock)
    with pytest.raises(RefusedError, match="no such order"):
        room.do({"do": "dance"})
    with pytest.raises(RefusedError, match="no such order"):
        room.do({"do": ["lock"]})
    with pytest.raises(RefusedError, match="There is no vote"):
        room.do({"do": "reveal"})
    clock.now += 10
    for _ in range(2 * ORDERS_A_SECOND):
        room.do({"do": "lock"})
    with pytest.raises(RefusedError, match="too many orders"):
        room.do({"do": "free"})
    assert room.locked


def test_who_comes_late_hears_where_the_presenter_is_and_for_how_long(clock: Clock) -> None:
    room = opened(clock)
    room.do(PLACE)
    clock.now += 2
    news = RoomNews(room, "a", TAB)
    news.listen(lambda: None)
    [said] = news.news()
    heard = json.loads(said)
    assert (heard["place"]["path"], heard["place"]["cursor"]["timestep"], heard["age"]) == ("lstm", 3, 2000)
    assert heard["class"]["people"] == 1
    assert news.news() == []
    room.do({"do": "lock"})
    [said] = news.news()
    assert json.loads(said).keys() == {"class"}


def test_a_presenter_who_vanishes_is_missed_after_a_while_and_may_come_back(clock: Clock) -> None:
    room = opened(clock)
    presents, follows = RoomNews(room), RoomNews(room, "a", TAB)
    end = presents.listen(lambda: None)
    follows.listen(lambda: None)
    follows.news()
    clock.now += AWAY_AFTER * 3
    assert not room.away
    end()
    clock.now += AWAY_AFTER - 1
    assert not room.away
    clock.now += 2
    assert json.loads(follows.news()[0])["class"]["away"]
    RoomNews(room).listen(lambda: None)
    assert not json.loads(follows.news()[0])["class"]["away"]


def test_a_room_that_is_closed_ends_its_streams(clock: Clock) -> None:
    known = rooms(clock)
    room, _ = known.open("here")
    news = RoomNews(room, "a", TAB)
    woken: list[bool] = []
    news.listen(lambda: woken.append(True))
    room.do({"do": "end"})
    assert woken
    assert news.news() == ['{"over":"ended"}']
    assert news.over
    with pytest.raises(RefusedError):
        known.find(room.code)


def test_limits_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"ROOMS": "3", "ROOM_PEOPLE": "many", "ROOM_VOTES": "0", "ROOM_LETTER": "k"}.items():
        monkeypatch.setenv(f"UNROLLED_{name}", value)
    assert Limits.set_here() == Limits(rooms=3, begins="K")
    monkeypatch.setenv("UNROLLED_ROOM_LETTER", "A")
    assert Limits.set_here().begins == ""
