"""Gradients or luck: the same network and the same sentences, as many losses for each."""

from collections.abc import Sequence
from statistics import median

from core.experiments import experiment, kept
from core.experiments.lessons.learning_search import COST, EVALUATIONS, LARGER, SEARCHED, SMALLER, searched
from core.tasks.recall import ANSWERS as DECIDED
from pages._shell.caches.networks import untrained
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture

ANSWERS = {"gradients": "gradients clearly more", "alike": "about as many", "luck": "luck clearly more"}


def show(scene: SceneFrame) -> None:
    """Show both at work, in the browser; what is claimed was measured over twenty starts."""
    network = untrained(searched(0))
    steps = EVALUATIONS // COST
    guess = scene.predict(ANSWERS, steps=steps, tries=EVALUATIONS, cost=COST)
    show_picture(
        "through",
        {
            "picture": "search",
            "network": network.key,
            "sentences": [(f"the {subject} had a big", answer) for subject, answer in DECIDED.items()],
            "budget": EVALUATIONS,
            "units": SEARCHED[0],
        },
        key=f"{scene.key}_picture",
        name="gradients-or-luck",
        alt="The loss of eight sentences along gradients and by luck, after as many losses.",
        veiled=guess.pending,
        networks=(network,),
    )
    proof, tries, units = (kept(experiment(f"learning/search{name}")) for name in ("", "/tries", "/units"))
    gradients, luck = proof.of("gradients"), proof.of("luck")
    values = {
        "steps": str(steps),
        "tries": str(EVALUATIONS),
        "cost": str(COST),
        "learnt": f"{median(gradients):.0f}",
        "lucky": f"{median(luck):.0f}",
        "least": f"{min(luck):.0f}",
        "most": f"{max(luck):.0f}",
        "whole": f"{median(tries.of('luck')):,.0f}",
        "wholly": f"{median(tries.of('gradients')):.0f}",
        "seeds": str(len(luck)),
        "smaller": str(SMALLER),
        "larger": str(LARGER),
        "luck_small": _ends(units.of(f"luck, {SMALLER} units")),
        "luck_large": _ends(units.of(f"luck, {LARGER} units")),
        "small": _ends(units.of(f"gradients, {SMALLER} units")),
    }
    scene.explain(
        guess,
        "gradients",
        True,
        measured=f"{values['learnt']} of 8 instead of {values['lucky']} ({values['seeds']} starts)",
        **values,
    )
    if not guess.pending:
        show_proof("learning/search/tries")
        show_proof("learning/search/units")
    scene.notes(**values)


def _ends(values: Sequence[float]) -> str:
    return f"{min(values):.0f} to {max(values):.0f}"
