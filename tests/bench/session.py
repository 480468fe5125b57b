"""A visitor without a browser: a websocket that speaks Streamlit's protocol, so that sixty fit on a core."""

from __future__ import annotations

import json
import time
from types import TracebackType
from typing import Any, Self

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

PICTURES = ("unrolled_score", "unrolled_picture", "unrolled_lab")


class Session:
    """One open page: the widgets it shows, their values, and the reruns they cause.

    Args:
        server: "http://127.0.0.1:8501".
        page: Its path, such as "lstm".
        query: What follows the question mark in its address.
        cookie: What the browser sends along, such as which of several processes it is at.

    Attributes:
        id: What Streamlit calls it.
        watcher: Under which name the lab, or a lesson that waits, watches its runs.
        components: The names of the components that it was sent.
    """

    def __init__(self, server: str, page: str, query: str = "", cookie: str = "") -> None:
        self._cookie = cookie
        self._address = server.replace("http", "ws", 1) + "/_stcore/stream"
        self._page, self._query = page, query
        self._page_hash = ""
        self._values: dict[str, WidgetState] = {}
        self.widgets: dict[str, str] = {}
        self.components: set[str] = set()
        self.id = self.watcher = ""

    @property
    def has_picture(self) -> bool:
        """Whether it shows its picture, and not only how far the networks for it are."""
        return not self.components.isdisjoint(PICTURES)

    async def __aenter__(self) -> Self:
        protocols = [websockets.Subprotocol("streamlit")]
        headers = {"Cookie": self._cookie} if self._cookie else {}
        self._socket = await websockets.connect(
            self._address, subprotocols=protocols, additional_headers=headers, max_size=None, proxy=None
        )
        await self.rerun()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._socket.close()

    async def type(self, label: str, text: str) -> float:
        """Put a text into the field whose label begins so; return the seconds until the page was there."""
        widget = self._widget(label)
        self._values[widget] = WidgetState(id=widget, string_value=text)
        return await self.rerun()

    async def go(self, page: str) -> float:
        """Go to another page as through the browser's history; return the seconds until it was there."""
        self._page, self._page_hash = page, ""
        self.components, self.widgets, self._values = set(), {}, {}
        return await self.rerun(by_history=True)

    async def press(self, label: str) -> float:
        """Press a button; return the seconds until the page was there again."""
        widget = self._widget(label)
        self._values[widget] = WidgetState(id=widget, trigger_value=True)
        try:
            return await self.rerun()
        finally:
            del self._values[widget]

    async def flood(self, times: int) -> None:
        """Ask for the page again and again without waiting for it."""
        message = BackMsg()
        message.rerun_script.query_string = self._query
        message.rerun_script.page_script_hash = self._page_hash
        for _ in range(times):
            await self._socket.send(message.SerializeToString())
        while True:
            await self._socket.recv()

    async def rerun(self, *, by_history: bool = False) -> float:
        """Run the page; return the seconds until it was finished."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash = self._query, self._page_hash
        state.page_name = "" if self._page_hash else self._page
        state.is_history_navigation = by_history
        state.widget_states.widgets.extend(self._values.values())
        began = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        while not self._take(await self._socket.recv(decode=False)):
            pass
        return time.perf_counter() - began

    def _widget(self, label: str) -> str:
        return next(widget for name, widget in self.widgets.items() if name.startswith(label))

    def _take(self, data: bytes) -> bool:
        message = ForwardMsg()
        message.ParseFromString(data)
        what = message.WhichOneof("type")
        if what == "new_session":
            self.id = message.new_session.initialize.session_id
        elif what == "navigation":
            self._page_hash = message.navigation.page_script_hash
        elif what == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._note(message.delta.new_element)
        return what == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def _note(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        widget = getattr(element, kind)
        if kind == "bidi_component":
            self.components.add(widget.component_name)
        if kind == "bidi_component" and '"watcher"' in widget.json:
            self.watcher = json.loads(widget.json)[1]["watcher"]
        if getattr(widget, "id", "") and getattr(widget, "label", ""):
            self.widgets[widget.label] = widget.id
