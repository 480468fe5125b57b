"""One unit: a weight that is multiplied with itself, once for each step back."""

from core.experiments import experiment, kept
from core.experiments.lessons import resting
from core.figures.palette import NETWORKS, SIGNALS
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture
from pages._shell.words import scientific, thousands

STEPS = 50
PROOF = "gradients/unit/rest"
ANSWERS = {
    "tenth": "90 % and 110 %",
    "half": "a half and twice as much",
    "extreme": "under 1 % and over 100 times",
}


def show(scene: SceneFrame) -> None:
    """Show what is left of the gradient of one unit after each number of steps back."""
    guess = scene.predict(ANSWERS, steps=STEPS)
    show_picture(
        "gradients",
        {"picture": "unit", "hue": SIGNALS["hidden"], "below": NETWORKS["gru"].hue},
        key=f"{scene.key}_picture",
        name="one-unit",
        alt="How much of its gradient one unit passes back.",
        veiled=guess.pending,
    )
    low, high = 0.9**STEPS, 1.1**STEPS
    scene.explain(
        guess,
        "extreme",
        finished=True,
        came="Calculated",
        measured=f"{100 * low:.1f} % and {high:.0f} times as much",
        steps=STEPS,
        low=f"{low:.4f}",
        percent=f"{100 * low:.1f}",
        high=f"{high:.0f}",
        **_at_rest(),
    )
    if not guess.pending:
        show_proof(PROOF)
    scene.notes(steps=STEPS, **_at_rest())


def _at_rest() -> dict[str, str]:
    """Return where a tanh unit comes to rest, and what of a gradient is left there and between."""
    where = resting.rest(resting.HOLDS)
    found = kept(experiment(PROOF))
    held, between = (found.of(line.name) for line in found.experiment.lines)
    return {
        "holds": f"{resting.HOLDS:g}",
        "rest": f"{where:.2f}",
        "rest_steps": str(resting.STEPS),
        "rest_left": scientific(float(resting.left(resting.HOLDS, where)[-1])),
        "between": thousands(int(round(resting.left(resting.HOLDS, 0.0)[-1], -4))),
        "fades": f"{float(resting.left(0.9, 0.0)[-1]):.2f}",
        "seeds": str(len(held)),
        "most_held": scientific(max(held)),
        "least_between": thousands(round(min(between))),
    }
