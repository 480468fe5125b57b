"""Words in the embedding of a network that was trained on a task: sentiment in everyday English."""

from core import default_run
from core.experiments.lessons.words import FAR
from core.figures.palette import NEGATIVE, POSITIVE
from core.instruments.valence import BAD, GOOD, GRAMMAR, TELLING, apart, valences
from core.tasks.everyday import RATED
from pages._shell.caches.networks import untrained
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.stage import show_picture

SPEC = default_run("lstm", "everyday")
ANSWERS = {"near": "near each other", "apart": "far apart", "none": "as far as any two"}
CLOSE = 0.75
"""Of the mean distance of two words: below this two are near."""


def show(scene: SceneFrame) -> None:
    """Ask where a network trained on sentiment puts opposites; show its words before and after training."""
    guess = scene.predict(ANSWERS)
    (network,) = networks((SPEC,))
    drawn = valences(network)
    words, after = drawn.vectors.words, drawn.vectors
    before = valences(untrained(SPEC)).vectors
    distance = apart(after)
    right = "near" if distance < CLOSE else "apart" if distance > FAR else "none"
    data = {
        "words": words,
        "before": before.matrix.round(3).tolist(),
        "after": after.matrix.round(3).tolist(),
        "mean": after.matrix.mean(axis=0).round(4).tolist(),
        "axes": drawn.axes.T.round(4).tolist(),
        "ratings": [RATED.get(word, 0) for word in words],
        "grammar": GRAMMAR,
        "hues": [NEGATIVE, POSITIVE],
        "first": [GOOD, BAD],
        "correlation": round(drawn.correlation, 2),
        "apart": round(distance, 2),
    }
    show_picture(
        "valence",
        data,
        key=scene.key,
        name="words-task",
        alt=f"{len(words)} words in the embedding of a network that tells good from bad sentences."
        + (
            ""
            if guess.pending
            else f" “{GOOD}” and “{BAD}” lie {distance:.1f} times as far apart as two words do."
        ),
        veiled=guess.pending,
    )
    scene.explain(
        guess,
        right,
        finished=True,
        heading="heading" if right == "apart" else "heading else",
        distance=f"{distance:.1f}",
        correlation=f"{drawn.correlation:.2f}",
    )
    scene.notes(size=SPEC.model.embedding_size, count=TELLING)
