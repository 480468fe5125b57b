"""The field for a text of one's own: the scenes of this lesson share what is typed into it."""

import streamlit as st

from pages._scenes.words.own_text import HIGH, LOW, OwnText, cut
from pages._shell.plain import literal
from pages._shell.stage import show_text
from pages._shell.visit.visitor import resettable

_TEXT, _GOOD = "words_text", "words_text_good"


def own_text(key: str) -> OwnText | None:
    """Ask for a text; return it cut into sentences, None while there is none.

    What cannot be used is told in a sentence and stays in the field; the last text that could be used stays
    in use.

    Args:
        key: Identity of the field on the page.
    """

    def take(text: str) -> None:
        st.session_state[_TEXT] = text

    text = str(st.session_state.get(resettable(_TEXT, ""), ""))
    own, problem = _cut(text)
    with st.expander("Your text", expanded=own is None, icon=":material/edit:"):
        show_text(text, key=key, low=LOW, high=HIGH, on_text=take)
    if problem:
        good = str(st.session_state.get(_GOOD, ""))
        left = "Your last text is still used." if good else "The supplied text is still used."
        st.info(f"{literal(problem)} {left}", icon=":material/edit:")
        return cut(good) if good else None
    st.session_state[_GOOD] = text
    return own


def _cut(text: str) -> tuple[OwnText | None, str]:
    """Return a text cut into sentences, or what is wrong with it; neither where there is no text."""
    if not text:
        return None, ""
    try:
        return cut(text), ""
    except ValueError as problem:
        return None, str(problem)
