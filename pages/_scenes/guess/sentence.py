"""How likely is a sentence? Σ log P of two that differ in a word, and the perplexity of each."""

from dataclasses import asdict

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.figures.palette import TABLE
from core.tasks.kitchen import SENTENCES, VOCABULARY
from pages._scenes.guess.factors import answer, apart, times
from pages._scenes.guess.likely import MOST, Judged, Kitchen, Source
from pages._scenes.guess.likely_own import Own
from pages._scenes.guess.own import WHOSE, own_text
from pages._scenes.guess.texts import ORDERS
from pages._shell.lesson.frame import hidden
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.visit.address import standing
from pages._shell.visit.choice import choice
from pages._shell.visit.visitor import resettable
from pages._shell.words import counted, thousands

ANSWERS = {
    "less": "it is less likely",
    "ten": "up to 10",
    "thousand": "10 to 1,000",
    "more": "more than 1,000",
}
LABELS = ("First sentence", "Second sentence")
MOST_LETTERS = 200
OF_ONE_S_OWN = "The text is yours; an eighth of it, kept for exams, is not counted."


def show(scene: SceneFrame) -> None:
    """Show both sentences with the bits of each word, and the perplexity of each."""
    of_text, of_table, *fields = st.columns([1.9, 2.6, 3.3, 3.3], vertical_alignment="top")
    with of_text:
        whose = choice(f"{scene.key}_text", "Text", WHOSE, "supplied", name="whose")
    spec = own_text(scene) if whose == "own" else None
    source: Source = Kitchen() if spec is None else Own(spec)
    with of_table:
        order = int(choice(f"{scene.key}_n", "N of the table", ORDERS, "2", name="grams"))
    # a sentence typed for one text is not shown for another
    key, linked = (scene.key, True) if spec is None else (f"{scene.key}_{spec.task.name}_{spec.key}", False)
    first, second = (
        source.judged(_field(source, label, f"{key}_{at}", usual, place, linked=linked), order)
        for at, (label, usual, place) in enumerate(zip(LABELS, source.usual, fields, strict=True), start=1)
    )
    guess = scene.predict(ANSWERS)
    _draw(scene, source, (first, second), veiled=guess.pending)
    power = apart(first.total, second.total)
    scene.explain(
        guess,
        answer(power),
        True,
        measured=f"{times(power)} times" if power >= 0 else f"the second one, {times(-power)} times",
        heading="heading" if power > 0 else "heading less" if power < 0 else "heading alike",
        sections=("explain", "explain supplied" if spec is None else "explain own", "explain perplexity"),
        piece=source.piece,
        times=times(abs(power)),
        order=order,
        bits=f"{first.total:.2f}",
        other=f"{second.total:.2f}",
        apart=f"{abs(second.total - first.total):.2f}",
        form=f"{first.forms.from_bits:.2f}",
        form_other=f"{second.forms.from_bits:.2f}",
    )
    letters = len("".join(first.pieces)) if source.piece == "letter" else len(" ".join(first.pieces))
    scene.notes(
        piece=source.piece,
        text=_of_kitchen() if spec is None else OF_ONE_S_OWN,
        letters=letters,
        bits=f"{first.total:.2f}",
        per_letter=f"{2 ** (first.total / letters):.2f}",
    )


def _of_kitchen() -> str:
    return (
        f"The text is not English as it is spoken: {thousands(len(SENTENCES))} sentences of "
        f"{counted(len(VOCABULARY), 'word')}, drawn from a few patterns about food and clothes, so that a "
        "table can know *pear* and *pair*."
    )


def _draw(scene: SceneFrame, source: Source, both: tuple[Judged, Judged], *, veiled: bool) -> None:
    first, second = both
    show_picture(
        "guess_sentence",
        {
            "hue": TABLE.hue,
            "piece": source.piece,
            "sentences": [
                {"words": one.pieces, "known": one.known, "bits": one.bits, "forms": asdict(one.forms)}
                for one in both
            ],
        },
        key=f"{scene.key}_picture",
        name="guess-sentence",
        alt=f"The bits of each {source.piece}: {first.total:.2f} in the first sentence, "
        f"{second.total:.2f} in the second.",
        veiled=veiled,
    )


def _field(
    source: Source, label: str, key: str, usual: str, place: DeltaGenerator, *, linked: bool
) -> list[str]:
    """Ask for a sentence; without a piece in it, the usual one stays."""
    piece, most = source.piece, MOST[source.piece]
    with place:
        text = st.text_input(
            label,
            value=usual,
            key=resettable(key, usual),
            bind="query-params" if linked else None,
            persist_state="session",
            disabled=(stands := standing("sentence", key)) == "locked",
        )
        if stands == "hidden":
            hidden(key)
        pieces = source.cut(text[:MOST_LETTERS])
        remarks = []
        if not pieces:
            pieces = source.cut(usual)
            remarks.append(f"There is no {piece} in this sentence; type one. The usual one is shown.")
        if len(pieces) > most:
            remarks.append(f"Only the first {most} {piece}s are read.")
            pieces = pieces[:most]
        if unknown := source.unknown(pieces):
            which = ", ".join(dict.fromkeys(unknown))
            remarks.append(f"{len(unknown)} of {len(pieces)} not in the text, read as <unk>: {which}.")
        st.caption(literal(" ".join(remarks)))
    return pieces
