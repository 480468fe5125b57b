"""Words in the embedding of a network that was trained on a task: sentiment in everyday English."""

from typing import NamedTuple

import numpy as np

from core import Network, WordVectors, default_run, principal_axes
from core.arrays import Floats
from core.figures.palette import NEGATIVE, POSITIVE
from core.tasks.everyday import RATED
from pages._shell.caches.networks import untrained
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.stage import show_picture

SPEC = default_run("lstm", "everyday")
ANSWERS = {"near": "near each other", "apart": "far apart", "none": "as far as any two"}
GOOD, BAD = "good", "bad"
TELLING = 60
"""Words with a rating that are drawn, the most used ones."""

GRAMMAR = ("not", "never", "no", "nothing", "very", "really", "but", "although")
NEUTRAL = ("the", "a", "of", "to", "was", "is", "and", "it", "table", "water")
CLOSE, FAR = 0.75, 1.25
"""Of the mean distance of two words: below the first two are near, above the second far apart."""


class Drawn(NamedTuple):
    """The words that are drawn with their vectors, and the plane in which those spread most, (d, 2).

    The second axis is the one of the two that follows people's ratings more, upwards for good ones;
    `correlation` says how closely.
    """

    vectors: WordVectors
    axes: Floats
    correlation: float


def drawn_of(network: Network) -> Drawn:
    """Return the vectors of the words that are drawn, and their plane."""
    telling = tuple(word for word in network.vocabulary if word in RATED)[:TELLING]
    words = (*dict.fromkeys((*telling, GOOD, BAD)), *GRAMMAR, *NEUTRAL)
    matrix = network.weights["embedding.weight"].astype(float)
    vectors = WordVectors(words, matrix[[network.vocabulary.index(word) for word in words]])
    axes = principal_axes(vectors.matrix)
    rated = [place for place, word in enumerate(words) if word in RATED]
    ratings = [RATED[words[place]] for place in rated]
    found = [float(np.corrcoef(along[rated], ratings)[0, 1]) for along in (vectors.matrix @ axes).T]
    up = int(np.argmax(np.abs(found)))
    axes = np.stack([axes[:, 1 - up], np.sign(found[up]) * axes[:, up]], axis=1)
    return Drawn(vectors, axes, abs(found[up]))


def apart(vectors: WordVectors) -> float:
    """Return the distance of two opposites, in distances of two different words on average."""
    differences = vectors.matrix[:, None] - vectors.matrix[None]
    mean = np.linalg.norm(differences, axis=2).sum() / (len(vectors.words) * (len(vectors.words) - 1))
    return vectors.distance(GOOD, BAD) / float(mean)


def show(scene: SceneFrame) -> None:
    """Ask where a network trained on sentiment puts opposites; show its words before and after training."""
    guess = scene.predict(ANSWERS)
    (network,) = networks((SPEC,))
    drawn = drawn_of(network)
    words, after = drawn.vectors.words, drawn.vectors
    before = drawn_of(untrained(SPEC)).vectors
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
        alt=f"{len(words)} words in the embedding of a network that tells good from bad sentences.",
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
