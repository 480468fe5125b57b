"""What a truncation does not learn: the same gap with gradients that go back farther and less far."""

from statistics import median
from typing import Literal

import numpy as np
import streamlit as st

from core import Network, RunSpec, task
from core.equations.forward import Pass, arrays
from core.experiments import Kept, experiment, kept
from core.experiments.lessons.learning_windows import FIXED, GAP, MIXED, WINDOW, truncated
from core.figures.palette import NETWORKS
from core.figures.score import provenance
from core.tasks.recall import ANSWERS as DECIDED
from core.tasks.recall import EXAM_SIZE
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import at_hand, networks
from pages._shell.stage import show_picture
from pages._shell.visit.choice import choice

Sentences = Literal["fixed", "mixed"]

ANSWERS = {"none": "about 2, it guesses", "half": "about 8", "all": "nearly all"}
BACK = {str(back): str(back) for back in (2, 5, 10, 16)}
SHORTEST, LONGEST = 3, 24
GAPS: dict[Sentences, str] = {
    "fixed": f"all with {GAP} words between",
    "mixed": f"{SHORTEST} to {LONGEST} words between",
}
EXAMPLE = ("dog", DECIDED["dog"])


def recipe(back: int, sentences: Sentences, seed: int = 0) -> RunSpec:
    """Return the recipe of the network that is trained for the reader."""
    shortest, longest = (GAP, GAP) if sentences == "fixed" else (SHORTEST, LONGEST)
    return truncated(shortest, longest, back, seed)


def show(scene: SceneFrame) -> None:
    """Show the kept networks, and one that is trained now."""
    with scene.controls():
        back = int(choice(f"{scene.key}_back", "Gradient goes back", BACK, str(WINDOW)))
        sentences = choice(f"{scene.key}_gaps", "Sentences to learn from", GAPS, "fixed")
    guess = scene.predict(ANSWERS, gap=GAP, window=WINDOW, judged=EXAM_SIZE)
    spec = recipe(back, sentences)
    trained = None if guess.pending else at_hand([spec])
    answers = _answers(trained[0]) if trained else []
    fixed, mixed = kept(experiment("learning/far")), kept(experiment("learning/far/short"))
    show_picture(
        "through",
        {
            "picture": "far",
            "series": [
                _series(fixed, FIXED, f"Learns only from gaps of {GAP}", GAP),
                _series(mixed, MIXED, f"Learns from gaps of {SHORTEST} to {LONGEST}", SHORTEST),
            ],
            "back": back,
            "score": sum(bool(one["right"]) for one in answers) / len(answers) if answers else None,
            "answers": answers,
            "gap": GAP,
            "judged": EXAM_SIZE,
            "chance": 1 / len(DECIDED),
            "example": EXAMPLE,
            "hue": NETWORKS["lstm"].hue,
            "caption": provenance(trained[0]) if trained else "",
        },
        key=f"{scene.key}_picture",
        name="truncation-and-gap",
        alt=f"Right answers over a gap of {GAP} words, by how far the gradient goes back.",
        veiled=guess.pending,
    )
    now = st.container()
    short, whole = (fixed.of(f"{words} words back") for words in (WINDOW, 16))
    enough = mixed.of(f"{WINDOW} words back")
    values = {
        "gap": str(GAP),
        "window": str(WINDOW),
        "shortest": str(SHORTEST),
        "longest": str(LONGEST),
        "reaches": str(GAP + 1),
        "judged": str(EXAM_SIZE),
        "chance": _right(1 / len(DECIDED)),
        "none": _right(median(short)),
        "all": _right(median(whole)),
        "short": _right(median(enough)),
        "short_least": _right(min(enough)),
        "three": _right(median(mixed.of("3 words back"))),
        "ten": _right(median(fixed.of("10 words back"))),
        "fourteen": _right(median(fixed.of("14 words back"))),
        "seeds": str(len(short)),
    }
    measured = f"{values['none']} of {EXAM_SIZE} right, as by guessing"
    scene.explain(guess, "none", True, measured=measured, **values)
    if not guess.pending:
        show_proof("learning/far")
        show_proof("learning/far/short")
    scene.notes(**values)
    if not guess.pending:
        with now:  # last: a network that is still in training ends the run
            networks([spec])


def _series(proof: Kept, backs: tuple[int, ...], name: str, shortest: int) -> dict[str, object]:
    values = [proof.of(f"{back} words back") for back in backs]
    return {"name": name, "shortest": shortest, "back": backs, "values": values}


def _right(share: float) -> str:
    """Return how many of the judged sentences that is; the middle of an even number may be a half."""
    return f"{share * EXAM_SIZE:g}"


def _answers(network: Network) -> list[dict[str, object]]:
    """Return what a network says over the gap of each held-out sentence, and what is asked for."""
    exam = task(network.spec.task).exam(GAP)
    logits = Pass.forward(network.spec.model, arrays(network), exam.ids.T).logits[-1]
    said, right = logits.argmax(axis=1), exam.targets[:, -1]
    subjects = np.take(np.array(network.vocabulary), exam.ids[:, 1])
    return [
        {
            "subject": str(subject),
            "asked": network.classes[int(asked)],
            "said": network.classes[int(one)],
            "right": bool(one == asked),
        }
        for subject, one, asked in zip(subjects, said, right, strict=True)
    ]
