"""What a class predicts: one vote a person and round, hidden until the presenter reveals it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

ROUNDS: Final = 2
"""A second one follows where people have talked with one another."""

COLUMNS: Final = ("lesson", "scene", "question", "answer", "right", "first_vote", "second_vote")


@dataclass
class Vote:
    """The class's vote on one question.

    Attributes:
        number: Which vote of the room it is, from 1.
        lesson: The page that asks.
        scene: Its scene; "" where the page has none.
        question: As a reader sees it.
        answers: What each answer is called.
        rounds: What each person said, by its name here, in each round.
        is_open: Whether votes are counted.
        revealed: Whether the counts are shown.
        right: Which answer the network gave, once the presenter has shown it.
    """

    number: int
    lesson: str
    scene: str
    question: str
    answers: tuple[str, ...]
    rounds: list[dict[str, int]] = field(default_factory=lambda: [{}])
    is_open: bool = True
    revealed: bool = False
    right: int | None = None

    def cast(self, person: str, answer: int, round_: int, most: int) -> str:
        """Count a vote of a person; return why it does not count, or nothing.

        Args:
            person: Whose it is.
            answer: Which answer, from 0.
            round_: In which round it was given, from 1.
            most: Votes that one round may have.
        """
        said = self.rounds[-1]
        if not self.is_open or round_ != len(self.rounds):
            return "This vote is closed."
        if not 0 <= answer < len(self.answers):
            return f"There is no answer {answer + 1}; there are {len(self.answers)}."
        if person in said:
            return "You have voted. A vote stays as it is."
        if len(said) >= most:
            return f"{most} votes are counted, and that is the most."
        said[person] = answer
        return ""

    def reveal(self) -> None:
        """Show the counts; who has not voted can no longer."""
        self.is_open, self.revealed = False, True

    def again(self) -> None:
        """Ask a second time, the counts hidden again; the first round stays."""
        if len(self.rounds) < ROUNDS:
            self.rounds.append({})
            self.is_open, self.revealed = True, False

    def close(self) -> None:
        """Count no more, and show no counts."""
        self.is_open = False

    def said_by(self, person: str) -> list[int | None]:
        """Return what a person said in each round."""
        return [said.get(person) for said in self.rounds]

    @property
    def counts(self) -> list[list[int]]:
        """How often each answer was given, for each round."""
        return [
            [sum(said == answer for said in one.values()) for answer in range(len(self.answers))]
            for one in self.rounds
        ]

    def told(self) -> Mapping[str, object]:
        """Return what the class sees of it: no count of any answer before it is revealed."""
        return {
            "number": self.number,
            "question": self.question,
            "answers": self.answers,
            "round": len(self.rounds),
            "open": self.is_open,
            "voted": len(self.rounds[-1]),
            "counts": self.counts if self.revealed else None,
            "right": self.right if self.revealed else None,
        }


def as_csv(votes: Iterable[Vote]) -> str:
    """Return the counts of votes as CSV, a row an answer; a round that was not held is empty."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(COLUMNS)
    for vote in votes:
        counts = vote.counts
        for place, answer in enumerate(vote.answers):
            right = "" if vote.right is None else str(place == vote.right).lower()
            said: Sequence[object] = [round_[place] for round_ in counts]
            empty = [""] * (ROUNDS - len(said))
            texts = map(_plain, (vote.lesson, vote.scene, vote.question, answer))
            rows.writerow([*texts, right, *said, *empty])
    return file.getvalue()


def _plain(text: str) -> str:
    """Return a text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
