"""One unit: a weight that is multiplied with itself, once for each step back."""

from core.figures.palette import NETWORKS, SIGNALS
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture

STEPS = 50
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
        {"picture": "unit", "hue": SIGNALS["hidden"], "unit": NETWORKS["rnn"].hue},
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
    )
    scene.notes(steps=STEPS)
