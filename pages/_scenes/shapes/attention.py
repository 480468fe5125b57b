"""Attention: each answer looks back at all that was read, and does not depend on one state alone."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core import write_answer
from core.figures.palette import NEGATIVE, POSITIVE
from core.tasks.decoded import GO
from pages._scenes.shapes.kept import ranges
from pages._scenes.shapes.letters import letters_control
from pages._scenes.shapes.measured import curve_of, recipe
from pages._shell.caches.networks import trace_of
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.stage import show_picture
from pages._shell.words import listed, percent

ANSWERS = {"fewer": "fewer", "alike": "about as many", "more": "clearly more"}
MARGIN = 0.1
"""Shares of right answers that are nearer are told as alike."""

TRAINED, ASKED, LONG = 8, 10, 12
"""Letters of the longest sequences in training, of those that are asked about, and of the longest of all."""

WITHOUT, WITH = "without attention", "with attention"


def show(scene: SceneFrame) -> None:
    """Show where each answer looks, and how often sequences come back with and without looking."""
    specs = [recipe("lstm", "reversal", attention=looks) for looks in (False, True)]
    unaided, network = networks(specs, names=(WITHOUT, WITH))
    with scene.controls():
        letters = letters_control(scene, network, str(ASKED))
    without, looking = map(curve_of, specs)
    before, after = (curve.get(ASKED, float("nan")) for curve in (without, looking))
    guess = scene.predict(ANSWERS, before=percent(before))
    before_looking, written = (write_answer(one, " ".join(letters)) for one in (unaided, network))
    trace = trace_of(network, network.read(" ".join((*letters, GO, *written[:-1]))))
    weights = trace.attention.weights if trace.attention is not None else np.zeros((0, 0))
    own = sum(int(row.argmax()) == len(letters) - 1 - at for at, row in enumerate(weights))
    rows = [_row(without, WITHOUT, False), _row(looking, WITH, True)]
    longer = listed([str(length) for length in looking if length > TRAINED])
    panel = {
        "title": "All letters right, in %",
        "note": f"letters (trained on 2 to {TRAINED}; {longer} are longer)",
        "rows": rows,
    }
    show_picture(
        "looks",
        {
            "read": list(letters),
            "written": list(written),
            "right": _right(written, letters),
            "unaided": list(before_looking),
            "unaidedRight": _right(before_looking, letters),
            "weights": [[round(float(one), 4) for one in row] for row in weights],
            "network": network.key,
            "panels": {
                "panels": [panel] if without and looking else [],
                "even": 0,
                "unit": "",
                "caption": "",
            },
            "often": f"{ASKED} letters: {percent(before)} % right without attention, {percent(after)} % with",
            "hues": [NEGATIVE, POSITIVE],
        },
        alt=f"{own} of {len(letters)} answers look most at the letter that they write. "
        f"With attention {sum(_right(written, letters))} of them are right, "
        f"without {sum(_right(before_looking, letters))}.",
        key=f"{scene.key}_picture",
        name="attention",
        veiled=guess.pending,
        networks=(network,),
    )
    right = "more" if after - before > MARGIN else "fewer" if before - after > MARGIN else "alike"
    scene.explain(
        guess,
        right,
        True,
        measured=f"{percent(after)} % instead of {percent(before)} %",
        heading="heading" if right == "more" else "heading other",
        before=percent(before),
        after=percent(after),
        eight_before=percent(without.get(TRAINED, float("nan"))),
        eight=percent(looking.get(TRAINED, float("nan"))),
        long_before=percent(without.get(LONG, float("nan"))),
        long=percent(looking.get(LONG, float("nan"))),
        own=own,
        count=len(letters),
        shown=sum(_right(written, letters)),
        shown_before=sum(_right(before_looking, letters)),
    )
    if not guess.pending:
        for name in ("shapes/attention", "shapes/attention/translation"):
            show_proof(name)
    scene.notes(
        **ranges(
            "shapes/attention",
            eights="8 letters, with attention",
            eights_before="8 letters",
            tens="10 letters, with attention",
            tens_before="10 letters",
            twelves="12 letters, with attention",
            twelves_before="12 letters",
        )
    )


def _right(written: Sequence[str], letters: Sequence[str]) -> list[bool]:
    """Return of each letter that was written whether it is the one that was asked for."""
    return [one == asked for one, asked in zip(written, letters[::-1], strict=True)]


def _row(curve: Mapping[int, float], says: str, strong: bool) -> dict[str, Any]:
    lengths = list(curve)
    return {
        "words": [str(length) for length in lengths],
        "shares": [round(float(share), 4) for share in curve.values()],
        "marks": [lengths.index(ASKED)] if ASKED in curve else [],
        "says": says,
        "strong": strong,
    }
