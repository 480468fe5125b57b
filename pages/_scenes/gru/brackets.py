"""Brackets deeper than in training: what each cell still knows, and the unit that follows the depth."""

from core import default_run
from core.experiments.lessons.gru_brackets import (
    MOST,
    NESTS,
    TRAINED,
    closes,
    follower,
    knows_the_end,
    right_on,
)
from core.figures.palette import NETWORKS
from core.figures.score import provenance
from core.spec import KINDS, RunSpec
from core.text import MAX_TOKENS
from pages._scenes.gru.nested import LINES, fits_said, reach_said, starts_said, typical
from pages._scenes.gru.seeds import kept_values
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.stage import show_picture

ASKED = 7
"""The depth that is asked about: beyond training, and not so deep that an LSTM loses count."""

ANSWERS = {
    "both": "both",
    "which": "which closes next",
    "when": "when all are closed",
    "neither": "neither",
}
PROOFS = ("gru/brackets", "gru/brackets/unit", "gru/brackets/stack")


def recipes(seed: int = 0) -> list[RunSpec]:
    """Return the recipes of the three networks."""
    return [default_run(kind, "brackets", seed) for kind in KINDS]


def show(scene: SceneFrame) -> None:
    """Show what the networks say of nested brackets of any depth, and their depth as a unit has it."""
    found = networks(recipes(), quiet=True)
    guess = scene.predict(ANSWERS, trained=TRAINED, asked=ASKED)
    lstm = found[-1]
    which, when = (right_on(lstm, ASKED, right) for right in (closes, knows_the_end))
    answer = {(True, True): "both", (False, True): "when", (True, False): "which"}.get(
        (2 * which >= NESTS, 2 * when >= NESTS), "neither"
    )
    units = [follower(network) for network in found]
    example = typical(lstm, ASKED)
    show_picture(
        "brackets",
        {
            "cells": [
                {
                    "name": kind.upper(),
                    "network": network.key,
                    "hue": NETWORKS[kind].hue,
                    "signal": "cell_state" if kind == "lstm" else "hidden",
                    "symbol": "c" if kind == "lstm" else "h",
                    "unit": unit.unit,
                    "slope": unit.slope,
                    "start": unit.start,
                    "starts": starts_said(kind),
                }
                for kind, network, unit in zip(KINDS, found, units, strict=True)
            ],
            "first": example.kinds,
            "trained": TRAINED,
            "most": MOST,
            "longest": MAX_TOKENS,
            "caption": "Grey: how many brackets are open. Coloured: how many the unit says. Below the text: "
            f"which bracket must close next, as the network says it; – : nothing is open. {provenance(lstm)}",
        },
        key=f"{scene.key}_picture",
        name="brackets",
        alt="Three cells read nested brackets, covered until you answer."
        if guess.pending
        else f"Brackets nested {ASKED} deep. Of {NESTS} such texts the LSTM knows in {when} when all are "
        f"closed, and in {which} which bracket closes next.",
        veiled=guess.pending,
        networks=found,
    )
    kept = kept_values("gru/brackets")
    scene.explain(
        guess,
        answer,
        True,
        heading="heading" if answer == "when" else "heading other",
        trained=TRAINED,
        asked=ASKED,
        nests=NESTS,
        which=which,
        when=when,
        count=len(kept["LSTM, when all are closed"]),
        example=example.told,
        **fits_said(),
        **{f"{kind}_{name}": reach_said(kind, line) for kind in KINDS for name, line in LINES.items()},
    )
    if not guess.pending:
        for proof in PROOFS:
            show_proof(proof)
    scene.notes(nests=NESTS)
