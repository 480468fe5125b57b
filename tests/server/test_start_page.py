"""The start page names the modules of a picture and its style sheets, and is never one of yesterday."""

from __future__ import annotations

import base64
import hashlib
import re
import tomllib

import pytest
from starlette.types import Receive, Scope, Send

from pages._shell.server.chunks import EVERYWHERE, WITH_FIELDS, chunks_of
from pages._shell.server.compression import CompressedAssets
from pages._shell.server.headers import SecurityHeaders
from pages._shell.server.stage_files import stage_files, stage_url
from pages._shell.server.start_page import StartPage
from pages._shell.server.wanted import MOST, Wanted
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
    text = ask(StartPage(below, wanted_by=Wanted()), "/", accept="text/html").text
    assert NAMED.findall(text) == [f"./{stage_url()}/mount.js"]
    styles = FETCHED.findall(text)
    assert len(styles) == 2
    for address in (*NAMED.findall(text), *styles):
        assert address.startswith(f"./stage/{stage_files().hash}/joined/stage/")
        assert stage_files()[address.partition(f"{stage_files().hash}/")[2]].compressed


def test_it_names_streamlit_s_code_for_what_is_on_the_page() -> None:
    paths = ("/course/lstm", "/words", "/", "/by_hand")
    said = [ask(StartPage(below), path, accept="text/html").text for path in paths]
    of_lesson, of_another, of_home, of_lab = map(LATER.findall, said)
    assert of_lesson == of_another == of_home == [f"./{name}" for name in chunks_of(WITH_FIELDS)]
    assert of_lab == [f"./{name}" for name in chunks_of(EVERYWHERE)]


@pytest.mark.parametrize(
    ("address", "page", "scene"),
    [
        ("/", "home", ""),
        ("/course/", "home", ""),
        ("/unrolled", "unrolled", "roll"),
        ("/course/unrolled?t=3&scene=dog", "unrolled", "dog"),
    ],
)
def test_it_names_what_the_picture_of_an_address_was_seen_to_need(
    address: str, page: str, scene: str
) -> None:
    noted = Wanted()
    noted.note(page, scene, ["pictures/ink.js", "pictures/ink.css"])
    noted.note("unrolled", "twin", ["pictures/twins.js"])
    text = ask(StartPage(below, wanted_by=noted), address, accept="text/html").text
    place = f"./{stage_url()}"
    assert NAMED.findall(text) == [f"{place}/mount.js", f"{place}/pictures/ink.js"]
    assert f"{place}/pictures/ink.css" in FETCHED.findall(text)
    assert stage_files()["joined/stage/pictures/ink.js"].compressed


def test_what_is_noted_is_noted_once_and_bounded() -> None:
    noted = Wanted()
    for number in range(3):
        noted.note("lstm", "gates", ["scenes.js", f"{number}.js"])
    assert noted.at("lstm", "") == noted.at("lstm", "gates") == ("scenes.js", "0.js", "1.js", "2.js")
    noted.note("lstm", "gates", [f"{number}.css" for number in range(100)])
    assert len(noted.at("lstm", "gates")) == MOST
    assert noted.at("lstm", "another") == noted.at("nowhere", "") == ()


def test_the_page_tells_where_the_app_is_by_a_script_that_the_policy_allows() -> None:
    text = ask(SecurityHeaders(StartPage(below)), "/lstm", accept="text/html")
    (script,) = re.findall(r"(?s)<script>(.*?)</script>", text.text)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in text.headers["content-security-policy"]


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
