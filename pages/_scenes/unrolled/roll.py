"""Rolled up and unrolled: one cell is used for every word, so a longer sentence needs no more weights."""

from collections.abc import Mapping
from typing import Any

from pages._scenes.unrolled.reader import Chosen, ask
from pages._shell.caches.networks import trace_of
from pages._shell.caches.unrolled import weights_by_length
from pages._shell.lesson.findings import answer_found, blocks_of, squashed_sum
from pages._shell.lesson.frame import just_answered
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_key
from pages._shell.stage import show_picture, show_score
from pages._shell.words import counted, listed, percent, thousands

ANSWERS = {"same": "the same", "twice": "twice", "four": "four times"}
FORMERLY = {**{label: answer for answer, label in ANSWERS.items()}, "twice as many": "twice"}
PARTS = ("apart", "unrolled", "readout", "hidden")
SHARING = "sharing"
"""What is covered until the question is answered: how many weights there are, and how often they are used."""


def show(scene: SceneFrame) -> None:
    """Show the scene."""
    chosen = ask()
    with chosen.place:
        _show(scene, chosen)


def _show(scene: SceneFrame, chosen: Chosen) -> None:
    network, this, reading = chosen.network, chosen.task, chosen.reading
    count = len(reading.words)
    guess = scene.predict(
        ANSWERS,
        old=FORMERLY,
        formerly="unrolled_guess",
        boxes="1 box" if count == 1 else f"{count} boxes",
        words=counted(count, this.piece),
        twice=counted(2 * count, this.piece),
    )
    veiled = (SHARING,) if guess.pending else ()
    growth = weights_by_length(network, count)
    _weights(chosen, growth, count, veiled=guess.pending)
    show_score(
        chosen.sheet(PARTS),
        key="unrolled_score",
        play=just_answered(),
        scene="roll",
        question=guess.asked,
        field=sentence_key(this),
        others=chosen.others(PARTS, veiled),
        veiled=veiled,
    )
    last = trace_of(network, reading).answers[-1]
    says = network.classes[int(last.argmax())]
    sections = ["explain", f"explain {chosen.kind}"]
    if reading == this.read(this.probe) and this.answer == "class":
        sections.append(f"explain {answer_found(says, last.max(), this.probe_answer)}")
    scene.explain(
        guess,
        "same",
        True,
        came="Calculated",
        sections=sections,
        weights=thousands(network.size),
        parts=listed([f"{thousands(size)} {part}" for part, size in growth["parts"]]),
        words=counted(count, this.piece),
        twice=counted(2 * count, this.piece),
        cell=chosen.kind.upper(),
        blocks=blocks_of(network.spec.model),
        squashed=squashed_sum(network.spec.model),
        says=says,
        sure=f"{percent(last.max())} %",
        answer=this.probe_answer,
        window=thousands(growth["window"][count]),
        window_twice=thousands(growth["window"][2 * count]),
        smaller=growth["smaller"],
    )
    scene.notes(units=network.spec.model.hidden_size)


def _weights(chosen: Chosen, growth: Mapping[str, Any], count: int, *, veiled: bool) -> None:
    """Show how many weights there are at any length; nothing of them as long as it is asked."""
    cell, pieces = chosen.kind.upper(), f"{chosen.task.piece}s"
    here, twice = growth["window"][count], growth["window"][2 * count]
    alt = (
        f"The {cell} has {thousands(growth['recurrent'])} weights at every length. A network that sees all "
        f"{pieces} at once has {thousands(here)} here and {thousands(twice)} for twice as many."
    )
    show_picture(
        "growth",
        {} if veiled else {**growth, "cell": cell, "pieces": pieces, "count": count},
        key="unrolled_growth",
        name="weights-by-length",
        alt="How many weights there are, covered until you answer." if veiled else alt,
        veiled=veiled,
    )
