"""The pages as Streamlit wants them: made once, as each looks for its file on the disk.

Who puts them up takes copies, because a page that is run is changed by it.
"""

from functools import lru_cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages._shell.story import PAGES, groups


@lru_cache(maxsize=1)
def pages_of(root: Path) -> dict[str, list[StreamlitPage]]:
    """Return the pages by their group, in the order of the story. To be called while a page is run.

    Args:
        root: Where the folder of the pages is.
    """
    return {
        group: [
            st.Page(
                root / "pages" / f"{one.name}.py",
                title=one.title,
                url_path=one.name,
                default=one is PAGES[0],
                help=one.about,
            )
            for one in pages
        ]
        for group, pages in groups().items()
    }
