"""A sentence as ids, as one-hot columns, and as rows of a matrix that these pick."""

import streamlit as st

from core import one_hot
from pages._scenes.words.vocabulary import (
    EMBEDDING,
    MARKERS,
    MOST_WORDS,
    Encoded,
    encode_among,
    encode_common,
    words_of,
)
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.visit.choice import choice
from pages._shell.visit.visitor import resettable
from pages._shell.words import counted, listed, thousands

SENTENCE = "A bank by the river sells a banana"
SAMPLES = (
    SENTENCE,
    "An apple is good for you.",
    "Lilliputian dilatants prognosticate parsimoniously!",
    "The dog chased the cat down the street",
)
MOST_LETTERS = 400
ANSWERS = {"nearer": "nearer", "same": "equally far", "further": "further away"}
VOCABULARIES = {"own": "this sentence's words", "common": "1,003 words and signs"}


def show(scene: SceneFrame) -> None:
    """Show the sentence's ids, its one-hot columns and the rows they pick; ask how far apart words are."""
    with scene.controls():
        which = choice(f"{scene.key}_vocabulary", "Vocabulary", VOCABULARIES, "own", name="vocabulary")
        words = _sentence(scene)
    encoded = encode_among(words) if which == "own" else encode_common(words)
    st.caption(_said(encoded))
    guess = scene.predict(ANSWERS)
    _draw(scene, encoded, guess.pending)
    asked = one_hot(["river", "bank", "banana"])
    scene.explain(
        guess,
        "same",
        finished=True,
        cosine=f"{asked.cosine('river', 'bank'):.0f}",
        distance=f"{asked.distance('river', 'banana'):.2f}",
        size=thousands(encoded.size),
        width=EMBEDDING,
    )
    scene.notes()


def _sentence(scene: SceneFrame) -> tuple[str, ...]:
    """Ask for a sentence and return its words; a text without any leaves the last good one."""
    key = resettable(f"{scene.key}_sentence", SENTENCE)

    def take_sample() -> None:
        if chosen := st.session_state[f"{key}_sample"]:
            st.session_state[key], st.session_state[f"{key}_sample"] = chosen, None

    text = st.text_input(
        "Sentence: your own words", value=SENTENCE, key=key, bind="query-params", persist_state="session"
    )
    st.selectbox(
        "or a sample",
        SAMPLES,
        index=None,
        placeholder="samples",
        key=f"{key}_sample",
        on_change=take_sample,
        width=160,
    )
    try:
        words = words_of(text[:MOST_LETTERS])
    except ValueError as problem:
        st.info(f"{problem} The last sentence is still shown.", icon=":material/edit:")
        return words_of(str(st.session_state.get(f"{key}_good", SENTENCE)))
    st.session_state[f"{key}_good"] = text[:MOST_LETTERS]
    return words


def _said(encoded: Encoded) -> str:
    """Say what became of the words."""
    if encoded.entries[-1].word not in MARKERS:
        said = f"{counted(len(encoded.words), 'word')}, {len(encoded.entries)} of them different."
    elif others := encoded.others:
        named = listed([f"“{literal(word)}”" for word in dict.fromkeys(others)])
        said = f"{len(others)} of {counted(len(encoded.words) - 2, 'word')} became “other”: {named}."
    else:
        said = f"All {counted(len(encoded.words) - 2, 'word')} are among the 1,000 most common ones."
    return f"{said} Only the first {MOST_WORDS} words are drawn." if encoded.dropped else said


def _draw(scene: SceneFrame, encoded: Encoded, veiled: bool) -> None:
    data = {
        "words": encoded.words,
        "places": encoded.places,
        "entries": [entry._asdict() for entry in encoded.entries],
        "size": encoded.size,
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
