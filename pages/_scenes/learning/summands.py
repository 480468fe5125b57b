"""One matrix, every word: what each timestep adds to its gradient, and a nudge that measures it."""

from math import isnan
from statistics import median

from core import task
from core.experiments import experiment, kept
from core.experiments.lessons.learning import LAST, UNITS, asked, share_of_last, sizes
from core.figures.palette import palette
from pages._scenes.learning.asked import recipe, show_read
from pages._shell.caches.networks import trace_of
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.visit.choice import choice
from pages._shell.words import counted, percent

ANSWERS = {"first": "the first words", "alike": "all words alike", "last": "the last words"}
WEIGHTS = {"untrained": "before training", "trained": "after training"}
CLEAR = 0.6
"""The part of a half of the words from which on it is said to add more than the other."""


def show(scene: SceneFrame) -> None:
    """Show the summands of the gradient of one matrix."""
    with scene.controls():
        this = task(recipe().task)
        reading = scene.sentence(this)
        weights = choice(f"{scene.key}_weights", "Network", WEIGHTS, "untrained")
    (network,) = networks([recipe()], trained=weights == "trained")
    guess = scene.predict(ANSWERS, word=literal(reading.words[-1]), count=counted(len(reading.words), "word"))
    trace = trace_of(network, reading)
    last, every = (sizes(trace, asked(trace, reading, each)) for each in (False, True))
    show_read(
        scene,
        "sum",
        network,
        this,
        reading,
        name="summands",
        alt="What each word adds to the gradient of W_h.",
        veiled=guess.pending,
        palette=palette(),
    )
    later = share_of_last(last, len(reading.words) // 2)
    right = "last" if later >= CLEAR else "first" if later <= 1 - CLEAR else "alike"
    at_end = share_of_last(last, LAST)
    short = isnan(at_end) or len(reading.words) <= LAST
    scene.explain(
        guess,
        right,
        True,
        measured=ANSWERS[right] if short else f"the last {LAST} words add {percent(at_end)} %",
        heading="heading short" if short else "heading" if right == "last" else "heading other",
        sections=("explain short" if short else "explain", "explain check"),
        last=LAST,
        words=counted(len(reading.words), "word"),
        share="" if short else percent(at_end),
        every="" if short else percent(share_of_last(every, LAST)),
        even=percent(LAST / len(reading.words)),
        cells=UNITS**2,
        **_kept(),
    )
    if not guess.pending:
        show_proof("learning/sum")
        show_proof("learning/sum/check")
    scene.notes(cells=UNITS**2)


def _kept() -> dict[str, str]:
    """Return what is told of other random starts, with the loss at the last word alone and at every word."""
    proof = kept(experiment("learning/sum"))
    last, every = (proof.of(line.name) for line in proof.experiment.lines)
    told = {"low": min(last), "high": max(last), "half": median(last)}
    told |= {"every_low": min(every), "every_high": max(every)}
    return {"seeds": str(len(last))} | {name: str(percent(share)) for name, share in told.items()}
