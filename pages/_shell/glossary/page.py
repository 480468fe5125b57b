"""The glossary as a page: which term its link names, and the list, which the browser draws and searches."""

from pathlib import Path

import streamlit as st

from pages._shell.glossary.terms import TERMS
from pages._shell.stage import show_picture
from pages._shell.visit.address import from_link, report
from pages._shell.visit.choice import MOST_LETTERS

KEY = "glossary_list"
_PAGES = Path(__file__).parents[2]
_ADDRESSES = {place.address for term in TERMS.values() for place in term.where}


def term_asked() -> str:
    """Return the id of the term that the link names, "" for none; say so where there is no such term."""
    words = from_link("glossary_term", "term")
    if words:
        st.session_state["glossary_term"] = words[-1] if words[-1] in TERMS else ""
        if words[-1] not in TERMS:
            report(f"The link says term={words[-1][:MOST_LETTERS]}. There is no such term; all are shown.")
    elif words is not None:
        st.session_state["glossary_term"] = ""
    return str(st.session_state.get("glossary_term", ""))


def show_terms(asked: str) -> None:
    """Show all terms, the one that is asked for in sight; go where a link of theirs leads."""
    told = show_picture(
        "glossary",
        {"asked": asked, "count": len(TERMS)},
        key=KEY,
        name="glossary",
        alt=f"{len(TERMS)} terms, each with one sentence, its symbol and a picture.",
    )
    if address := next((one for one in _ADDRESSES if one == told), None):
        page, _, scene = address.partition("?scene=")
        st.switch_page(_PAGES / f"{page}.py", query_params={"scene": scene} if scene else None)
