"""What a network that has a shape reads and answers at each timestep, as the picture of a wiring takes it."""

from collections.abc import Sequence
from typing import Any

from core import Network, Reading, generate, task, write_answer
from core.tasks import Task
from core.tasks.decoded import GO
from pages._scenes.shapes.columns import Column, column, encoded
from pages._scenes.shapes.examples import Shape
from pages._scenes.shapes.letters import letters_of
from pages._shell.caches.networks import trace_of
from pages._shell.words import percent

MOST, MOST_LETTERS = 12, 22
"""Timesteps that are drawn: words, letters."""

WRITTEN = 11
"""Words that follow the one word."""

LETTERS = 8
"""Letters that are written back."""

TAGS = {"person": "1", "other": "0"}
"""How the tags of names are written: 1 for each word of a name."""


def wiring(name: str, shape: Shape, network: Network | None, reading: Reading) -> dict[str, Any]:
    """Return the timesteps of a shape; without a network they read and answer nothing that is known."""
    if network is None:
        columns = [
            column("…" if one.reads else "", "?" if one.answers else "", part=one.part) for one in shape.steps
        ]
    else:
        columns = _columns(name, network, reading)
    parts = ["encoder reads", "decoder writes"] if name == "encoder_decoder" else []
    between = "the last state" if name == "encoder_decoder" else ""
    return {"columns": columns, "parts": parts, "between": between, "alt": _in_words(columns)}


def _columns(name: str, network: Network, reading: Reading) -> list[Column]:
    if name == "encoder_decoder":
        if network.spec.task.name == "translation":
            return _translated(network, reading)
        letters = letters_of(network, reading, LETTERS)
        return encoded(letters, write_answer(network, " ".join(letters)))
    if name == "one_to_many":
        return _written_on(network, reading.words[0])
    this = task(network.spec.task)
    if name == "one_to_one":
        reading = network.read(_telling(this, reading))
    most = MOST_LETTERS if this.piece == "letter" else MOST
    probabilities = trace_of(network, reading).probabilities[-most:]
    words = reading.words[-most:]
    silent = len(words) - 1 if name == "many_to_one" else 0
    columns = [column(word) for word in words[:silent]]
    for word, one in zip(words[silent:], probabilities[silent:], strict=True):
        said = network.classes[int(one.argmax())]
        columns.append(column(word, TAGS.get(said, said), f"{percent(one.max())} %"))
    return columns


def _translated(network: Network, reading: Reading) -> list[Column]:
    """Return a sentence and its translation; the sign that ends it is its last answer."""
    words = [word.lower() for word in reading.words]
    read = reading.words[: words.index(GO)][:MOST] or network.read(task(network.spec.task).probe).words[:1]
    written = (*write_answer(network, " ".join(read)), "end")[:MOST]
    return encoded(read, written, written)


def _written_on(network: Network, first: str) -> list[Column]:
    """Return a word, and what a network writes after it, always its most probable word."""
    written = generate(network, first, WRITTEN, 0).split()[:WRITTEN]
    fed = (first, *written[:-1])
    return [
        column(read, word, own=place > 0) for place, (read, word) in enumerate(zip(fed, written, strict=True))
    ]


def _telling(this: Task, reading: Reading) -> str:
    """Return the last word that tells; the last of all where none does."""
    return next(
        (word for word in reversed(reading.words) if word.lower() in this.evidence), reading.words[-1]
    )


def _in_words(columns: Sequence[Column]) -> str:
    read = " ".join(one["read"] for one in columns if one["read"] and not one["own"])
    answers = " ".join(one["answer"] for one in columns if one["answer"])
    return f"reads “{read}” and answers “{answers}”."
