"""Where the sentence comes from that becomes ids: typed, a sample, or one of a text of one's own."""

import streamlit as st

from pages._scenes.words.own_text import OwnText
from pages._scenes.words.vocabulary import words_of
from pages._shell.lesson.frame import hidden
from pages._shell.plain import literal
from pages._shell.visit.address import standing
from pages._shell.visit.visitor import resettable

SENTENCE = "A bank by the river sells a banana"
SAMPLES = (
    SENTENCE,
    "An apple is good for you.",
    "Lilliputian dilatants prognosticate parsimoniously!",
    "The dog chased the cat down the street",
)
MOST_LETTERS = 400
MOST_SENTENCES = 200
"""Sentences of one's own text that are offered."""


def typed_sentence(key: str) -> tuple[str, ...]:
    """Ask for a sentence and return its words; a text without any leaves the last good one."""
    field = resettable(f"{key}_sentence", SENTENCE)

    def take_sample() -> None:
        if chosen := st.session_state[f"{field}_sample"]:
            st.session_state[field], st.session_state[f"{field}_sample"] = chosen, None

    stands = standing("sentence", field)
    own_sample = standing("samples", f"{field}_sample")
    stands_sample = stands if own_sample == "shown" or stands == "hidden" else own_sample
    text = st.text_input(
        "Sentence: your own words",
        value=SENTENCE,
        key=field,
        bind="query-params",
        persist_state="session",
        disabled=stands == "locked",
    )
    st.selectbox(
        "or a sample",
        SAMPLES,
        index=None,
        placeholder="samples",
        key=f"{field}_sample",
        on_change=take_sample,
        width=160,
        disabled=stands_sample == "locked",
    )
    if "hidden" in (stands, stands_sample):
        hidden(f"{field}_sample", *([field] if stands == "hidden" else []))
    try:
        words = words_of(text[:MOST_LETTERS])
    except ValueError as problem:
        st.info(f"{problem} The last sentence is still shown.", icon=":material/edit:")
        return words_of(str(st.session_state.get(f"{field}_good", SENTENCE)))
    st.session_state[f"{field}_good"] = text[:MOST_LETTERS]
    return words


def sentence_of_text(key: str, own: OwnText) -> tuple[str, ...]:
    """Ask which sentence of a text is meant, and return its words."""
    field, offered = f"{key}_of_text", own.sentences[:MOST_SENTENCES]
    if st.session_state.get(field, 0) not in range(len(offered)):
        st.session_state[field] = 0
    stands = standing("sentence", field)
    chosen = st.selectbox(
        "Sentence of your text",
        range(len(offered)),
        key=resettable(field, 0),
        format_func=lambda at: literal(" ".join(offered[at])),
        persist_state="session",
        disabled=stands == "locked",
    )
    if stands == "hidden":
        hidden(field)
    return offered[chosen]
