"""One timestep of a small RNN, opened: a word and the old state go in, the new state and an answer out."""

from core import task
from core.experiments.lessons.unrolled import EMBEDDING, STEPS, UNITS, small
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
SIZES = {size: size for size in ("3", "4", "6")}
FIRST = 1
"""The timestep at which the picture opens, and about which the question is."""

SEED = 101
"""A seed whose states are easy to read."""

SQUASHED: dict[Activation, str] = {"tanh": "tanh", "relu": "ReLU"}


def show(scene: SceneFrame) -> None:
    """Show the scene."""
    with scene.controls():
        this = task(small(SEED).task)
        reading = scene.sentence(this)
        activation = choice("step_activation", "Squashed by", SQUASHED, "tanh", name="activation")
        units = int(choice("step_units", "Units", SIZES, str(UNITS), name="units"))
    (network,) = networks([small(SEED, units, activation)])
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
