"""Explosion: a run of plain gradient descent whose numbers become NaN, and the same run with its norm cut."""

import math

from core.experiments import experiment, kept
from core.experiments.lessons.exploding import AFTER, RADIUS, RATE, STEPS, THRESHOLD, exploding
from core.tasks.recall import ANSWERS as DECIDED
from pages._shell.caches.gradients import descent_of
from pages._shell.caches.networks import untrained
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture
from pages._shell.words import scientific

ANSWERS = {
    "right": "it is right after a few steps more",
    "back": "the loss jumps up, and falls again",
    "nan": "all its weights become NaN",
}
JUMP = 1e6
"""A loss above this is one that a step has jumped to."""


def show(scene: SceneFrame) -> None:
    """Show both runs, the loss along the step that jumps, and the algorithm's lines."""
    network = untrained(exploding(0))
    plain, cut = (descent_of(network, threshold) for threshold in (math.inf, THRESHOLD))
    jump = next(at for at, step in enumerate(plain) if not step.loss < JUMP)
    before, thrown, end = plain[jump - 1], plain[jump], plain[-1]
    told = {
        "jump": str(jump),
        "norm": f"{float(f'{before.norm:.3g}'):,.0f}",
        "earlier": f"{plain[jump - 2].norm:.0f}",
        "rate": f"{RATE:g}",
        "far": f"{float(f'{RATE * before.norm:.3g}'):,.0f}",
        "loss": f"{before.loss:.0f}",
        "thrown": scientific(thrown.loss),
        "end": str(len(plain)),
        "threshold": f"{THRESHOLD:g}",
        "short": f"{RATE * THRESHOLD:g}",
        "radius": f"{RADIUS:g}",
        "steps": str(STEPS),
        "correct": str(cut[-1].right),
        "asked": str(len(DECIDED)),
    }
    guess = scene.predict(ANSWERS, **told)
    show_picture(
        "gradients",
        {
            "picture": "explode",
            "network": network.key,
            "sentences": [(f"the {subject} {AFTER}", answer) for subject, answer in DECIDED.items()],
            "rate": RATE,
            "steps": STEPS,
            "threshold": THRESHOLD,
            "jump": jump,
        },
        key=f"{scene.key}_picture",
        name="explosion-and-clipping",
        alt="The gradient's norm at each training step, and the loss along one step.",
        veiled=guess.pending,
        networks=(network,),
    )
    scene.explain(
        guess,
        "right" if end.known and end.right == len(DECIDED) else "back" if end.known else "nan",
        True,
        heading="heading" if not end.known and cut[-1].known else "heading else",
        **told,
    )
    if not guess.pending:
        show_proof("gradients/explode/right")
    scene.notes(**told, **_over_seeds())


def _over_seeds() -> dict[str, str]:
    """Return what came out over random starts: how long each run lasted, and what it had right."""
    lasted, right = (kept(experiment(name)) for name in ("gradients/explode", "gradients/explode/right"))
    ended, answers = lasted.of("not cut"), right.of("cut to norm 1")
    tanh = kept(experiment("gradients/explode/tanh")).of("not cut, tanh")
    return {
        "seeds": str(len(ended)),
        "soonest": f"{min(ended) + 1:.0f}",
        "latest": f"{max(ended) + 1:.0f}",
        "all_right": str(sum(one == len(DECIDED) for one in answers)),
        "least": f"{min(answers):.0f}",
        "tanh": str(sum(one >= STEPS for one in tanh)),
    }
