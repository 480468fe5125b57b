"""A proof on a page: the seeds that are kept as points, what they say of the claim, and a button to doubt it.

What is measured anew comes to the browser over a stream of its own (`pages._shell.server.proofs`): no page is
run for it, and the control that began it ends it. It stays with the visit. From each proof a link leads to
its row among all claims.
"""

import streamlit as st

from core.experiments import experiment
from pages._shell.lesson.proved import in_words, known_of, proved
from pages._shell.server.proofs import measurements, points, verdict
from pages._shell.stage import show_picture
from pages._shell.visit.visitor import watcher

STREAM = "proofs/events"
ALL = "claims"
"""What the picture tells when its reader goes to all claims: that page's name."""


def show_proof(name: str, *, veiled: bool = False) -> None:
    """Show an experiment: its kept seeds, its verdict, when and on what it was measured; and measure it anew.

    Args:
        name: The id of the experiment.
        veiled: Whether it stays covered until the reader has predicted.
    """
    proof = experiment(name)
    known, problem = known_of(proof)
    here = measurements().of(watcher(), proof.fingerprint)
    told = show_picture(
        "seeds",
        {
            **proved(proof, known, problem),
            "here": {"points": points(proof, here), "verdict": verdict(proof, here)},
            "all": f"{ALL}?claim={proof.id}",
        },
        key=f"proof_{proof.id.replace('/', '_')}",
        name=proof.id.replace("/", "-"),
        alt=in_words(proof, known),
        veiled=veiled,
        stream=STREAM,
    )
    if told == ALL:
        st.switch_page(f"../{ALL}.py", query_params={"claim": proof.id})
