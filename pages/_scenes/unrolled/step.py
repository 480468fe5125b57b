"""One timestep of a small RNN, opened: a word and the old state go in, the new state and an answer out."""

from dataclasses import replace

from core import RunSpec, default_run, task
from core.figures.palette import palette
from core.figures.score import provenance
from core.spec import Activation
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_key
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.visit.choice import choice

ANSWERS = {
    "word": "this word alone",
    "both": "this word and the old state",
    "all": "all words so far, read again",
}
UNITS = ("3", "4", "6")
USUAL = "4"
FIRST = 1
"""The timestep at which the picture opens, and about which the question is."""

SEED, STEPS = 101, 400
"""A seed whose states are easy to read, and half of the steps that the task usually gets.

Of four seeds (0, 100, 101, 102), 30 to 55 % of all values in the first sentence stand beyond 0.99 after 800
steps, 14 to 34 % after 400.
"""

EMBEDDING = 3
"""Numbers in a word's vector: few enough to be read, as the units are."""
SQUASHED: dict[Activation, str] = {"tanh": "tanh", "relu": "ReLU"}


def recipe(units: int = int(USUAL), activation: Activation = "tanh", seed: int = SEED) -> RunSpec:
    """Return the recipe of an RNN that is small enough for all of its numbers to be read."""
    usual = default_run("rnn", "recall", seed)
    small = replace(usual.model, hidden_size=units, embedding_size=EMBEDDING, activation=activation)
    return replace(usual, model=small, train=replace(usual.train, steps=STEPS))


def show(scene: SceneFrame) -> None:
    """Show the scene."""
    with scene.controls():
        this = task(recipe().task)
        reading = scene.sentence(this)
        activation = choice("step_activation", "Squashed by", SQUASHED, "tanh", name="activation")
        units = int(choice("step_units", "Units", dict(zip(UNITS, UNITS, strict=True)), USUAL, name="units"))
    (network,) = networks([recipe(units, activation)])
    shown = min(FIRST, len(reading.words) - 1)
    guess = scene.predict(ANSWERS, word=literal(reading.words[shown]), place=shown + 1)
    show_picture(
        "step",
        {
            "network": network.key,
            "sentence": reading.text,
            "palette": palette(),
            "caption": provenance(network),
        },
        key="unrolled_step",
        name="one-step",
        alt="One timestep: the old state and the word's vector side by side, times a matrix, plus the bias, "
        f"{SQUASHED[activation]}: the new state of {units} units, and from it the next word."
        if not guess.pending
        else "One timestep, covered until you answer.",
        veiled=guess.pending,
        networks=(network,),
        field=sentence_key(this),
    )
    both = EMBEDDING + units
    scene.explain(
        guess,
        "both",
        True,
        came="Calculated",
        inputs=EMBEDDING,
        units=units,
        both=both,
        cells=units * both,
        squashed=SQUASHED[activation],
        ends="between −1 and 1" if activation == "tanh" else "to 0 where it is negative",
        classes=len(network.classes),
    )
    scene.notes(units=units, steps=STEPS, squashed=SQUASHED[activation])
