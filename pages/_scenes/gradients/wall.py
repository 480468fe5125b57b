"""The wall: one unit's error over its two weights, and two runs of gradient descent that come to its wall."""

import numpy as np

from core.experiments import experiment, kept
from core.experiments.lessons import exploding_wall as unit
from pages._shell.caches.gradients import walks
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture
from pages._shell.words import percent, thousands

PROOF = "gradients/wall"
ANSWERS = {
    "valley": "it slides along the wall into the valley",
    "across": "it jumps over the wall and goes on behind it",
    "away": "it is thrown off the map and stays there",
}


def show(scene: SceneFrame) -> None:
    """Show the map with a run that is cut and one that is not, from one start."""
    plain, cut = walks()
    thrown = next(at for at, place in enumerate(plain) if not unit.on_map(place))
    before, there = plain[thrown - 1], plain[thrown]
    told = {
        "before": str(thrown - 1),
        "step": str(thrown),
        "norm": f"{before.norm:.0f}",
        "wide": f"{np.ptp(unit.WEIGHTS):g}",
        "w": thousands(round(float(there.weight))),
        "b": thousands(round(float(there.bias))),
        "error": f"{there.error:.2f}",
        "threshold": f"{unit.THRESHOLD:g}",
        "steps": str(unit.STEPS),
        "cut": str(sum(bool(place.norm > unit.THRESHOLD) for place in cut[:-1])),
        "left": f"{cut[-1].error:.2g}",
        "timesteps": str(unit.TIMESTEPS),
        "begins": f"{unit.BEGINS:g}",
        "wanted": f"{unit.WANTED:g}",
        "rate": f"{unit.RATE:g}",
        "valley": f"{unit.VALLEY:g}",
    }
    guess = scene.predict(ANSWERS, stacked=True, **told)
    show_picture(
        "gradients",
        {
            "picture": "wall",
            "model": {
                "timesteps": unit.TIMESTEPS,
                "begins": unit.BEGINS,
                "wanted": unit.WANTED,
                "rate": unit.RATE,
            },
            "weights": unit.WEIGHTS,
            "biases": unit.BIASES,
            "start": unit.START,
            "threshold": unit.THRESHOLD,
            "steps": unit.STEPS,
            "valley": unit.VALLEY,
        },
        key=f"{scene.key}_picture",
        name="the-wall",
        alt="A map of one unit's error over its weight w and its bias b, with two runs of gradient descent.",
        veiled=guess.pending,
    )
    scene.explain(guess, "away", finished=True, came="Calculated", **told)
    if not guess.pending:
        show_proof(PROOF)
    scene.notes(**told, **_over_starts())


def _over_starts() -> dict[str, str]:
    """Return from which shares of drawn starts the runs end in the valley, and off the map."""
    found = kept(experiment(PROOF))
    cut, plain, off = (found.of(line.name) for line in found.experiment.lines)
    ends = {"cut_valley": cut, "plain_valley": plain, "plain_off": off}
    return {
        "seeds": str(len(cut)),
        "starts": str(unit.STARTS),
        **{name: _range(shares) for name, shares in ends.items()},
    }


def _range(shares: tuple[float, ...]) -> str:
    least, most = percent(min(shares)), percent(max(shares))
    return f"{least} %" if least == most else f"{least} to {most} %"
