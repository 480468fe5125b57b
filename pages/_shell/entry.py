"""The script that every session runs: it puts up the navigation, and runs the one asked for.

It stands in this folder because a folder `pages` beside the main script turns on Streamlit's discovery of
pages.
"""

from copy import copy
from pathlib import Path

import streamlit as st

from pages._shell.caches.navigation import pages_of
from pages._shell.lab.runs import take_finished
from pages._shell.story import PAGES
from pages._shell.visit.address import arrive, report
from pages._shell.visit.visitor import read_link

_ROOT = Path(__file__).parents[2]
_ICON = str(_ROOT / "assets" / "brand" / "favicon.svg")
page = st.navigation({group: [*map(copy, pages)] for group, pages in pages_of(_ROOT).items()}, position="top")
st.set_page_config(page_title=f"{page.title} · Unrolled", page_icon=_ICON, layout="wide")
arrive(page.url_path or PAGES[0].name)
for problem in read_link(page.url_path or PAGES[0].name):
    report(problem)
take_finished()
page.run()
