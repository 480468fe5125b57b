"""Terms in our Markdown made into links to the glossary, which the browser opens as cards.

Only what we wrote is read, before its gaps are filled. Left as they are: names of controls (in italics),
quotations, formulas, code, gaps, and links that are there.
"""

import re

from pages._shell.glossary.terms import TERMS

ADDRESS = "glossary?term="
_WRITTEN = {one.lower(): term.id for term in TERMS.values() for one in (term.name, *term.also)}
_KEPT = (
    r"`[^`]*`",
    r"\$[^$]*\$",
    r"\[[^\]]*\]\([^)]*\)",
    r"“[^”]*”",
    r"\{+[^{}]*\}+",
    r"(?<![\w*])\*(?!\*)[^*\n]+\*(?!\*)",
)
_TERM = "|".join(re.escape(one) for one in sorted(_WRITTEN, key=len, reverse=True))
_PIECE = re.compile(f"(?P<kept>{'|'.join(_KEPT)})|(?<![\\w-])(?P<term>{_TERM})(?![\\w-])", re.IGNORECASE)


def marked(text: str) -> str:
    """Return Markdown of ours with each term, where it first stands, as a link to the glossary."""
    found: set[str] = set()

    def link(piece: re.Match[str]) -> str:
        written = piece["term"]
        term = _WRITTEN.get(written.lower()) if written else None
        if term is None or term in found:
            return piece[0]
        found.add(term)
        return f"[{written}]({ADDRESS}{term})"

    return _PIECE.sub(link, text)
