"""A sentence as ids, as one-hot columns, and as rows of a matrix that these pick."""

from typing import Literal

import streamlit as st

from core import one_hot
from pages._scenes.words.common import MARKERS
from pages._scenes.words.own_field import own_text
from pages._scenes.words.sentence import sentence_of_text, typed_sentence
from pages._scenes.words.vocabulary import EMBEDDING, MOST_WORDS, Encoded, encode_among, encode_common
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.visit.choice import choice
from pages._shell.words import counted, listed, thousands

ANSWERS = {"nearer": "nearer", "same": "equally far", "further": "further away"}
Vocabulary = Literal["own", "text", "common"]
VOCABULARIES: dict[Vocabulary, str] = {
    "own": "this sentence's words",
    "text": "your own text's",
    "common": "1,003 words and signs",
}


def show(scene: SceneFrame) -> None:
    """Show the sentence's ids, its one-hot columns and the rows they pick; ask how far apart words are."""
    controls = scene.controls()
    with controls:
        which = choice(f"{scene.key}_vocabulary", "Vocabulary", VOCABULARIES, "own", name="vocabulary")
    own = own_text(f"{scene.key}_text") if which == "text" else None
    with controls:
        words = sentence_of_text(scene.key, own) if own else typed_sentence(scene.key)
    encoded = encode_common(words) if which == "common" else encode_among(words, own.counts if own else ())
    st.caption(_said(encoded, of_text=own is not None))
    guess = scene.predict(ANSWERS)
    _draw(scene, encoded, guess.pending, of_text=own is not None)
    asked = one_hot(["river", "bank", "banana"])
    scene.explain(
        guess,
        "same",
        finished=True,
        came="Calculated",
        cosine=f"{asked.cosine('river', 'bank'):.0f}",
        distance=f"{asked.distance('river', 'banana'):.2f}",
        size=thousands(encoded.size),
        width=EMBEDDING,
    )
    scene.notes()


def _said(encoded: Encoded, *, of_text: bool) -> str:
    """Say what became of the words."""
    if of_text:
        often = encoded.entries[0].word
        said = f"Your text has {counted(encoded.size, 'different word')}; ids go by how often they come. "
        said += f"Of this sentence “{literal(often)}” comes most often."
    elif encoded.entries[-1].word not in MARKERS:
        said = f"{counted(len(encoded.words), 'word')}, {len(encoded.entries)} of them different."
    elif others := encoded.others:
        named = listed([f"“{literal(word)}”" for word in dict.fromkeys(others)])
        said = f"{len(others)} of {counted(len(encoded.words) - 2, 'word')} became “other”: {named}."
    else:
        said = f"All {counted(len(encoded.words) - 2, 'word')} are among the 1,000 most common ones."
    return f"{said} Only the first {MOST_WORDS} words are drawn." if encoded.dropped else said


def _draw(scene: SceneFrame, encoded: Encoded, veiled: bool, *, of_text: bool) -> None:
    data = {
        "words": encoded.words,
        "places": encoded.places,
        "entries": [entry._asdict() for entry in encoded.entries],
        "size": encoded.size,
        "counted": "text" if of_text else "sentence",
        "first": "river" if "river" in encoded.words else encoded.words[len(encoded.words) // 2],
    }
    ids = ", ".join(f"{entry.word} {entry.id}" for entry in encoded.entries)
    show_picture(
        "onehot",
        data,
        key=scene.key,
        name="words-ids",
        alt=f"One-hot columns of a sentence and the embedding matrix. Ids: {ids}.",
        veiled=veiled,
    )
