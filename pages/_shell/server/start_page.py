"""ASGI layer that adds what our browser side needs to the head of Streamlit's page, wherever it is sent.

It names the modules of a picture (`joined`) and its style sheets, also those that the page was seen to need
(`wanted`), so that the browser fetches them beside Streamlit's own and not once the page stands; and the code
of the elements that are on every page, or on every lesson (`chunks`). The page then also says which modules
are of now, so it is sent anew each time (2.5 kB): a browser that kept it would go on with those of yesterday.
The module `connection.js` says why nothing comes.

It tells Streamlit where the app is. By itself, Streamlit tries the page's own address first, waits a tenth of
a second after the refusal, and tries the folder above, on every page but the first.

The serif of headings and symbols comes from here too, cut down to the letters that are used: 37 kB, where
Streamlit's own has every script, weight and size in 777 kB, a third of a first visit.
"""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages._shell.room.joining import is_joining
from pages._shell.server.chunks import EVERYWHERE, WITH_FIELDS, chunks_of
from pages._shell.server.stage_files import StageFiles, stage_files
from pages._shell.server.wanted import Wanted, wanted
from pages._shell.story import PAGES

STYLES = ("stage.css", "score/score.css")
SERIF = (("vendor/serif-600.woff2", "normal"), ("vendor/serif-900-italic.woff2", "italic"))
LESSONS = frozenset(["", *(page.name for page in PAGES if page.kinds or page.scenes)])
"""Pages with a field for a sentence; the first one has no name in its address."""
WHERE = '<script>window.__streamlit = { BACKEND_BASE_URL: new URL("./", document.baseURI).href }</script>'
"""All pages stand side by side. A proxy may take a prefix away, so only the browser knows the address."""
KEPT_BY_BROWSERS = (b"if-none-match", b"if-modified-since")


ON_A_PHONE = """@media (max-width: 640px) {
.st-key-scenes_strip.st-key-scenes_strip { flex-wrap: nowrap; gap: 4px }
.st-key-scenes_strip.st-key-scenes_strip > * { min-width: 0 }
.st-key-scenes_strip.st-key-scenes_strip > .st-key-reset { flex: 0 0 44px }
.st-key-reset button { min-width: 44px; min-height: 44px; justify-content: center }
.st-key-reset [data-testid="stMarkdownContainer"] { position: absolute; width: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap }
}"""
"""The way back stands in one row with the scenes, as its sign; its name is still read out."""


class StartPage:
    """Adds to Streamlit's page, for those who ask for a page."""

    def __init__(
        self, app: ASGIApp, files: StageFiles | None = None, wanted_by: Wanted | None = None
    ) -> None:
        self._app = app
        self._files = files or stage_files()
        self._wanted = wanted_by or wanted()
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
                    head = self._head(scope["path"], scope.get("query_string", b"").decode("latin-1"))
                    page = b"".join(body).replace(b"</head>", head + b"</head>", 1)
                    said = MutableHeaders(raw=start["headers"])
                    said["content-length"] = str(len(page))
                    del said["etag"], said["last-modified"]
                    await send(start)
                    await send({"type": "http.response.body", "body": page})
            else:
                await send(message)

        await self._app({**scope, "headers": headers}, receive, changed)

    def _head(self, path: str, query: str) -> bytes:
        """Return the lines to add, with relative addresses: a proxy may take a prefix away."""
        name = path.rstrip("/").rpartition("/")[2]
        names = self._of_lessons if name in LESSONS else self._of_all
        chunks = [f'<link rel="modulepreload" crossorigin href="./{name}">' for name in names]
        place = f"./stage/{self._files.hash}"
        picture = f"./stage/{self._files.place}"
        seen = self._wanted.at(name, "".join(parse_qs(query).get("scene", [])[-1:]))
        modules = ["mount.js", *(one for one in seen if one.endswith(".js"))]
        sheets = [*STYLES, *(one for one in seen if one.endswith(".css"))]
        code = [f'<link rel="modulepreload" href="{picture}/{one}">' for one in modules]
        styles = [f'<link rel="preload" as="fetch" crossorigin href="{picture}/{one}">' for one in sheets]
        faces = [
            f'@font-face {{ font-family: "Unrolled Serif"; font-style: {slant}; font-weight: 100 900; '
            f'font-display: swap; src: url("{place}/{name}") format("woff2"); }}'
            for name, slant in SERIF
        ]
        connection = f'<script type="module" src="{place}/stage/connection.js"></script>'
        return "\n".join(
            [WHERE, *chunks, *code, *styles, "<style>", *faces, ON_A_PHONE, "</style>", connection]
        ).encode()


def _asks_for_a_page(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "") and not is_joining(scope["path"])


def _is_page(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    is_page = headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers
    return start["status"] == 200 and is_page
