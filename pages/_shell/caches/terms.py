"""Our prose with its terms marked, once for each piece that is put together."""

from functools import lru_cache

from pages._shell.caches import MOST
from pages._shell.glossary.marks import marked


@lru_cache(maxsize=MOST)
def with_terms(text: str) -> str:
    """Return Markdown of ours, its gaps still open, with its terms as links to the glossary."""
    return marked(text)
