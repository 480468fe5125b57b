"""Slopes: what each step back leaves of a gradient because a function squashes the state."""

from itertools import chain
from statistics import fmean

from core import default_run, task
from core.figures.palette import NETWORKS, SIGNALS
from core.instruments.summary import origin
from pages._shell.caches.gradients import relu_on, slope_shares
from pages._shell.caches.networks import untrained
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture
from pages._shell.words import percent, scientific

ANSWERS = {"one": "1", "half": "a half", "quarter": "a quarter"}


def show(scene: SceneFrame) -> None:
    """Show three slopes, and one gradient going back over a sentence through each of them."""
    guess = scene.predict(ANSWERS)
    network = untrained(default_run("rnn", "recall"))
    recall = task(network.spec.task)
    reading = recall.read(recall.probe)
    begin = origin(reading.words, recall.telling)
    shares = slope_shares(network, reading, network.classes.index(recall.probe_answer))
    steps = len(reading.words) - 1 - begin
    on = relu_on(network, reading)
    off = f"{percent(1 - fmean(chain.from_iterable(on[begin + 1 :])))} %"
    show_picture(
        "gradients",
        {
            "picture": "slopes",
            "words": list(reading.words),
            "asked": begin,
            "off": off,
            "on": on,
            "shares": {name: list(found) for name, found in shares.items()},
            "hues": {
                "sigmoid": SIGNALS["forget_gate"],
                "tanh": SIGNALS["hidden"],
                "relu": NETWORKS["gru"].hue,
            },
        },
        key=f"{scene.key}_picture",
        name="slopes",
        alt="Sigmoid, tanh and ReLU above their slopes, and what is left of a gradient behind each.",
        veiled=guess.pending,
    )
    scene.explain(
        guess,
        "quarter",
        finished=True,
        distance=str(steps),
        relu_step=f"{shares['relu'][begin] ** (1 / steps):.2f}",
        origin=reading.words[begin],
        off=off,
        **{name: scientific(found[begin]) for name, found in shares.items()},
    )
    scene.notes(distance=str(steps))
