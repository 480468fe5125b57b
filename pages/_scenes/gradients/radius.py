"""The recurrent matrix: its eigenvalues, the circle that matters, and the gradient that comes back."""

from core import default_run, task
from core.figures.palette import SIGNALS
from core.instruments.summary import origin
from pages._shell.caches.gradients import bound_of, eigenvalues_of, radius_shares
from pages._shell.caches.networks import untrained
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture

RADII = tuple(round(0.1 + 0.05 * step, 2) for step in range(39))
ASKED = 1.1
ANSWERS = {"more": "more than at the last word", "same": "about as much", "less": "less than a fifth"}


def show(scene: SceneFrame) -> None:
    """Show the eigenvalues under a slider, and beside them the gradient with and without tanh."""
    network = untrained(default_run("rnn", "recall"))
    recall = task(network.spec.task)
    reading = recall.read(recall.probe)
    begin = origin(reading.words, recall.telling)
    distance = len(reading.words) - 1 - begin
    guess = scene.predict(ANSWERS, radius=ASKED, distance=distance)
    shares = radius_shares(network, reading, network.classes.index(recall.probe_answer), RADII)
    own = eigenvalues_of(network)
    largest = max(map(abs, own))
    bound = bound_of(network) / largest
    show_picture(
        "gradients",
        {
            "picture": "radius",
            "words": list(reading.words),
            "asked": begin,
            "radii": RADII,
            "start": ASKED,
            "shares": [list(found) for found in shares],
            "eigenvalues": [[one.real / largest, one.imag / largest] for one in own],
            "hue": SIGNALS["hidden"],
        },
        key=f"{scene.key}_picture",
        name="radius",
        alt="The eigenvalues of the recurrent matrix, and what is left of the gradient.",
        veiled=guess.pending,
    )
    scene.explain(
        guess,
        "less",
        finished=True,
        radius=ASKED,
        distance=distance,
        origin=reading.words[begin],
        left=f"{shares[RADII.index(ASKED)][begin]:.2g}",
        power=f"{ASKED**distance:.1f}",
        one=f"{shares[RADII.index(1.0)][begin]:.2g}",
        own=f"{largest:.2f}",
    )
    scene.notes(
        radius=ASKED,
        distance=distance,
        singular=f"{ASKED * bound:.2f}",
        bound=f"{float(f'{(ASKED * bound) ** distance:.3g}'):,.0f} times as much",
        needed=f"{1 / bound:.2f}",
    )
