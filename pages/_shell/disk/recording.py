"""A page run as for a visitor, without one: what it puts up, and the link that restores it.

It is Streamlit's own way of running scripts in tests, without what `AppTest` does around it: that puts a
stand-in in the place of the one runtime of the process, and beside a running server visitors would meet it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, cast
from urllib.parse import parse_qs

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime import Runtime
from streamlit.runtime.caching.storage.dummy_cache_storage import MemoryCacheStorageManager
from streamlit.runtime.dataframe_source_manager import DataframeSourceManager
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1.element_tree import ElementTree
from streamlit.testing.v1.local_script_runner import LocalScriptRunner
from streamlit.util import calc_hash

from pages._shell.story import PAGES

ENTRY: Final = Path(__file__).resolve().parents[1] / "entry.py"
MOST_SECONDS: Final = 600.0
"""That one run of a page may take: on a slow machine tables of a whole book take a minute."""

Link = Mapping[str, list[str]]
"""What an address says, by name."""


class Visit:
    """A visit of one page.

    Args:
        page: The name of the page.
        link: What its address says when it is come to.
        session: What the session holds beforehand: the visitor's name at the desk, its own networks.
    """

    def __init__(self, page: str, link: Link, session: Mapping[str, object]) -> None:
        stand_in()
        self._state = SafeSessionState(SessionState(), lambda: None)
        for name, value in session.items():
            self._state[name] = value
        self._pages = PagesManager(str(ENTRY), ScriptCache(), setup_watcher=False)
        self._hash = calc_hash("" if page == PAGES[0].name else page)
        self.link: Link = link

    def run(self, *touched: WidgetState) -> ElementTree:
        """Run the page, as after a hand on one of its controls; return what it puts up.

        Raises:
            RuntimeError: when the page fails, or takes too long.
        """
        runner = LocalScriptRunner(str(ENTRY), self._state, self._pages)
        states = WidgetStates(widgets=touched)
        tree = runner.run(states, dict(self.link), MOST_SECONDS, self._hash)
        if failed := tree.get("exception"):
            raise RuntimeError(f"The page could not be recorded: {cast(Any, failed[0]).message}")
        told = runner.event_data[-1]["client_state"].query_string
        self.link = parse_qs(told, keep_blank_values=True)
        return tree


def stand_in() -> None:
    """Put something in the place of the server's runtime where there is none: scripts ask it for files."""
    if Runtime.exists():
        return
    components = BidiComponentManager()
    components.discover_and_register_components(start_file_watching=False)
    Runtime._instance = cast(
        Runtime,
        SimpleNamespace(
            media_file_mgr=MediaFileManager(MemoryMediaFileStorage("/media")),
            dataframe_source_mgr=DataframeSourceManager(),
            cache_storage_manager=MemoryCacheStorageManager(),
            bidi_component_registry=components,
            uploaded_file_mgr=MemoryUploadedFileManager("/_stcore/upload_file"),
        ),
    )
