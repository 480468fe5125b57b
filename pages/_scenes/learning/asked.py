"""The small network of this lesson, and a picture of one sentence that the browser reads with a network."""

from core import Network, Reading, RunSpec
from core.experiments.lessons.learning import small_rnn
from core.figures.score import provenance
from core.tasks import Task
from core.tasks.recall import ANSWERS as DECIDED
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_key
from pages._shell.stage import show_picture

SEED = 15
"""One of twenty on which the last words have the usual part of the gradient: 91 %; half have over 93 %."""


def recipe(seed: int = SEED) -> RunSpec:
    """Return the recipe of the RNN whose numbers are shown."""
    return small_rnn(seed)


def show_read(
    scene: SceneFrame,
    picture: str,
    network: Network,
    this: Task,
    reading: Reading,
    *,
    name: str,
    alt: str,
    veiled: bool,
    **more: object,
) -> None:
    """Show a picture of `through` that reads the sentence of the page, and what is typed there.

    Args:
        scene: The scene that shows it.
        picture: Which of the pictures.
        network: What reads.
        this: The task whose sentence is read.
        reading: The sentence.
        name: What it is called when it is taken along.
        alt: What it shows, in words.
        veiled: Whether it stays covered until the reader has predicted.
        more: What it draws besides.
    """
    show_picture(
        "through",
        {
            "picture": picture,
            "network": network.key,
            "sentence": reading.text,
            "answers": dict(DECIDED),
            "caption": provenance(network),
            **more,
        },
        key=f"{scene.key}_picture",
        name=name,
        alt=alt,
        veiled=veiled,
        networks=(network,),
        field=sentence_key(this),
    )
