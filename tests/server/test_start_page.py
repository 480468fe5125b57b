"""The start page names the modules of a picture and its style sheets, and is never one of yesterday."""

from __future__ import annotations

import re
import tomllib

from starlette.types import Receive, Scope, Send

from pages._shell.server.chunks import EVERYWHERE, WITH_FIELDS, chunks_of
from pages._shell.server.compression import CompressedAssets
from pages._shell.server.stage_files import stage_files, stage_url
from pages._shell.server.start_page import StartPage
from tests.running import ROOT
from tests.server.asking import ask

HTML = b"<html><head><title>x</title></head><body>" + b"x" * 2000 + b"</body></html>"
NAMED = re.compile(r'<link rel="modulepreload" href="([^"]+)">')
LATER = re.compile(r'<link rel="modulepreload" crossorigin href="([^"]+)">')
FETCHED = re.compile(r'<link rel="preload" as="fetch" crossorigin href="([^"]+)">')


async def below(scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer as Streamlit does: a page that browsers may keep, and its scripts."""
    if any(name == b"if-none-match" for name, _ in scope["headers"]):
        await send({"type": "http.response.start", "status": 304, "headers": [(b"etag", b'"1"')]})
        await send({"type": "http.response.body", "body": b""})
        return
    kind = b"text/html; charset=utf-8" if "." not in scope["path"] else b"text/javascript"
    kept = [(b"etag", b'"1"'), (b"last-modified", b"Sat, 28 Nov 2026 15:15:47 GMT")]
    headers = [(b"content-type", kind), (b"content-length", str(len(HTML)).encode()), *kept]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": HTML[:50], "more_body": True})
    await send({"type": "http.response.body", "body": HTML[50:]})


def test_the_start_page_loads_a_module_by_a_relative_address() -> None:
    answer = ask(StartPage(below), "/", accept="text/html")
    assert f'src="./stage/{stage_files().hash}/stage/connection.js"></script></head>' in answer.text
    assert int(answer.headers["content-length"]) == len(answer.body)
    packed = ask(CompressedAssets(StartPage(below)), "/", accept="text/html", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == answer.text


def test_it_brings_the_serif_of_headings_and_symbols() -> None:
    text = ask(StartPage(below), "/", accept="text/html").text
    addresses = re.findall(r'@font-face \{[^}]*url\("\./stage/(\w+)/([^"]+)"\)', text)
    assert [prefix for prefix, _ in addresses] == [stage_files().hash] * 2
    for _, name in addresses:
        assert stage_files()[name].media_type == "font/woff2"
    family = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]["headingFont"]
    assert family.startswith("'Unrolled Serif',")
    assert text.count('font-family: "Unrolled Serif"') == 2


def test_it_names_the_joined_modules_of_a_picture_and_its_style_sheets() -> None:
    text = ask(StartPage(below), "/", accept="text/html").text
    assert NAMED.findall(text) == [f"./{stage_url()}/mount.js"]
    styles = FETCHED.findall(text)
    assert len(styles) == 2
    for address in (*NAMED.findall(text), *styles):
        assert address.startswith(f"./stage/{stage_files().hash}/joined/stage/")
        assert stage_files()[address.partition(f"{stage_files().hash}/")[2]].compressed


def test_it_names_streamlit_s_code_for_what_is_on_the_page() -> None:
    paths = ("/course/lstm", "/", "/train")
    said = [ask(StartPage(below), path, accept="text/html").text for path in paths]
    of_lesson, of_home, of_lab = map(LATER.findall, said)
    assert of_lesson == of_home == [f"./{name}" for name in chunks_of(WITH_FIELDS)]
    assert of_lab == [f"./{name}" for name in chunks_of(EVERYWHERE)]


def test_a_page_of_yesterday_is_sent_anew() -> None:
    answer = ask(StartPage(below), "/", accept="text/html", if_none_match='"1"')
    assert answer.status == 200
    assert stage_files().hash in answer.text
    assert "etag" not in answer.headers
    assert "last-modified" not in answer.headers


def test_everything_else_stays_as_it_is() -> None:
    assert ask(StartPage(below), "/", accept="*/*").body == HTML
    script = ask(StartPage(below), "/x.js", accept="text/html")
    assert script.body == HTML
    assert script.headers["etag"] == '"1"'
    assert ask(StartPage(below), "/x.js", accept="*/*", if_none_match='"1"').status == 304
