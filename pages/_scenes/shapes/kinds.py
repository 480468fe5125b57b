"""One network, wired in five ways: what differs is which timesteps read and which answer."""

from typing import Any, NamedTuple

from core import Network, Reading, generate, task
from core.spec import TaskName
from core.tasks.reversal import GO
from pages._scenes.shapes.measured import recipe, written_back
from pages._shell.caches.networks import trace_of
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.stage import show_picture
from pages._shell.visit.choice import choice
from pages._shell.words import percent


class Shape(NamedTuple):
    """A shape: what it is called, the task that stands for it, and what is done there."""

    label: str
    task: TaskName
    does: str


SHAPES = {
    "many_to_one": Shape("many to one", "everyday", "says whether a sentence is good or bad"),
    "one_to_one": Shape("one to one", "everyday", "says whether one word is good or bad"),
    "one_to_many": Shape("one to many", "words", "writes on after one word"),
    "aligned": Shape("many to many", "tags", "gives each word its part of speech"),
    "encoder_decoder": Shape("encoder–decoder", "reversal", "writes letters back in reverse order"),
}
ANSWERS = {
    "many_to_one": "many to one",
    "aligned": "many to many, word by word",
    "encoder_decoder": "encoder–decoder",
}
MOST = 12
"""Timesteps that are drawn."""

WRITTEN = 7
"""Words that follow the one word."""

LETTERS = 6
"""Letters that are written back."""


def show(scene: SceneFrame) -> None:
    """Show the shape that is chosen, done by a network on a sentence."""
    with scene.controls():
        chosen = choice(
            f"{scene.key}_shape", "Shape", {one: SHAPES[one].label for one in SHAPES}, "many_to_one"
        )
        shape = SHAPES[chosen]
        (network,) = networks([recipe("gru", shape.task)])
        reading = scene.sentence(task(network.spec.task))
    guess = scene.predict(ANSWERS)
    columns = _columns(chosen, network, reading)
    show_picture(
        "wiring",
        {
            "columns": columns,
            "parts": ["encoder reads", "decoder writes"] if chosen == "encoder_decoder" else ["one network"],
            "between": "the last state" if chosen == "encoder_decoder" else "",
        },
        alt=_in_words(chosen, columns),
        key=f"{scene.key}_picture",
        name=f"shape-{chosen.replace('_', '-')}",
    )
    scene.explain(guess, "encoder_decoder", True, does=shape.does, shape=shape.label)
    scene.notes()


def column(
    read: str = "", answer: str = "", note: str = "", *, own: bool = False, asked: str = "", part: int = 0
) -> dict[str, Any]:
    """Return one timestep as the picture takes it."""
    return {"read": read, "answer": answer, "note": note, "own": own, "asked": asked, "part": part}


def encoded(letters: tuple[str, ...], written: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the timesteps of a network that reads letters and writes them in reverse order."""
    fed = (GO, *written[:-1])
    right = letters[::-1]
    answers = [
        column(
            "go" if read == GO else read,
            answer,
            own=read != GO,
            asked="" if answer == asked else asked,
            part=1,
        )
        for read, answer, asked in zip(fed, written, right, strict=True)
    ]
    return [column(letter) for letter in letters] + answers


def letters_of(network: Network, reading: Reading, most: int) -> tuple[str, ...]:
    """Return at most so many letters of a sequence; those of the probe where none is known."""
    found = _before_go(network, reading)
    return (found or _before_go(network, network.read(task(network.spec.task).probe)))[:most]


def _before_go(network: Network, reading: Reading) -> tuple[str, ...]:
    words = reading.words[: reading.words.index(GO)] if GO in reading.words else reading.words
    return tuple(word for word in words if word in network.classes)


def _columns(chosen: str, network: Network, reading: Reading) -> list[dict[str, Any]]:
    if chosen == "encoder_decoder":
        letters = letters_of(network, reading, LETTERS)
        return encoded(letters, written_back(network, letters))
    if chosen == "one_to_many":
        written = generate(network, reading.words[0], WRITTEN, 0).split()[:WRITTEN]
        fed = (reading.words[0], *written[:-1])
        return [
            column(read, word, own=place > 0)
            for place, (read, word) in enumerate(zip(fed, written, strict=True))
        ]
    if chosen == "one_to_one":
        reading = network.read(_telling(network, reading))
    probabilities = trace_of(network, reading).probabilities[-MOST:]
    words = reading.words[-MOST:]
    says = [(network.classes[int(one.argmax())], f"{percent(one.max())} %") for one in probabilities]
    silent = len(words) - 1 if chosen == "many_to_one" else 0
    return [
        column(word) if place < silent else column(word, *says[place]) for place, word in enumerate(words)
    ]


def _telling(network: Network, reading: Reading) -> str:
    """Return the last word that tells; the last of all where none does."""
    telling = task(network.spec.task).evidence
    return next((word for word in reversed(reading.words) if word.lower() in telling), reading.words[-1])


def _in_words(chosen: str, columns: list[dict[str, Any]]) -> str:
    read = " ".join(one["read"] for one in columns if one["read"] and not one["own"])
    answers = " ".join(one["answer"] for one in columns if one["answer"])
    return f"{SHAPES[chosen].label}: reads “{read}” and answers “{answers}”."
