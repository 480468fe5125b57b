"""Timesteps as the picture of a wiring takes them."""

from typing import TypedDict

from core.tasks.decoded import GO


class Column(TypedDict):
    """One timestep: what comes in and goes out, what would have been right, and which part it belongs to."""

    read: str
    answer: str
    note: str
    own: bool
    asked: str
    part: int


def column(
    read: str = "", answer: str = "", note: str = "", *, own: bool = False, asked: str = "", part: int = 0
) -> Column:
    """Return one timestep: `own` if it reads what the network wrote, `part` 1 for the network that writes."""
    return {"read": read, "answer": answer, "note": note, "own": own, "asked": asked, "part": part}


def encoded(read: tuple[str, ...], written: tuple[str, ...], right: tuple[str, ...] = ()) -> list[Column]:
    """Return the timesteps of an encoder and a decoder.

    Args:
        read: What the encoder reads.
        written: What the decoder writes; it reads each at its next timestep.
        right: What it should have written; without it, what was read in reverse order.
    """
    fed, right = (GO, *written[:-1]), right or read[::-1]
    answers = [
        column(
            "go" if one == GO else one,
            answer,
            own=one != GO,
            asked="" if answer == asked else asked,
            part=1,
        )
        for one, answer, asked in zip(fed, written, right, strict=True)
    ]
    return [column(one) for one in read] + answers
