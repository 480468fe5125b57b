"""Five shapes: small drawings to choose from, and the one that is chosen done by a network trained here."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core import Network, Reading, RunSpec, generate, task, write_answer
from core.tasks import Task
from core.tasks.reversal import GO
from pages._scenes.shapes.columns import Column, column, encoded
from pages._scenes.shapes.examples import FIRST, SHAPES, SORTED, TO_SORT, Example, Shape
from pages._scenes.shapes.kept import SCORES, band
from pages._scenes.shapes.letters import Spelled, Unanswered, letters_of
from pages._scenes.shapes.measured import recipe
from pages._shell.caches.networks import trace_of
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import Sentences, sentence_key
from pages._shell.lesson.sorting import BETWEEN, agreed, sort
from pages._shell.lesson.waiting import at_hand, networks
from pages._shell.stage import show_picture
from pages._shell.visit.choice import choice, chosen_in_picture
from pages._shell.words import percent

LABELS = {name: shape.label for name, shape in SHAPES.items()}
RIGHT = BETWEEN.join(SORTED.values())
MOST, MOST_LETTERS = 12, 22
"""Timesteps that are drawn: words, letters."""

WRITTEN = 11
"""Words that follow the one word."""

LETTERS = 8
"""Letters that are written back."""

TAGS = {"person": "1", "other": "0"}
"""How the tags of names are written: 1 for each word of a name."""


def show(scene: SceneFrame) -> None:
    """Show the shapes, and the one that is chosen done by a network on a sentence."""
    key = f"{scene.key}_shape"
    chosen = chosen_in_picture(key, LABELS, FIRST, name=key)
    controls = scene.controls()
    guess = sort(scene.name, TO_SORT, LABELS, SORTED)
    with controls:
        examples = {name: _example(scene, name, guess.pending, name == chosen) for name in SHAPES}
        example = examples[chosen]
        specs = {name: recipe(one.kind, one.task) for name, one in examples.items()}
        reading = scene.sentence(_reader(specs[chosen]))
    found = {name: at_hand([spec]) for name, spec in specs.items()}
    wirings = {}
    for name, shape in SHAPES.items():
        read = reading if name == chosen else _standing(_reader(specs[name]))
        network = found[name]
        wirings[name] = _wiring(name, shape, network[0] if network else None, read)

    def choose(told: object) -> None:
        """Take the shape that was clicked, and note how often one was."""
        if isinstance(told, list) and told[0] in SHAPES:
            st.session_state[key], st.session_state[f"{key}_heard"] = told

    show_picture(
        "kinds",
        {
            "chosen": chosen,
            "heard": st.session_state.get(f"{key}_heard", 0),
            "shapes": [_drawn(name, examples[name], guess.pending) for name in SHAPES],
            "wirings": wirings,
        },
        alt=f"{example.says}: {wirings[chosen]['alt']}",
        key=f"{scene.key}_picture",
        name=f"shape-{chosen.replace('_', '-')}",
        on_told=choose,
    )
    networks([specs[chosen]])
    scene.explain(
        guess,
        RIGHT,
        True,
        measured=agreed(guess, SORTED),
        sections=("explain", "explain scores"),
        does=example.does,
        cell=specs[chosen].model.kind.upper(),
        shape=LABELS[chosen],
    )
    scene.notes()


def _example(scene: SceneFrame, name: str, pending: bool, asked: bool) -> Example:
    """Return the task that stands for a shape; after the answer, ask for it where there are several."""
    examples = SHAPES[name].examples
    labels, key = {one: example.says for one, example in examples.items()}, f"{scene.key}_{name}"
    usual = next(iter(examples))
    if pending or len(examples) == 1:
        return examples[usual]
    return examples[
        choice(key, "Task", labels, usual) if asked else chosen_in_picture(key, labels, usual, name=key)
    ]


def _reader(spec: RunSpec) -> Sentences:
    """Return what reads a sentence of the reader's own for a recipe."""
    if spec.task.name == "reversal":
        return Spelled(spec.task)
    return Unanswered(task(spec.task)) if spec.task.name in ("translation", "reviews") else task(spec.task)


def _standing(reader: Sentences) -> Reading:
    """Return the sentence that the reader gave for a shape that is not chosen now."""
    return reader.read(st.session_state.get(f"{sentence_key(reader)}_good", reader.probe))


def _drawn(name: str, example: Example, pending: bool) -> dict[str, Any]:
    """Return a shape as it is drawn small; what it is good for, and how well, when that may be told."""
    shape = SHAPES[name]
    known = next(one for one, other in shape.examples.items() if other == example)
    scores = () if pending else SCORES.get(known, ())
    return {
        "id": name,
        "label": shape.label,
        "steps": [step._asdict() for step in shape.steps],
        "says": "" if pending else example.says,
        "low": min(scores, default=0),
        "high": max(scores, default=0),
        "score": f"{band(scores)} {example.score} right" if scores else "",
    }


def _wiring(name: str, shape: Shape, network: Network | None, reading: Reading) -> dict[str, Any]:
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
