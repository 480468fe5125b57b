"""The sentence control: samples, own text, and what to say when the text cannot be read as it is."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import streamlit as st

from core import Reading, TaskSpec, Trace, task
from core.tasks import Task
from core.text import MAX_TOKENS
from pages._shell.lesson.frame import hidden
from pages._shell.plain import literal
from pages._shell.visit.address import standing
from pages._shell.visit.visitor import resettable
from pages._shell.words import counted, listed, thousands

MOST_LETTERS = 4000
MOST_NAMED = 5
"""Unknown words that are named."""

_HELP = (
    f"At most {MAX_TOKENS} words are read. Words that the network never saw are marked; it reads all of them "
    "as one and the same unknown word. While you type, words that it knows stand below the field: "
    "Tab takes the first. The text stays on this server."
)


class Sentences(Protocol):
    """What a sentence control has to know: a task does, and so does what stands in for one."""

    @property
    def name(self) -> str:
        """What the sentence is called in links."""

    @property
    def piece(self) -> str:
        """What is read at a timestep: a word, a letter, a number."""

    @property
    def probe(self) -> str:
        """The sentence that is shown at first."""

    @property
    def samples(self) -> tuple[str, ...]:
        """Sentences to try."""

    @property
    def evidence(self) -> frozenset[str]:
        """Words without any of which the answer is a guess; empty where a sentence needs none."""

    def read(self, text: str) -> Reading:
        """Cut a text and look its words up."""


class OwnSentences(NamedTuple):
    """Sentences of a scene's own, for words that a task reads."""

    name: str
    probe: str
    samples: tuple[str, ...]
    evidence: frozenset[str]
    task: TaskSpec
    piece: str = "word"

    def read(self, text: str) -> Reading:
        """Cut a text as the task cuts it, and look its words up."""
        return task(self.task).read(text)


def sentence_control(task: Sentences, *, several: bool = False) -> Reading:
    """Ask for a sentence and return its reading. A text without a word leaves the last good one.

    The field has no limit of its own: it would show a counter, over the text. Nothing is said of a sentence
    that is read as it stands.

    Args:
        task: What reads it.
        several: Whether more than one network reads it.
    """
    key = resettable(sentence_key(task), task.probe)

    def take_sample() -> None:
        chosen = st.session_state[f"{key}_sample"]
        if chosen:
            st.session_state[key] = chosen
            st.session_state[f"{key}_sample"] = None

    stands = standing("sentence", key)
    own_sample = standing("samples", f"{key}_sample")
    stands_sample = stands if own_sample == "shown" or stands == "hidden" else own_sample
    own, samples = st.columns([3, 1.2], vertical_alignment="bottom")
    with own:
        text = st.text_input(
            "Sentence: your own words",
            value=task.probe,
            key=key,
            bind="query-params",
            persist_state="session",
            help=_HELP,
            disabled=stands == "locked",
        )
    with samples:
        st.selectbox(
            "or a sample",
            task.samples,
            index=None,
            placeholder="samples",
            key=f"{key}_sample",
            on_change=take_sample,
            disabled=stands_sample == "locked",
        )
    if "hidden" in (stands, stands_sample):
        hidden(f"{key}_sample", *([key] if stands == "hidden" else []))
    long, text = len(text) > MOST_LETTERS, text[:MOST_LETTERS]
    try:
        reading = task.read(text)
    except ValueError as problem:
        text = st.session_state.get(f"{key}_good", task.probe)
        reading = task.read(text)
        st.info(f"{problem} The last sentence is still shown.", icon=":material/edit:")
    st.session_state[f"{key}_good"] = text
    if remarks := _remarks(reading, task, long, several):
        st.caption(literal(" ".join(remarks)))
    return reading


def sentence_key(task: Sentences) -> str:
    """Return under which key the session and the link hold the sentence of a task."""
    return f"{task.name}_sentence"


def follow_sentence(own: Sentences, of: Sentences) -> None:
    """Let a scene's own sentence be the one that the address tells of other scenes, each such sentence once.

    A scene whose first sentence is another one has a field of its own.
    """
    key = sentence_key(own)
    told, seen = st.query_params.get(sentence_key(of)), f"{key}_followed"
    if told and told != st.session_state.get(seen):
        st.session_state[seen] = told
        if key not in st.query_params:
            st.session_state[key] = told


def answer_meant(trace: Trace, reading: Reading, this: Task) -> int:
    """Return the class whose loss is shown: the right answer to the task's probe, else the likeliest."""
    if reading == this.read(this.probe):
        return trace.network.classes.index(this.probe_answer)
    return int(trace.probabilities[-1].argmax())


def _remarks(reading: Reading, task: Sentences, long: bool, several: bool) -> list[str]:
    """Say what of a sentence is not read, and which of its words are not known."""
    piece, evidence = task.piece, task.evidence
    who, read = ("these networks", "They read") if several else ("this network", "It reads")
    remarks = []
    if long:
        remarks.append(f"Only the first {thousands(MOST_LETTERS)} characters are read.")
    if reading.dropped:
        remarks.append(f"{counted(reading.dropped, f'more {piece}')} not read: {MAX_TOKENS} is the most.")
    count = counted(len(reading.words), piece)
    unknown = [word for word, known in zip(reading.words, reading.known, strict=True) if not known]
    if unknown:
        which = listed(_few(unknown))
        remarks.append(f"{len(unknown)} of {count} unknown to {who}: {which}.")
        if len(unknown) > 1:
            remarks.append(f"{read} each of them as the same unknown {piece}.")
    if evidence and not any(reading.vocabulary[index] in evidence for index in reading.ids):
        known = (
            "they know here decides the answer: their answers are guesses"
            if several
            else "it knows here decides the answer: its answer is a guess"
        )
        remarks.append(f"No word that {known}.")
    return remarks


def _few(words: Sequence[str]) -> list[str]:
    """Return the different ones among some words, in quotation marks, and how many more there are."""
    different = list(dict.fromkeys(words))
    more = len(different) - MOST_NAMED
    return [f"“{word}”" for word in different[:MOST_NAMED]] + ([f"{more} more"] if more > 0 else [])
