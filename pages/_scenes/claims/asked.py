"""What a link asks of the table of claims, told in ids: one claim opened, some chosen, an order."""

from collections.abc import Iterable, Mapping
from typing import Final

import streamlit as st

from pages._scenes.claims.rows import Claims
from pages._shell.visit.address import from_link, is_new, report
from pages._shell.visit.choice import MOST_LETTERS
from pages._shell.words import either

CLAIM: Final = "claim"
VERDICTS: Final = ("holds", "mostly", "fails")
ORDERS: Final = ("claim", "lesson", "verdict", "seconds", "date")
MOST_SEARCHED: Final = 80
NAMES: Final = (CLAIM, "lesson", "verdict", "sort", "words")
_KEY = "claims_asked"


def asked(claims: Claims) -> Mapping[str, str]:
    """Return what the link asks for, by `NAMES`; what cannot be is left out and told at the head."""
    arriving = is_new(f"claims_{CLAIM}")
    said = {name: from_link(f"claims_{name}", name) for name in NAMES}
    if arriving or _KEY not in st.session_state:
        wanted = {name: words[-1] for name, words in said.items() if words}
        st.session_state[_KEY] = {name: word for name, word in wanted.items() if _can_be(name, word, claims)}
    found: Mapping[str, str] = st.session_state[_KEY]
    return found


def forget() -> None:
    """Ask for nothing any more."""
    st.session_state.pop(_KEY, None)
    for name in NAMES:
        st.query_params.pop(name, None)


def _can_be(name: str, word: str, claims: Claims) -> bool:
    """Return whether a link can ask for this; say so if it cannot."""
    if name == "words":
        return bool(word.strip())
    allowed: Mapping[str, Iterable[str]] = {
        CLAIM: claims.ids,
        "lesson": claims.lessons,
        "verdict": VERDICTS,
        "sort": [*ORDERS, *(f"-{one}" for one in ORDERS)],
    }
    if word in allowed[name]:
        return True
    short = word[:MOST_LETTERS]
    if name == CLAIM:
        report(f"The link asks for the claim “{short}”. There is none of that name.")
    else:
        known = either(list(ORDERS if name == "sort" else allowed[name]))
        report(f"The link says {name}={short}. Expected {known}; it is left out.")
    return False
