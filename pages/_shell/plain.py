"""What a reader typed, or a link said, put into Streamlit's Markdown as plain text."""

import re

_MARK = re.compile(r"([!-/:-@\[-`{-~])")


def literal(text: str) -> str:
    """Escape every ASCII mark: emphasis, links, pictures, mathematics, directives and HTML all stay text."""
    return _MARK.sub(r"\\\1", text)


def unmarked(text: str) -> str:
    """Return Markdown of ours without its bold marks, and what is `literal` in it as it was."""
    return re.sub(r"\\(.)|\*\*", lambda mark: mark[1] or "", text)
