"""What the server answers: the stage, compression, security headers, deep links."""

from __future__ import annotations

import gzip
import importlib.util
import re
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path

import pytest

from pages._shell.server.stage_files import ASSETS, KEEP, StageFiles, stage_files, stage_route
from tests.running import RunningServer
from tests.server.asking import ask

pytestmark = pytest.mark.server


def get(server: RunningServer, path: str, *, compressed: bool = True) -> tuple[Message, bytes]:
    headers = {"Accept-Encoding": "gzip"} if compressed else {}
    request = urllib.request.Request(server.url + path, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.headers, answer.read()


@pytest.mark.parametrize(
    "path", ["/", "/gradients", "/stage/x/vendor/plotly-cartesian.min.js", "/_stcore/health", "/static/none"]
)
def test_every_answer_has_the_security_headers(server: RunningServer, path: str) -> None:
    headers, _ = get(server, path)
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert "unsafe" not in policy["script-src"]
    assert not re.search(r"https?:|\*", headers["Content-Security-Policy"])
    assert policy["frame-ancestors"] == "'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/", "/lstm", "/gradients?x=1"])
def test_every_page_is_the_first_address_one_may_ask_for(server: RunningServer, path: str) -> None:
    headers, body = get(server, path)
    assert headers["Content-Type"].startswith("text/html")
    assert headers["Content-Encoding"] == "gzip"
    assert b'<div id="root">' in gzip.decompress(body)


def test_bundles_of_streamlit_are_sent_compressed_and_kept_by_the_browser(server: RunningServer) -> None:
    _, page = get(server, "/", compressed=False)
    scripts = re.findall(rb'(?:src|href)="\./(static/js/[^"]+)"', page)
    assert len(scripts) > 10
    for _ in range(2):  # the second time from memory
        for script in scripts[:5]:
            path = "/" + script.decode()
            headers, body = get(server, path)
            _, plain = get(server, path, compressed=False)
            assert "immutable" in headers["Cache-Control"]
            assert "javascript" in headers["Content-Type"]
            if headers["Content-Encoding"] == "gzip":
                assert gzip.decompress(body) == plain
            else:
                assert len(plain) < 1000


def test_a_part_of_a_bundle_is_not_compressed(server: RunningServer) -> None:
    _, page = get(server, "/", compressed=False)
    script = re.findall(r'src="\.(/static/js/[^"]+)"', page.decode())[0]
    get(server, script)
    request = urllib.request.Request(
        server.url + script, headers={"Range": "bytes=0-9", "Accept-Encoding": "gzip"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.status == 206
        assert len(answer.read()) == 10


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("path", ["/", "/stage/x/stage/mount.js"])
def test_what_an_answer_depends_on_is_said_once(server: RunningServer, path: str, compressed: bool) -> None:
    headers, _ = get(server, path, compressed=compressed)
    assert [value.lower() for value in headers.get_all("Vary", [])] in ([], ["accept-encoding"])


def test_the_metrics_are_for_nobody(server: RunningServer) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(server, "/_stcore/metrics")
    assert refused.value.code == 404
    refused.value.close()


def test_the_stage_is_sent_once_and_kept(server: RunningServer) -> None:
    headers, body = get(server, f"/stage/{stage_files().hash}/vendor/plotly-cartesian.min.js")
    assert headers["Cache-Control"] == KEEP
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert len(body) < 600_000
    assert gzip.decompress(body) == (ASSETS / "vendor" / "plotly-cartesian.min.js").read_bytes()


def test_the_vendored_plotly_is_the_installed_ones_version() -> None:
    package = importlib.util.find_spec("plotly")
    assert package is not None
    assert package.origin is not None
    installed = Path(package.origin).parent / "package_data" / "plotly.min.js"
    versions = [
        re.search(rb"plotly\.js .*v([\d.]+)", path.read_bytes()[:300])
        for path in (installed, ASSETS / "vendor" / "plotly-cartesian.min.js")
    ]
    first, second = (found[1] for found in versions if found)
    assert first == second


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "stage" / "staves").mkdir(parents=True)
    (tmp_path / "net").mkdir()
    (tmp_path / "stage" / "score.js").write_text("import './staves/heat.js'")
    (tmp_path / "stage" / "staves" / "heat.js").write_text("import '../../net/matrix.js'")
    (tmp_path / "net" / "matrix.js").write_text("export const matrix = 1")
    (tmp_path / "stage" / "stage.css").write_text("svg { color: red }")
    (tmp_path / "stage" / "notes.txt").write_text("not for the browser")
    (tmp_path / "secret.js").write_text("beside the folders that are served")
    return tmp_path


@pytest.fixture
def files(folder: Path) -> StageFiles:
    return StageFiles(folder)


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("stage/score.js", "text/javascript"),
        ("stage/staves/heat.js", "text/javascript"),
        ("net/matrix.js", "text/javascript"),
        ("stage/stage.css", "text/css"),
    ],
)
def test_modules_find_each_other_under_one_prefix(
    files: StageFiles, folder: Path, name: str, kind: str, encoding: str
) -> None:
    answer = ask(stage_route(files), f"/stage/{files.hash}/{name}", accept_encoding=encoding)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["cache-control"] == KEEP
    assert answer.headers.get("content-encoding", "identity") == encoding
    assert answer.text == (folder / name).read_text()


@pytest.mark.parametrize(
    "name", ["none.js", "stage/notes.txt", "secret.js", "../app.py", "%2e%2e/%2e%2e/app.py", ""]
)
def test_nothing_else_is_on_the_stage(files: StageFiles, name: str) -> None:
    assert ask(stage_route(files), f"/stage/{files.hash}/{name}").status == 404


def test_a_page_from_before_a_restart_gets_the_files_of_now(files: StageFiles) -> None:
    answer = ask(stage_route(files), "/stage/00000000/stage/score.js")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-cache"


def test_an_app_below_a_path_has_its_stage_there(files: StageFiles) -> None:
    assert ask(stage_route(files, "/course"), "/course/stage/00000000/stage/score.js").status == 200


def test_the_prefix_changes_with_any_file_and_with_nothing_else(folder: Path) -> None:
    before = StageFiles(folder).hash
    (folder / "stage" / "notes.txt").write_text("changed")
    assert StageFiles(folder).hash == before
    (folder / "stage" / "staves" / "heat.js").write_text("export const heat = 2")
    assert StageFiles(folder).hash != before


def test_files_are_read_again_only_in_development(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = StageFiles(folder)
    before = files.hash
    (folder / "stage" / "score.js").write_text("changed, and longer than before")
    assert files.hash == before
    monkeypatch.setenv("UNROLLED_DEV", "1")
    assert files.hash != before
    assert gzip.decompress(files["stage/score.js"].compressed) == b"changed, and longer than before"
