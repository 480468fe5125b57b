"""Five shapes: small drawings to choose from, and the one that is chosen done by a network trained here."""

from typing import Any

import streamlit as st

from core import Reading, RunSpec, task
from pages._scenes.shapes.examples import FIRST, SHAPES, SORTED, TO_SORT, Example
from pages._scenes.shapes.kept import SCORES, band
from pages._scenes.shapes.letters import Spelled, Unanswered
from pages._scenes.shapes.measured import recipe
from pages._scenes.shapes.wirings import wiring
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import Sentences, sentence_key
from pages._shell.lesson.sorting import BETWEEN, agreed, sort
from pages._shell.lesson.waiting import at_hand, networks
from pages._shell.stage import show_picture
from pages._shell.visit.choice import choice, chosen_in_picture

LABELS = {name: shape.label for name, shape in SHAPES.items()}
RIGHT = BETWEEN.join(SORTED.values())
PROOFS = ("shapes/kinds", "shapes/kinds/new", "shapes/kinds/translation")


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
        wirings[name] = wiring(name, shape, network[0] if network else None, read)

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
        came="",
        measured=agreed(guess, SORTED),
        sections=("explain", "explain scores"),
        does=example.does,
        cell=specs[chosen].model.kind.upper(),
        shape=LABELS[chosen],
    )
    if not guess.pending:
        with st.expander("The same in other random starts", icon=":material/scatter_plot:"):
            for name in PROOFS:
                show_proof(name)
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
