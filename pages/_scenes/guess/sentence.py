"""How likely is a sentence? Σ log P of two that differ in a word; perplexity in three forms."""

from math import log2

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import perplexity
from core.figures.palette import TABLE
from core.text import tokenize
from pages._scenes.guess.kitchen import SENTENCES, STOP, VOCABULARY
from pages._scenes.guess.texts import ORDERS
from pages._shell.caches.guess import sentence_bits
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.visit.choice import choice
from pages._shell.visit.visitor import resettable
from pages._shell.words import counted, thousands

ANSWERS = {
    "less": "it is less likely",
    "ten": "up to 10",
    "thousand": "10 to 1,000",
    "more": "more than 1,000",
}
USUAL = ("the apple and pear salad was good", "the apple and pair salad was good")
MOST_WORDS, MOST_LETTERS = 12, 200


def show(scene: SceneFrame) -> None:
    """Show both sentences with the bits of each word, and the perplexity of each in three forms."""
    of_table, *fields = st.columns([2.4, 4, 4], vertical_alignment="top")
    with of_table:
        order = int(choice(f"{scene.key}_n", "N of the table", ORDERS, "2", name="grams"))
    both = [_field(scene, at, *pair) for at, pair in enumerate(zip(USUAL, fields, strict=True))]
    guess = scene.predict(ANSWERS)
    bits = [sentence_bits(SENTENCES, VOCABULARY, STOP, words, order) for words in both]
    forms = [perplexity([2.0**-one for one in row]) for row in bits]
    times = sum(bits[1]) - sum(bits[0])  # as a power of two
    show_picture(
        "guess_sentence",
        {
            "hue": TABLE.hue,
            "order": order,
            "sentences": [
                {
                    "words": [*words, STOP],
                    "known": [word in VOCABULARY for word in (*words, STOP)],
                    "bits": row,
                    "forms": {
                        "nats": form.cross_entropy,
                        "bits": form.bits,
                        "fromCrossEntropy": form.from_cross_entropy,
                        "fromProduct": form.from_product,
                        "fromBits": form.from_bits,
                    },
                }
                for words, row, form in zip(both, bits, forms, strict=True)
            ],
        },
        key=f"{scene.key}_picture",
        name="guess-sentence",
        alt=f"The bits of each word: {sum(bits[0]):.1f} in the first sentence, "
        f"{sum(bits[1]):.1f} in the second.",
        veiled=guess.pending,
    )
    scene.explain(
        guess,
        _answer(times),
        True,
        measured=f"{_times(times)} times" if times >= 0 else f"the second one, {_times(-times)} times",
        heading="heading" if times > 0 else "heading less" if times < 0 else "heading alike",
        times=_times(abs(times)),
        order=order,
        first=literal(" ".join(both[0])),
        second=literal(" ".join(both[1])),
        bits=f"{sum(bits[0]):.1f}",
        other=f"{sum(bits[1]):.1f}",
        apart=f"{abs(times):.1f}",
        form=f"{forms[0].from_bits:.2f}",
        form_other=f"{forms[1].from_bits:.2f}",
    )
    scene.notes(drawn=thousands(len(SENTENCES)), size=counted(len(VOCABULARY), "word"))


def _field(scene: SceneFrame, at: int, usual: str, place: DeltaGenerator) -> tuple[str, ...]:
    """Ask for a sentence; without a word in it, the usual one stays."""
    with place:
        text = st.text_input(
            ("First sentence", "Second sentence")[at],
            value=usual,
            key=resettable(f"{scene.key}_{at + 1}", usual),
            bind="query-params",
            persist_state="session",
        )
        words = [word for word in tokenize(text[:MOST_LETTERS]) if word != STOP]
        remarks = []
        if not words:
            words = list(tokenize(usual))
            remarks.append("There is no word in this sentence; type one. The usual one is shown.")
        if len(words) > MOST_WORDS:
            remarks.append(f"Only the first {MOST_WORDS} words are read.")
            words = words[:MOST_WORDS]
        unknown = [word for word in words if word not in VOCABULARY]
        if unknown:
            remarks.append(f"Not in the text, read as <unk>: {', '.join(unknown)}.")
        st.caption(literal(" ".join(remarks)))
    return tuple(words)


def _answer(power: float) -> str:
    """Return which answer is right, of a factor that is a power of two."""
    if power < 0:
        return "less"
    return "ten" if power <= log2(10) else "thousand" if power <= log2(1000) else "more"


def _times(power: float) -> str:
    """Return a power of two in words that are read at a glance."""
    if power < 7:
        return f"{2**power:.2g}"
    factor = float(f"{2**power:.2g}")
    for size, name in ((1e9, " billion"), (1e6, " million")):
        if factor >= size:
            return f"{factor / size:,.0f}{name}"
    return thousands(int(factor))
