"""ASGI layer that adds what our browser side needs to the head of Streamlit's page, wherever it is sent.

It names the modules of a picture (`joined`) and its style sheets, so that the browser fetches them beside
Streamlit's own and not once the page stands; and the code of the elements that are on every page, or on every
lesson (`chunks`). The page then also says which modules are of now, so it is sent
anew each time (2.5 kB): a browser that kept it would go on with those of yesterday. The module
`connection.js` says why nothing comes.

The serif of headings and symbols comes from here too, cut down to the letters that are used: 37 kB, where
Streamlit's own has every script, weight and size in 777 kB, a third of a first visit.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages._shell.server.chunks import EVERYWHERE, WITH_FIELDS, chunks_of
from pages._shell.server.stage_files import StageFiles, stage_files
from pages._shell.story import PAGES

STYLES = ("stage.css", "score/score.css")
SERIF = (("vendor/serif-600.woff2", "normal"), ("vendor/serif-900-italic.woff2", "italic"))
LESSONS = frozenset(["", *(page.name for page in PAGES if page.kinds)])
"""Pages with a field for a sentence; the first one has no name in its address."""
KEPT_BY_BROWSERS = (b"if-none-match", b"if-modified-since")


class StartPage:
    """Adds to Streamlit's page, for those who ask for a page."""

    def __init__(self, app: ASGIApp, files: StageFiles | None = None) -> None:
        self._app = app
        self._files = files or stage_files()
        self._of_all, self._of_lessons = chunks_of(EVERYWHERE), chunks_of(WITH_FIELDS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; change a page on its way out."""
        if scope["type"] != "http" or scope["method"] != "GET" or not _asks_for_a_page(scope):
            await self._app(scope, receive, send)
            return
        left_out = (b"accept-encoding", *KEPT_BY_BROWSERS)  # it is packed further out
        headers = [pair for pair in scope["headers"] if pair[0] not in left_out]
        start: Message | None = None
        body: list[bytes] = []

        async def changed(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
            elif message["type"] == "http.response.body" and start is not None:
                body.append(message.get("body", b""))
                if not message.get("more_body", False):
                    page = b"".join(body).replace(b"</head>", self._head(scope["path"]) + b"</head>", 1)
                    said = MutableHeaders(raw=start["headers"])
                    said["content-length"] = str(len(page))
                    del said["etag"], said["last-modified"]
                    await send(start)
                    await send({"type": "http.response.body", "body": page})
            else:
                await send(message)

        await self._app({**scope, "headers": headers}, receive, changed)

    def _head(self, path: str) -> bytes:
        """Return the lines to add, with relative addresses: a proxy may take a prefix away."""
        is_lesson = path.rstrip("/").rpartition("/")[2] in LESSONS
        names = self._of_lessons if is_lesson else self._of_all
        chunks = [f'<link rel="modulepreload" crossorigin href="./{name}">' for name in names]
        place = f"./stage/{self._files.hash}"
        picture = f"./stage/{self._files.place}"
        module = f'<link rel="modulepreload" href="{picture}/mount.js">'
        styles = [f'<link rel="preload" as="fetch" crossorigin href="{picture}/{name}">' for name in STYLES]
        faces = [
            f'@font-face {{ font-family: "Unrolled Serif"; font-style: {slant}; font-weight: 100 900; '
            f'font-display: swap; src: url("{place}/{name}") format("woff2"); }}'
            for name, slant in SERIF
        ]
        connection = f'<script type="module" src="{place}/stage/connection.js"></script>'
        return "\n".join([*chunks, module, *styles, "<style>", *faces, "</style>", connection]).encode()


def _asks_for_a_page(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "")


def _is_page(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    is_page = headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers
    return start["status"] == 200 and is_page
