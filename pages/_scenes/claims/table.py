"""The table of all claims, and what this visit has measured of them."""

import streamlit as st

from core.experiments import experiment
from pages._scenes.claims.asked import MOST_SEARCHED, asked
from pages._scenes.claims.rows import Claims, claims
from pages._shell.lesson.proof import STREAM
from pages._shell.server.proofs import measurements, points, verdict
from pages._shell.stage import show_picture
from pages._shell.story import page
from pages._shell.visit.visitor import watcher


def show_claims() -> None:
    """Show every claim as a mark in its lesson and as a row of the table; go where the reader goes."""
    known = claims()
    wanted = {name: word[:MOST_SEARCHED] for name, word in asked(known).items()}
    told = show_picture(
        "claims",
        {"table": known.table.key, "here": _measured_here(known), "asked": wanted},
        key="claims_table",
        name="claims",
        alt=in_words(known),
        descriptions_used=(known.table, *known.proofs),
        stream=STREAM,
    )
    if isinstance(told, list) and len(told) == 2:
        _go(*told)


def in_words(known: Claims) -> str:
    """Return what the picture shows, for who does not see it."""
    holds, mostly, fails = (known.words[word] for word in ("holds", "mostly", "fails"))
    return (
        f"{len(known.ids)} claims of the lessons, each measured: {holds} hold, {mostly} hold on most random "
        f"starts, {fails} do not hold here."
    )


def _measured_here(known: Claims) -> dict[str, object]:
    """Return what this visit has measured of each claim, by its id."""
    noted, me = measurements(), watcher()
    here = {
        name: values
        for name, fingerprint in zip(known.ids, known.fingerprints, strict=True)
        if (values := noted.of(me, fingerprint))
    }
    return {
        name: {"points": points(proof, values), "verdict": verdict(proof, values)}
        for name, values in here.items()
        for proof in [experiment(name)]
    }


def _go(name: object, scene: object) -> None:
    """Go to a scene of the story, if there is one of this name."""
    try:
        lesson = page(str(name))
    except KeyError:
        return
    known = {one.name for one in lesson.scenes}
    st.switch_page(f"../{lesson.name}.py", query_params={"scene": str(scene)} if scene in known else None)
