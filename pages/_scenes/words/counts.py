"""Which words stand near which: counted neighbours as vectors, without any training."""

from core import principal_axes
from core.experiments.lessons.words import BESIDE, NEVER, sentences_of
from core.vectors.grammar import PEOPLE, VALUES, Sentences
from pages._scenes.words.company import Company, company_of, company_of_own
from pages._scenes.words.own_field import own_text
from pages._scenes.words.own_text import MOST_WORDS
from pages._scenes.words.texts import whose_text
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture
from pages._shell.words import thousands

ANSWERS = {"throne": "throne", "queen": "queen", "same": "equally near"}
MOST_SENTENCES = 160
"""Sentences that the browser gets to show words in; the counts are of all."""


def show(scene: SceneFrame) -> None:
    """Show the neighbours of words as rows of numbers, and the plane of these rows; ask what is near."""
    with scene.controls():
        whose = whose_text()
    own = own_text(f"{scene.key}_text") if whose == "own" else None
    if own:
        found = company_of_own(own.frequent)
        _draw(scene, found, own.sentences, list(found.counts.words), "at most five words apart")
        scene.tell(
            heading="heading own",
            sections=("explain own",),
            **_told(found),
            kept=len(found.counts.words),
            different=thousands(len(own.counts)),
            most=MOST_WORDS,
        )
        sentences = own.sentences
    else:
        sentences = sentences_of("unbalanced" if whose == "unbalanced" else "balanced")
        found = company_of(sentences)
        guess = scene.predict(ANSWERS)
        columns = [word for beside in VALUES.values() for word in beside]
        columns += [word for word in found.counts.words if word not in columns and word not in PEOPLE]
        _draw(scene, found, sentences, [*columns, *PEOPLE], "in one sentence", veiled=guess.pending)
        nearer = NEVER if found.cosine(NEVER) > found.cosine(BESIDE) else BESIDE
        scene.explain(
            guess,
            nearer,
            finished=True,
            heading="heading" if nearer == NEVER else "heading else",
            **_told(found),
        )
    scene.notes(size=len(found.counts.words), sentences=thousands(len(sentences)))


def _told(found: Company) -> dict[str, str]:
    """Return what the prose says of three words."""
    return {
        "word": found.word,
        "beside": found.beside,
        "alike": found.alike,
        "together": str(found.together(found.beside)),
        "never": str(found.together(found.alike)),
        "near": f"{found.cosine(found.alike):.2f}",
        "far": f"{found.cosine(found.beside):.2f}",
        "size": str(len(found.counts.words)),
    }


def _draw(
    scene: SceneFrame,
    found: Company,
    sentences: Sentences,
    columns: list[str],
    within: str,
    *,
    veiled: bool = False,
) -> None:
    matrix, words = found.rows.matrix, found.counts.words
    plane = (matrix - matrix.mean(axis=0)) @ principal_axes(matrix)
    data = {
        "words": words,
        "sentences": [" ".join(sentence) for sentence in sentences[:MOST_SENTENCES]],
        "counts": found.counts.table.tolist(),
        "rows": matrix.round(3).tolist(),
        "plane": plane.round(3).tolist(),
        "columns": columns,
        "strong": [word for word in PEOPLE if word in words] or words[:12],
        "first": [found.word, found.beside],
        "other": found.alike,
        "within": within,
    }
    show_picture(
        "company",
        data,
        key=scene.key,
        name="words-counts",
        alt=f"The plane of {len(words)} words by their neighbours. "
        f"“{found.word}” is as near to “{found.alike}” as a cosine of {found.cosine(found.alike):.2f}, "
        f"to “{found.beside}” {found.cosine(found.beside):.2f}.",
        veiled=veiled,
    )
