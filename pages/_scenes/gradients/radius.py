"""The recurrent matrix: a cloud of gradients that it acts on, its eigenvalues, and what tanh leaves."""

from core import default_run, task
from core.figures.palette import SIGNALS
from core.instruments.summary import origin
from pages._shell.caches.gradients import bound_of, eigenvalues_of, radius_shares, way_of
from pages._shell.caches.networks import untrained
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture

RADII = (*(round(0.05 * step, 2) for step in range(41)), *(2 + 0.25 * step for step in range(1, 33)))
ASKED = 1.1
ANSWERS = {"more": "more than at the last word", "same": "about as much", "less": "less than a fifth"}


def show(scene: SceneFrame) -> None:
    """Show what the matrix makes of a cloud of gradients, under sliders of radius and steps back."""
    network = untrained(default_run("rnn", "recall"))
    recall = task(network.spec.task)
    reading = recall.read(recall.probe)
    begin = origin(reading.words, recall.telling)
    distance = len(reading.words) - 1 - begin
    guess = scene.predict(ANSWERS, radius=ASKED, distance=distance)
    target = network.classes.index(recall.probe_answer)
    one, asked = radius_shares(network, reading, target, (1.0, ASKED))
    own = eigenvalues_of(network)
    largest = max(map(abs, own))
    bound = bound_of(network) / largest
    power, left = float(f"{ASKED**distance:.2g}"), float(f"{asked[begin]:.2g}")
    show_picture(
        "gradients",
        {
            "picture": "radius",
            "words": list(reading.words),
            "asked": begin,
            "radii": RADII,
            "start": ASKED,
            "eigenvalues": [[one.real / largest, one.imag / largest] for one in own],
            "bound": bound,
            "rnn": way_of(network, reading),
            "classes": list(network.classes),
            "target": target,
            "hue": SIGNALS["hidden"],
        },
        key=f"{scene.key}_picture",
        name="radius",
        alt="A cloud of gradients that go back through the recurrent matrix, and its eigenvalues.",
        veiled=guess.pending,
    )
    scene.explain(
        guess,
        "more" if left > 1 else "less" if left < 0.2 else "same",
        finished=True,
        radius=ASKED,
        distance=distance,
        origin=reading.words[begin],
        left=f"{left:g}",
        power=f"{power:g}",
        times=f"{power / left:.0f}",
        one=f"{one[begin]:.2g}",
        own=f"{largest:.2f}",
    )
    scene.notes(
        radius=ASKED,
        distance=distance,
        answer=recall.probe_answer,
        singular=f"{ASKED * bound:.2f}",
        bound=f"{float(f'{(ASKED * bound) ** distance:.3g}'):,.0f} times as much",
        needed=f"{1 / bound:.2f}",
    )
