"""Which words stand near which: counted neighbours as vectors, without any training."""

from core import WordVectors, count_neighbours, ppmi, principal_axes
from core.vectors.grammar import PEOPLE, VALUES
from pages._scenes.words.texts import sentences_of
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture
from pages._shell.words import thousands

ANSWERS = {"throne": "throne", "queen": "queen", "same": "equally near"}
WORD, BESIDE, NEVER = "king", "throne", "queen"
MOST_SENTENCES = 160
"""Sentences that the browser gets to show words in; the counts are of all."""


def show(scene: SceneFrame) -> None:
    """Show the neighbours of words as rows of numbers, and the plane of these rows; ask what is near."""
    sentences = sentences_of("balanced")
    counts = count_neighbours(sentences)
    rows = WordVectors(counts.words, ppmi(counts))
    guess = scene.predict(ANSWERS)
    nearer = NEVER if rows.cosine(WORD, NEVER) > rows.cosine(WORD, BESIDE) else BESIDE
    plane = (rows.matrix - rows.matrix.mean(axis=0)) @ principal_axes(rows.matrix)
    columns = [word for beside in VALUES.values() for word in beside]
    columns += [word for word in counts.words if word not in columns and word not in PEOPLE]
    data = {
        "words": counts.words,
        "sentences": [" ".join(sentence) for sentence in sentences[:MOST_SENTENCES]],
        "counts": counts.table.tolist(),
        "rows": rows.matrix.round(3).tolist(),
        "plane": plane.round(3).tolist(),
        "columns": [*columns, *PEOPLE],
        "strong": PEOPLE,
        "first": [WORD, BESIDE],
        "other": NEVER,
    }
    show_picture(
        "company",
        data,
        key=scene.key,
        name="words-counts",
        alt=f"The plane of {len(counts.words)} words by their neighbours.",
        veiled=guess.pending,
    )
    at = counts.words.index
    scene.explain(
        guess,
        nearer,
        finished=True,
        size=len(counts.words),
        beside=int(counts.table[at(WORD), at(BESIDE)]),
        never=int(counts.table[at(WORD), at(NEVER)]),
        queen=f"{rows.cosine(WORD, NEVER):.2f}",
        throne=f"{rows.cosine(WORD, BESIDE):.2f}",
    )
    scene.notes(size=len(counts.words), sentences=thousands(len(sentences)))
