"""One step of the optimiser: weights before and after, their gradient, and where a rate is too large."""

from core import task
from core.experiments import experiment, kept
from core.experiments.lessons.learning import LARGE, RATE, asked, loss_after
from core.figures.palette import palette
from pages._scenes.learning.asked import recipe, show_read
from pages._shell.caches.networks import trace_of, untrained
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame

ANSWERS = {"lower": "lower still", "same": "about as low", "higher": "higher than before the step"}
OTHER = "the cat had a big"
"""A sentence on which the step was not taken."""

MARGIN = 0.1
"""Losses that are nearer are told as alike."""


def show(scene: SceneFrame) -> None:
    """Show a step of plain gradient descent on one sentence, and its loss along the way."""
    with scene.controls():
        this = task(recipe().task)
        reading = scene.sentence(this)
    network = untrained(recipe())
    trace = trace_of(network, reading)
    loss = asked(trace, reading, every=True)
    before, after, large = (loss_after(trace, loss, rate) for rate in (0, RATE, LARGE))
    starts = kept(experiment("learning/step")).values
    gaps = {
        "seeds": str(len(starts)),
        "lower": str(sum(one[1] < one[0] for one in starts)),
        "higher": str(sum(one[2] > one[0] for one in starts)),
        "rate": str(RATE),
        "large": str(LARGE),
        "times": str(LARGE // RATE),
        "before": f"{before:.2f}",
        "after": f"{after:.2f}",
        "too_far": f"{large:.2f}",
    }
    guess = scene.predict(ANSWERS, **gaps)
    show_read(
        scene,
        "step",
        network,
        this,
        reading,
        name="one-step",
        alt="A step of gradient descent: weights before, their gradient, weights after, the loss along it.",
        veiled=guess.pending,
        other=OTHER,
        palette=palette(),
    )
    right = "higher" if large > before else "same" if large > after - MARGIN else "lower"
    scene.explain(
        guess,
        right,
        True,
        measured=f"{large:.2f}, {ANSWERS[right]}",
        heading="heading" if right == "higher" else "heading other",
        **gaps,
    )
    if not guess.pending:
        show_proof("learning/step")
    scene.notes(**gaps)
