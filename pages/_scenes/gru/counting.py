"""Counting: how far beyond its training each cell counts, and in which unit."""

from collections.abc import Sequence

from core import default_run
from core.experiments.lessons.gru_counting import COUNTED, MOST, best_unit, counts_to, is_right
from core.figures.palette import NEGATIVE, POSITIVE, SIGNALS
from core.figures.score import provenance
from core.spec import KINDS, RunSpec
from pages._scenes.gru.seeds import ends_of, kept_values, middle_of
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.stage import show_picture
from pages._shell.words import listed

ASKED = 20
"""The n that is asked about: beyond training, and nearer to it than most LSTMs come."""

ANSWERS = {"all": "all three", "gated": "GRU and LSTM", "lstm": "the LSTM alone", "none": "none"}
GATES = [
    {"letter": "f", "name": "forget_gate", "hue": SIGNALS["forget_gate"]},
    {"letter": "i", "name": "input_gate", "hue": SIGNALS["input_gate"]},
    {"letter": "g", "name": "candidate", "hue": POSITIVE, "negative": NEGATIVE},
]
"""What makes the LSTM's unit count: what it keeps, whether it writes, and what."""
PROOFS = ("gru/counting", "gru/counting/unit")


def recipes(seed: int = 0) -> list[RunSpec]:
    """Return the recipes of the three networks."""
    return [default_run(kind, "anbn", seed) for kind in KINDS]


def show(scene: SceneFrame) -> None:
    """Show the counting unit of each cell on a word of any length, and who is right."""
    found = networks(recipes(), quiet=True)
    guess = scene.predict(ANSWERS, trained=COUNTED, asked=ASKED)
    kept, cells = kept_values("gru/counting"), []
    for kind, network in zip(KINDS, found, strict=True):
        lstm = network.spec.model.kind == "lstm"
        cells.append(
            {
                "name": kind.upper(),
                "network": network.key,
                "signal": "cell_state" if lstm else "hidden",
                "symbol": "c" if lstm else "h",
                "unit": best_unit(network)[0],
                "starts": _starts(kept[kind.upper()]),
                "gates": GATES if lstm else [],
            }
        )
    right = [kind.upper() for kind, network in zip(KINDS, found, strict=True) if is_right(network, ASKED)]
    reach = {kind: counts_to(network) for kind, network in zip(KINDS, found, strict=True)}
    said = f"At n = {ASKED}, right: {listed(right) if right else 'none'}."
    show_picture(
        "counting",
        {
            "cells": cells,
            "first": ASKED,
            "trained": COUNTED,
            "most": MOST,
            "caption": provenance(found[-1]),
        },
        key=f"{scene.key}_picture",
        name="counting",
        alt="Three cells count, covered until you answer." if guess.pending else said,
        veiled=guess.pending,
        networks=found,
    )
    plain, peeping = kept["LSTM"], kept["LSTM with peepholes"]
    gains = [more - less for less, more in zip(plain, peeping, strict=True)]
    answers = {("RNN", "GRU", "LSTM"): "all", ("GRU", "LSTM"): "gated", ("LSTM",): "lstm", (): "none"}
    answer = answers.get(tuple(right), "")
    scene.explain(
        guess,
        answer or "none",
        True,
        measured="" if answer else f"right: {listed(right)}",
        heading="heading" if answer == "lstm" else "heading other",
        trained=COUNTED,
        asked=ASKED,
        said=said,
        rnn=reach["rnn"],
        gru=reach["gru"],
        lstm=reach["lstm"],
        starts_rnn=ends_of(kept["RNN"]),
        starts_gru=ends_of(kept["GRU"]),
        starts_lstm=ends_of(kept["LSTM"]),
        middle=middle_of(kept["LSTM"]),
        peepholes=middle_of(kept["LSTM with peepholes"]),
        starts_peepholes=ends_of(kept["LSTM with peepholes"]),
        farther=sum(more > 0 for more in gains),
        shorter=sum(more < 0 for more in gains),
        count=len(gains),
    )
    if not guess.pending:
        for proof in PROOFS:
            show_proof(proof)
    scene.notes()


def _starts(values: Sequence[float]) -> str:
    """Return how far a cell counts from other random starts, in words."""
    if not values:
        return ""
    return (
        f"{len(values)} random starts count to {ends_of(values)}, half of them to {middle_of(values)} or more"
    )
