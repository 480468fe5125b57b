"""The rooms of classes: who is in them, who presents, and where. Knows neither HTTP nor Streamlit.

Everything here is called on one event loop.
"""

from __future__ import annotations

import hmac
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from core.jobs import SHARE
from pages._shell.room.limits import LETTERS, Bucket, Limits
from pages._shell.room.told import place, question, whole
from pages._shell.room.votes import Vote

CODE: Final = 5
"""Letters of a code."""

GONE_AFTER: Final = 12 * 3600.0
AWAY_AFTER: Final = 20.0
"""Seconds without a presenter after which a class is told."""

FORGOTTEN_AFTER: Final = 60.0
"""Seconds after which who is gone makes room for another person."""

MOST_VOTES: Final = 100
"""Questions that a class may be asked; the oldest are forgotten."""

ORDERS_A_SECOND: Final = 20
VOTES_OF_ONE: Final = 2
"""Attempts to vote that one person has in a second."""

_END_ONE: Final = (
    "Press End in the presenter's tab of one that is over; where nobody has been for 12 hours, it is closed."
)
Clock = Callable[[], float]


class RefusedError(Exception):
    """Why something is not done, in a sentence; `status` is that of HTTP."""

    def __init__(self, sentence: str, status: int = 409) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass
class Person:
    """Somebody in a room: a browser, by the random name that it gave itself.

    Attributes:
        tab: Which of its tabs follows now.
        streams: How many of its streams are open.
        turn: Counts the streams that it has opened: the newest counts.
        seen: When it was here last.
    """

    attempts: Bucket
    tab: str = ""
    streams: int = 0
    turn: int = 0
    seen: float = 0.0


class Room:
    """One room.

    Args:
        code: Its five letters.
        secret: What a presenter has to know.
        limits: How many people, how many votes a second.
        clock: Seconds.

    Attributes:
        last: When somebody was here last.
        place: Where the presenter is, as JSON; `placed` counts how often it was told, `placed_at` says when.
        where: The page and the query of that place.
        locked: Whether students may look only.
        ended: Whether the presenter has closed the room.
        votes: All questions that were asked; `vote` is the one of now.
    """

    def __init__(self, code: str, secret: str, limits: Limits, clock: Clock) -> None:
        self.code, self._limits, self._clock = code, limits, clock
        self._secret = sha256(secret.encode()).digest()
        self._people: dict[str, Person] = {}
        self._presenters, self._left = 0, clock()
        self._orders, self._votes_bucket = Bucket(ORDERS_A_SECOND, clock), Bucket(limits.votes, clock)
        self._wakes: set[Callable[[], None]] = set()
        self._class_text = ""
        self._told_away = False
        self.last = clock()
        self.place, self.placed, self.placed_at = "null", 0, clock()
        self.where: tuple[str, str] = ("", "")
        self.locked = self.ended = False
        self.votes: list[Vote] = []
        self.vote: Vote | None = None
        self._asked = 0

    def is_presenter(self, secret: str) -> bool:
        """Return whether somebody knows the secret."""
        return hmac.compare_digest(sha256(secret.encode()).digest(), self._secret)

    @property
    def people(self) -> int:
        """How many students are here now."""
        return sum(person.streams > 0 for person in self._people.values())

    @property
    def away(self) -> bool:
        """Whether nobody has presented for a while."""
        return not self._presenters and self._clock() - self._left > AWAY_AFTER

    def check_room_for(self, name: str) -> None:
        """Raise RefusedError if a person cannot come in, because the room is full."""
        now = self._clock()
        if len(self._people) >= self._limits.people:
            self._people = {
                one: person
                for one, person in self._people.items()
                if person.streams or now - person.seen < FORGOTTEN_AFTER
            }
        if name not in self._people and len(self._people) >= self._limits.people:
            raise RefusedError(
                f"This room is full. At most {self._limits.people:,} may be in it at once.", 503
            )

    def enter(self, name: str, tab: str) -> int:
        """Let a person in with a new stream; return which of its streams it is: the newest follows."""
        person = self._people.setdefault(name, Person(Bucket(VOTES_OF_ONE, self._clock)))
        person.tab, person.seen = tab, self._clock()
        person.streams += 1
        person.turn += 1
        self._changed()
        return person.turn

    def leave(self, name: str) -> None:
        """Note that a stream of a person has ended."""
        person = self._people[name]
        person.streams -= 1
        person.seen = self._clock()
        self._changed()

    def is_newest(self, name: str, turn: int) -> bool:
        """Return whether a person's stream is its newest one."""
        return self._people[name].turn == turn

    def begin_presenting(self) -> None:
        """Note that a presenter has come."""
        self._presenters += 1
        self._changed()

    def end_presenting(self) -> None:
        """Note that a presenter has gone."""
        self._presenters -= 1
        self._left = self._clock()
        self._changed()

    def do(self, order: Mapping[str, Any]) -> None:
        """Do what the presenter orders.

        Raises:
            RefusedError: if there are too many orders, or none that is known.
            ValueError: if what is sent cannot be read.
        """
        if not self._orders.take():
            raise RefusedError("These are too many orders at once.", 429)
        acts: Mapping[object, Callable[[Mapping[str, Any]], None]] = {
            "place": self._go,
            "lock": self._lock,
            "free": self._free,
            "ask": self._ask,
            "again": self._again,
            "reveal": self._reveal,
            "right": self._right,
            "done": self._done,
            "end": self._end,
        }
        act = acts.get(order.get("do") if isinstance(order.get("do"), str) else "")
        if act is None:
            raise RefusedError(f"There is no such order; expected one of {', '.join(map(str, acts))}.", 400)
        act(order)
        self._changed()

    def cast(self, name: str, tab: str, ballot: Mapping[str, Any]) -> None:
        """Count a vote, once.

        Raises:
            RefusedError: if it does not count; the sentence says why.
        """
        person, vote = self._people.get(name), self.vote
        if person is None or not person.streams:
            raise RefusedError("You are not in this room. Reload the page.", 403)
        if not person.attempts.take() or not self._votes_bucket.take():
            raise RefusedError("These are too many votes at once. Press again in a second.", 429)
        if person.tab != tab:
            raise RefusedError("Another tab of this browser is in the room now. Vote there.")
        if vote is None or ballot.get("number") != vote.number:
            raise RefusedError("This vote is over.")
        answer, round_ = ballot.get("answer"), ballot.get("round")
        if not isinstance(answer, int) or isinstance(answer, bool) or not isinstance(round_, int):
            raise RefusedError("A vote is the number of an answer.", 400)
        if problem := vote.cast(name, answer, round_, 2 * self._limits.people):
            raise RefusedError(problem)
        self._changed()

    def class_text(self) -> str:
        """Return what all are told of the class, as JSON; made once for all who hear it."""
        if self._told_away != self.away:
            self._told_away, self._class_text = self.away, ""
        if not self._class_text:
            vote = self.vote
            told = {
                "people": self.people,
                "locked": self.locked,
                "away": self.away,
                "vote": None if vote is None else vote.told(),
                "votes": len(self.votes),
            }
            self._class_text = json.dumps(told, separators=(",", ":"))
        return self._class_text

    @property
    def age(self) -> int:
        """Milliseconds since the presenter was where it is."""
        return round(1000 * (self._clock() - self.placed_at))

    def breathe(self) -> None:
        """Note a sign of life."""
        self.last = self._clock()

    def listen(self, wake: Callable[[], None]) -> Callable[[], None]:
        """Call `wake` whenever something changes; return how to end that."""
        self._wakes.add(wake)
        return lambda: self._wakes.discard(wake)

    def _changed(self) -> None:
        self._class_text = ""
        self.breathe()
        for wake in tuple(self._wakes):
            wake()

    def _go(self, order: Mapping[str, Any]) -> None:
        found = place(order)
        self.place = json.dumps(found, separators=(",", ":"), allow_nan=False)
        self.where = (str(found["path"]), str(found["query"]))
        self.placed += 1
        self.placed_at = self._clock()

    def _lock(self, _order: Mapping[str, Any]) -> None:
        self.locked = True

    def _free(self, _order: Mapping[str, Any]) -> None:
        self.locked = False

    def _ask(self, order: Mapping[str, Any]) -> None:
        asked = question(order)
        self._asked += 1
        self.vote = Vote(self._asked, *asked)
        self.votes = [*self.votes[1 - MOST_VOTES :], self.vote]

    def _of_now(self) -> Vote:
        if self.vote is None:
            raise RefusedError("There is no vote.")
        return self.vote

    def _again(self, _order: Mapping[str, Any]) -> None:
        self._of_now().again()

    def _reveal(self, _order: Mapping[str, Any]) -> None:
        self._of_now().reveal()

    def _right(self, order: Mapping[str, Any]) -> None:
        vote = self._of_now()
        vote.right = whole(order.get("answer"), 0, len(vote.answers) - 1)

    def _done(self, _order: Mapping[str, Any]) -> None:
        self._of_now().close()
        self.vote = None

    def _end(self, _order: Mapping[str, Any]) -> None:
        self.ended = True


class Rooms:
    """The rooms of this process.

    Args:
        limits: How many, and how much in each.
        clock: Seconds, for the tests.
    """

    def __init__(self, limits: Limits | None = None, clock: Clock = time.monotonic) -> None:
        self.limits = limits or Limits.set_here()
        self._clock = clock
        self._rooms: dict[str, tuple[Room, str]] = {}

    @property
    def most_streams(self) -> int:
        """How many streams all rooms may need."""
        return int(self.limits.rooms * (self.limits.people + 8) / SHARE) + 8

    def open(self, opener: str) -> tuple[Room, str]:
        """Open a room; return it with the secret of who presents in it.

        Args:
            opener: The network address from which it is opened; one may have `SHARE` of the rooms.

        Raises:
            RefusedError: if there are as many as there may be.
        """
        self._forget()
        if len(self._rooms) >= self.limits.rooms:
            raise RefusedError(f"{_open(self.limits.rooms)} here, and that is the most. {_END_ONE}", 503)
        mine, most = sum(one == opener for _, one in self._rooms.values()), self.limits.rooms * SHARE
        if mine >= max(1, int(most)):
            raise RefusedError(
                f"{_open(mine)} from your network address, and that is the most. {_END_ONE}", 503
            )
        secret = secrets.token_urlsafe(24)
        room = Room(self._code(), secret, self.limits, self._clock)
        self._rooms[room.code] = room, opener
        return room, secret

    def find(self, code: str) -> Room:
        """Return the room of a code, in whatever case. Raises RefusedError when there is none."""
        self._forget()
        found = self._rooms.get(code.upper())
        if found is None:
            raise RefusedError(
                f"There is no room {code[:12].upper()} here. It was closed, or the server was started again.",
                404,
            )
        return found[0]

    def _code(self) -> str:
        while True:
            letters = [secrets.choice(LETTERS) for _ in range(CODE)]
            code = self.limits.begins + "".join(letters)[len(self.limits.begins) :]
            if code not in self._rooms:
                return code

    def _forget(self) -> None:
        now = self._clock()
        self._rooms = {
            code: (room, opener)
            for code, (room, opener) in self._rooms.items()
            if not room.ended and now - room.last < GONE_AFTER
        }


def _open(rooms: int) -> str:
    return f"{rooms} {'room is' if rooms == 1 else 'rooms are'} open"
