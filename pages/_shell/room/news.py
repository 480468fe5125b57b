"""What one browser hears of its room: a `Source` of a stream. Texts are made once for all who hear them."""

from __future__ import annotations

import json
from collections.abc import Callable

from pages._shell.room.classes import Room


class RoomNews:
    """The news of a room for a student, by its name there, or for a presenter, who has none.

    Args:
        room: The room.
        name: The student's; "" for a presenter.
        tab: Which tab of its browser asks.
    """

    def __init__(self, room: Room, name: str = "", tab: str = "") -> None:
        self._room, self._name, self._tab, self._turn = room, name, tab, 0
        self._placed = -1
        self._class = self._mine = self._said = ""

    def news(self) -> list[str]:
        """Return one event with what is new, or none."""
        room = self._room
        room.breathe()
        if self.over:
            said = "ended" if room.ended else "replaced"
            new, self._said = [] if said == self._said else [f'{{"over":"{said}"}}'], said
            return new
        parts = []
        if self._placed != room.placed:
            self._placed = room.placed
            parts += [f'"place":{room.place}', f'"age":{room.age}']
        if (text := room.class_text()) != self._class:
            self._class = text
            parts.append(f'"class":{text}')
        if self._name and (mine := self._votes()) != self._mine:
            self._mine = mine
            parts.append(f'"mine":{mine}')
        return [f"{{{','.join(parts)}}}"] if parts else []

    @property
    def over(self) -> bool:
        """Whether the room is closed, or another tab of the same browser follows now."""
        return self._room.ended or (self._name != "" and not self._room.is_newest(self._name, self._turn))

    @property
    def urgent(self) -> bool:
        """Whether somebody waits for the first news."""
        return self._placed < 0

    def listen(self, wake: Callable[[], None]) -> Callable[[], None]:
        """Come in, and call `wake` whenever something changes; return how to end that, and to leave."""
        end_listening = self._room.listen(wake)
        if self._name:
            self._turn = self._room.enter(self._name, self._tab)
        else:
            self._room.begin_presenting()

        def end() -> None:
            end_listening()
            if self._name:
                self._room.leave(self._name)
            else:
                self._room.end_presenting()

        return end

    def _votes(self) -> str:
        vote = self._room.vote
        return json.dumps(None if vote is None else vote.said_by(self._name))
