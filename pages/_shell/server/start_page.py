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

import json
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
NO_ORIGIN = (
    "This page is in a frame whose sandbox gives it no origin, so it may load nothing. The page around it "
    'has to say sandbox="allow-scripts allow-same-origin"; or it shows a lesson saved as one file, which '
    "needs neither."
)
WHERE = f"""<script>
window.__streamlit = {{ BACKEND_BASE_URL: new URL("./", document.baseURI).href }};
if (self.origin === "null") addEventListener("DOMContentLoaded", () => {{
  const told = document.body.insertBefore(document.createElement("p"), document.body.firstChild);
  told.role = "alert";
  told.style.cssText = "margin: 1rem; font: 1rem/1.5 sans-serif";
  told.textContent = {json.dumps(NO_ORIGIN)};
}});
</script>"""
"""All pages stand side by side. A proxy may take a prefix away, so only the browser knows the address.

In a frame that is sandboxed without `allow-same-origin` browsers refuse all modules, and the gate refuses the
session: this script alone runs, and says so.
"""
KEPT_BY_BROWSERS = (b"if-none-match", b"if-modified-since")


STRIP = """
.st-key-scenes_strip.st-key-scenes_strip { flex-wrap: nowrap; align-items: flex-end }
.st-key-scenes_strip.st-key-scenes_strip > * { min-width: 0 }
.st-key-scenes_strip.st-key-scenes_strip > .st-key-reset { flex: 0 0 auto; padding-bottom: 2px }
@media (max-width: 640px) {
.st-key-scenes_strip.st-key-scenes_strip { gap: 4px }
.st-key-scenes_strip.st-key-scenes_strip > .st-key-reset { flex: 0 0 44px }
.st-key-reset button { min-width: 44px; min-height: 44px; justify-content: center }
.st-key-reset [data-testid="stMarkdownContainer"] { position: absolute; width: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap }
}
@media screen and (min-width: 900px) {
.st-key-lesson_title.st-key-lesson_title { flex-wrap: nowrap; padding-right: 13.5rem }
.st-key-lesson_title > * { min-width: 0 }
.st-key-scenes_strip { position: relative; --tools: absolute; --reset: 4rem }
.st-key-scenes_strip:not(:has(> .st-key-reset)) { --reset: 0px }
.st-key-scenes_strip.st-key-scenes_strip > .st-key-reset { position: absolute; right: 0;
  bottom: calc(100% + 6px) }
}
@media screen and (min-width: 1600px) { .st-key-lesson_title.st-key-lesson_title { padding-right: 26rem } }"""
"""The way back and a scene's tools stand at the end of the title's row, so that the picture begins higher.

On a narrow window they stand beside the scenes, on a phone as signs; their names are still read out.
"""

CLOSE = """@media screen {
.st-key-scene > :first-child h2 { padding-top: 0.25rem }
.st-key-scene > div > [class*="_question"] { padding-block: 0.7rem }
.st-key-scene > div > [class*="_question"] [data-testid="stHorizontalBlock"] { row-gap: 0.4rem }
}"""
"""Heading, controls and question stand close together: a laptop shows the picture below them, too."""

PROSE = """@media screen {
:is([data-testid="stElementContainer"]:has(#what-happened) ~ *, [data-testid="stExpander"])
  [data-testid="stMarkdownContainer"] > :is(p, ul, ol, blockquote) { max-width: 96ch }
}"""
"""What is read as a text has lines that an eye finds its way back along, however wide the pictures are."""


SPACED = """button [data-testid="stMarkdownContainer"] p,
[data-testid="stWidgetLabel"] [data-testid="stMarkdownContainer"] p { display: inline }"""
"""A label is a paragraph in Streamlit: who asks for space between paragraphs would cut it (WCAG 1.4.12)."""

EDGES = """:is(button[data-testid="stBaseButton-secondary"],
  button[role="radio"]:where(:not([aria-checked="true"])),
  [data-testid="stSelectbox"] div[role="group"], div[data-testid="stTextInputRootElement"],
  div[data-testid="stNumberInputContainer"], div[data-testid="stTextAreaRootElement"],
  section[data-testid="stFileUploaderDropzone"],
  [data-testid="stCheckbox"] label:where(:not([data-selected])) > span + div):where(:not(:focus-within)) {
  border-color: color-mix(in srgb, currentColor 50%, transparent) }
[data-testid="stCheckbox"] label:where(:not([data-selected])):has([role="switch"]) > span + div,
[data-testid="stSlider"] [role="group"] > [data-orientation] > div:first-child {
  box-shadow: inset 0 0 0 1px color-mix(in srgb, currentColor 50%, transparent) }"""
"""What is operated has an edge of 3 to 1 (WCAG 1.4.11), half as strong as its text; Streamlit's has 1.4."""

FORCED = """@media (forced-colors: active) {
[role="radio"][aria-checked="true"], [role="radio"][aria-checked="true"] * { forced-color-adjust: none;
  background: SelectedItem !important; color: SelectedItemText !important }
}"""
"""Forced colours take the ground of a chosen answer away: it gets that of what is selected."""


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
        rules = ["<style>", *faces, STRIP, CLOSE, PROSE, SPACED, EDGES, FORCED, "</style>"]
        return "\n".join([WHERE, *chunks, *code, *styles, *rules, connection]).encode()


def _asks_for_a_page(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "") and not is_joining(scope["path"])


def _is_page(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    is_page = headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers
    return start["status"] == 200 and is_page
