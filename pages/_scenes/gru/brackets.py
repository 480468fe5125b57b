"""Brackets deeper than in training: what each cell still knows, and the unit that follows the depth."""

from core import Network, default_run, record_batch
from core.experiments.lessons.gru_brackets import (
    MOST,
    NESTS,
    TRAINED,
    closes,
    due,
    follower,
    knows_the_end,
    nests,
    right_on,
    said,
)
from core.figures.palette import NETWORKS
from core.figures.score import provenance
from core.spec import KINDS, RunSpec
from core.tasks.brackets import OPENING
from core.text import MAX_TOKENS
from pages._scenes.gru.seeds import ends_of, kept_values, middle_of
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.stage import show_picture

ASKED = 7
"""The depth that is asked about: beyond training, and not so deep that an LSTM loses count."""

LINES = {"which": "which closes", "when": "when all are closed"}
"""What is measured of each cell, and what its lines are called after the cell."""

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
                    "starts": _starts(kind),
                }
                for kind, network, unit in zip(KINDS, found, units, strict=True)
            ],
            "first": typical(lstm),
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
        **_fits(),
        **{f"{kind}_{name}": _reach(kind, line) for kind in KINDS for name, line in LINES.items()},
    )
    if not guess.pending:
        for proof in PROOFS:
            show_proof(proof)
    scene.notes(nests=NESTS)


def typical(network: Network) -> list[int]:
    """Return the kinds of a nest that is read as most are: its end is known, but not all brackets.

    Of these it is the one in the middle by the number of wrong answers. Where there is none it is the first.
    """
    texts = nests(ASKED)
    wrong = {
        words: sum(one != next_one for one, next_one in zip(said(trace), due(words), strict=True))
        for words, trace in zip(texts, record_batch(network, texts), strict=True)
        if knows_the_end(trace) and not closes(trace)
    }
    fits = sorted(wrong, key=wrong.__getitem__) or texts[:1]
    return [OPENING.index(word) for word in fits[len(fits) // 2][:ASKED]]


def _reach(kind: str, line: str) -> str:
    """Return how deep a cell reads from other random starts: "5 [4 to 6]"."""
    values = kept_values("gru/brackets")[f"{kind.upper()}, {line}"]
    return f"{middle_of(values)} [{ends_of(values)}]"


def _starts(kind: str) -> str:
    kept = kept_values("gru/brackets")
    which, when = (kept[f"{kind.upper()}, {line}"] for line in LINES.values())
    if not which:
        return ""
    return f"{len(which)} starts: which to {middle_of(which)}, when to {middle_of(when)} deep"


def _fits() -> dict[str, str]:
    """Return of each cell between which ends the correlations of its unit lie."""
    kept = kept_values("gru/brackets/unit").values()
    return {
        f"{kind}_fit": f"{min(values):.2f} to {max(values):.2f}" if values else "not measured"
        for kind, values in zip(KINDS, kept, strict=True)
    }
