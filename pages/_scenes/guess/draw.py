"""Letting it write: the line of probabilities, the number that falls on it, and what the temperature does."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from core import Network, RunSpec, default_run, longest_copy, stretches_read
from core.arrays import Ints
from core.experiments.lessons.guess import recipe
from core.experiments.lessons.guess_whale import BEGIN, WRITTEN
from core.figures.palette import NETWORKS, TABLE, Look
from core.tasks.language import Language
from pages._scenes.guess.own import CUTS, language, own_text, piece_of
from pages._scenes.guess.texts import order_choice
from pages._shell.caches.guess import Sample, counted, samples
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.visit.choice import choice
from pages._shell.words import counted as number_of

ANSWERS = {"english": "good English", "copy": "a page of the text", "round": "the same again and again"}
WRITERS: Mapping[str, str] = {"table": "the table", "network": "the LSTM"}
Source = Literal["characters", "words", "own"]
SOURCES: Mapping[Source, str] = {
    **{cut: f"Moby-Dick, {pieces}" for cut, pieces in CUTS.items()},
    "own": "your own",
}
TEMPERATURES = (0.0, 0.5, 1.0, 100.0)
LENGTHS = {"letter": WRITTEN, "word": 120}
"""How much is written at each temperature."""

ENDS = ".!?。！？"
"""A piece that ends a sentence stands for `<eos>`, which these texts do not have."""

_QUOTED = 40
_COPIED = 0.5
"""A text of which this share stands in a row in what was read is a copy."""


def show(scene: SceneFrame) -> None:
    """Show what is written at some temperatures, and a text that the reader draws piece by piece."""
    with scene.controls():
        source = choice(f"{scene.key}_text", "Text", SOURCES, "characters", name="source")
        by_table = choice(f"{scene.key}_who", "Who writes", WRITERS, "table", name="who") == "table"
        order = order_choice("guess_n") if by_table else 0
    spec = (own_text(scene) if source == "own" else None) or _supplied(
        "words" if source == "words" else "characters"
    )
    network = None if by_table else networks([spec])[0]
    this, piece = language(spec), piece_of(spec)
    guess = scene.predict(ANSWERS, piece=piece)
    begin = _begin(this)
    written = samples(spec, network, order, begin, TEMPERATURES, LENGTHS[piece])
    look = NETWORKS[spec.model.kind] if network else TABLE
    _draw(scene, spec, network, order, written, look, veiled=guess.pending)
    coldest = written[0]
    right, measured = _became(coldest, stretches_read(spec), piece)
    scene.explain(
        guess,
        right,
        True,
        measured=measured,
        heading="heading" if right == "round" else "heading copy" if right == "copy" else "heading open",
        begin=literal(begin.strip()),
        quoted=literal(_text(coldest.ids, this)[:_QUOTED].strip()),
        piece=piece,
    )
    scene.notes(written=number_of(LENGTHS[piece], piece), piece=piece)


def _supplied(source: Source) -> RunSpec:
    """Return the recipe that reads Moby-Dick, in letters unless words are asked for."""
    if source != "words":
        return recipe("whale")
    spec = default_run("lstm", "words")
    return replace(spec, task=replace(spec.task, corpus="whale"))


def _begin(this: Language) -> str:
    """Return what the text begins with: two words of a passage that the table did not count."""
    if not this.spec.text:
        return BEGIN
    passage = this.probe.replace("↵", "\n").split()[:2]
    return f"{' '.join(passage)} " if this.name == "characters" else " ".join(passage)


def _became(coldest: Sample, read: Sequence[Ints], piece: str) -> tuple[str, str]:
    """Return what a text became whose likeliest piece was taken every time: an answer's id, and in words."""
    if coldest.round_trip:
        return "round", ""
    between = (
        max(int(stretch.max()) for stretch in read) + 1
    )  # no piece, so that no run goes from one stretch into the next
    _, copied = longest_copy(coldest.ids, np.concatenate([np.append(stretch, between) for stretch in read]))
    if copied >= _COPIED * LENGTHS[piece]:
        return "copy", f"{number_of(copied, piece)} in a row as in the text"
    return "none", f"neither of these: it had not come round after {number_of(LENGTHS[piece], piece)}"


def _draw(
    scene: SceneFrame,
    spec: RunSpec,
    network: Network | None,
    order: int,
    written: Sequence[Sample],
    look: Look,
    *,
    veiled: bool,
) -> None:
    this, description = language(spec), counted(spec).description
    name = look.name if network else f"table, N = {order}"
    found = "" if veiled else _told(written[0], piece_of(spec))
    show_picture(
        "guess_draw",
        {
            "order": order,
            "piece": piece_of(spec),
            "pieces": this.vocabulary,
            "begin": this.read(_begin(this)).ids.tolist(),
            "ends": [at for at, one in enumerate(this.vocabulary) if one in ENDS],
            "unread": this.unread,
            "samples": [
                {
                    "temperature": one.temperature,
                    "text": _text(one.ids, this),
                    "round": one.round_trip,
                    "unknown": one.unknown,
                }
                for one in written
            ],
            "network": network.key if network else "",
            "text": description.key,
            "hue": look.hue,
            "name": name,
        },
        key=f"{scene.key}_picture",
        name="guess-draw",
        alt=f"What the {name} writes at some temperatures, "
        f"and a line of probabilities on which a random number falls.{found}",
        veiled=veiled,
        networks=[network] if network else [],
        descriptions_used=[description],
    )


def _told(coldest: Sample, piece: str) -> str:
    """Return where the text without chance comes round, in a sentence."""
    ends = f"repeats itself after {number_of(coldest.round_trip, piece)}" if coldest.round_trip else "goes on"
    return f" At temperature 0 it {ends}."


def _text(ids: Sequence[int], this: Language) -> str:
    """Return pieces as they are shown: a space is a space, a line's end a sign."""
    return this.write([this.vocabulary[one] for one in ids]).replace("\n", "↵")
