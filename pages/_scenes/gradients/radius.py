"""The recurrent matrix: a cloud of gradients that it acts on, its eigenvalues, and what tanh leaves."""

from core import default_run, task
from core.figures.palette import SIGNALS
from core.instruments.summary import origin
from pages._shell.caches.gradients import bound_of, eigenvalues_of, radius_shares, way_of
from pages._shell.caches.networks import trace_of, untrained
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import answer_meant, sentence_key
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.words import counted, written

RADII = (*(round(0.05 * step, 2) for step in range(41)), *(2 + 0.25 * step for step in range(1, 33)))
ASKED = 1.1
ANSWERS = {"more": "more than all of it", "same": "a fifth to all of it", "less": "less than a fifth"}


def show(scene: SceneFrame) -> None:
    """Show what the matrix makes of a cloud of gradients, under sliders of radius and steps back."""
    network = untrained(default_run("rnn", "recall"))
    recall = task(network.spec.task)
    with scene.controls():
        reading = scene.sentence(recall)
    begin = origin(reading.words, recall.telling)
    distance = len(reading.words) - 1 - begin
    guess = scene.predict(ANSWERS, radius=ASKED, distance=counted(distance, "word"))
    target = answer_meant(trace_of(network, reading), reading, recall)
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
        field=sentence_key(recall),
    )
    scene.explain(
        guess,
        "more" if left > 1 else "less" if left < 0.2 else "same",
        finished=True,
        heading="heading here" if not distance else "heading" if left < power else "heading else",
        sections=_sections(distance, left, power),
        radius=ASKED,
        distance=distance,
        words=counted(distance, "word"),
        origin=literal(reading.words[begin]),
        left=written(left),
        power=written(power),
        times=written(power / left),
        one=written(one[begin]),
        own=f"{largest:.2f}",
    )
    scene.notes(
        radius=ASKED,
        distance=distance,
        words=counted(distance, "word"),
        answer=literal(network.classes[target]),
        singular=f"{ASKED * bound:.2f}",
        bound=f"{written((ASKED * bound) ** distance)} times as much",
        needed=f"{1 / bound:.2f}",
    )


def _sections(distance: int, left: float, power: float) -> tuple[str, ...]:
    """Return what is told of what tanh takes away on so many steps back."""
    if not distance:
        return "explain here", "explain linear"
    return "explain", "explain takes" if left < power else "explain alike", "explain linear"
