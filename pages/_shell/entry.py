"""The script that every session runs: it puts up the navigation, and runs the one asked for.

It stands in this folder because a folder `pages` beside the main script turns on Streamlit's discovery of
pages.
"""

from pathlib import Path

import streamlit as st

from pages._shell.lab.runs import take_finished
from pages._shell.story import PAGES, groups
from pages._shell.visit.address import arrive, report
from pages._shell.visit.visitor import read_link

_ROOT = Path(__file__).parents[2]
_ICON = str(_ROOT / "assets" / "brand" / "favicon.svg")
page = st.navigation(
    {
        group: [
            st.Page(
                _ROOT / "pages" / f"{one.name}.py",
                title=one.title,
                url_path=one.name,
                default=one is PAGES[0],
                help=one.about,
            )
            for one in pages
        ]
        for group, pages in groups().items()
    },
    position="top",
)
st.set_page_config(page_title=f"{page.title} · Unrolled", page_icon=_ICON, layout="wide")
arrive(page.url_path or PAGES[0].name)
for problem in read_link(page.url_path or PAGES[0].name):
    report(problem)
take_finished()
page.run()
