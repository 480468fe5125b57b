"""Eight cells, from no gate to all three, on everyday English, beside the table of a lecture."""

from collections.abc import Mapping
from statistics import median

import streamlit as st

from core import RunSpec
from core.experiments import experiment, kept
from core.experiments.lessons.gates_out import ALL_BUT_ONE, GATES, KEPT, NAMES, cell, name_of
from pages._scenes.gates_out.rows import in_words, rows_of, shares_of
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import exam_scores, networks
from pages._shell.stage import show_picture
from pages._shell.visit.address import standing
from pages._shell.words import percent

LECTURE: Mapping[str, float] = {
    "": 80.6, "i": 84.4, "f": 82.1, "o": 81.9, "if": 84.1, "io": 84.6, "fo": 82.6, "ifo": 85.3,
}  # fmt: skip
"""Per cent right on sentences of film reviews (Stanford Sentiment Treebank), by the letters of the gates that
are there: words of 25 numbers, cells of 50, AdaGrad, 10 epochs, batches of 10. Quoted from a university
lecture; no publication with these numbers was found."""

ANSWERS = {
    "input": "the input gate",
    "forget": "the forget gate",
    "output": "the output gate",
    "none": "none",
}
TIE = 0.02
"""Shares that are nearer than that are told as alike."""

GROUPS = ((3, "All"), (2, "Without one"), (1, "One only"), (0, "None"))
"""What the cells with so many gates stand under."""

HERE = 0
"""The random start of the cells that are trained here."""


def show(scene: SceneFrame) -> None:
    """Show the eight cells over random starts; train them here when asked."""
    guess = scene.predict(ANSWERS)
    shares = shares_of("gates_out/eight")
    middle = dict(zip(KEPT, map(median, shares), strict=True))
    one_out = {gate: middle[kept] for gate, kept in zip(GATES, ALL_BUT_ONE[1:], strict=True)}
    missed, second = sorted(one_out, key=one_out.__getitem__)[:2]
    right = NAMES[missed] if one_out[second] - one_out[missed] >= TIE else "none"
    cells = [cell("everyday", gates, HERE) for gates in KEPT]
    here = _trained(cells) if not guess.pending else {}
    strong = KEPT.index(tuple(gate for gate in GATES if gate != missed))
    note = f"everyday English, {len(shares[0])} random starts; the number: their median"
    rows = rows_of(KEPT, shares, strong=strong, here=here, quoted=LECTURE)
    show_picture(
        "ablation",
        {
            "groups": [
                {
                    "title": title,
                    "note": note if not place else "",
                    "chance": 0.5,
                    "rows": [row for row in rows if len(row["gates"]) == count],
                }
                for place, (count, title) in enumerate(GROUPS)
            ],
            "low": 0.45,
            "quoted": "elsewhere: film reviews",
            "equations": True,
            "caption": "Choose a row to see its equations. Dashed: guessing, 50 %. Grey, for comparison: per "
            "cent right on film reviews, a harder task, from the table of a lecture (no publication "
            "named). Compare the order of the rows, not the numbers."
            + (" Ring: trained here." if here else ""),
        },
        alt=f"Right answers of eight cells: {in_words(KEPT, shares)}.",
        key=f"{scene.key}_picture",
        name="gates-left-out",
        veiled=guess.pending,
    )
    alone = {NAMES[gate]: percent(middle[(gate,)]) for gate in GATES}
    scene.explain(
        guess,
        right,
        finished=True,
        heading="heading" if right != "none" else "heading none",
        gate=NAMES[missed],
        least=percent(one_out[missed]),
        second=percent(one_out[second]),
        second_gate=NAMES[second],
        whole=percent(middle[GATES]),
        nothing=percent(middle[()]),
        bears=kept(experiment("gates_out/eight")).verdict.bears,
        count=len(shares[0]),
        **{f"alone_{name}": str(share) for name, share in alone.items()},
    )
    if not guess.pending:
        show_proof("gates_out/eight")
    scene.notes()


def _trained(cells: list[RunSpec]) -> dict[tuple[str, ...], float]:
    """Return the scores of the eight cells trained here by their gates; none before that is asked for."""
    stands, about = standing("gates_out_train"), "About 15 s on two free cores."
    if stands != "hidden" and st.button(
        "Train all eight here, now", key="gates_out_train", help=about, disabled=stands == "locked"
    ):
        st.session_state["gates_out_here"] = True
    if not st.session_state.get("gates_out_here"):
        return {}
    networks(cells, names=[name_of(gates) for gates in KEPT])
    found = exam_scores(cells)
    return {gates: found[spec] for gates, spec in zip(KEPT, cells, strict=True) if spec in found}
