"""The browser side of the pages, served from memory: `/stage/<content hash>/<folder>/<file>`.

Everything under `assets/stage` and `assets/net`, and the vendored Plotly, compressed once. All folders stand
side by side under one prefix, as on the disk, so modules import each other by relative paths; the prefix
holds a hash of the contents, so a browser may keep a file for ever. A page that was left open while the
server was replaced asks under an old hash and gets the files of today, not to be kept. With UNROLLED_DEV=1
the files are read again whenever one of them changes.

Pages take a picture's modules from `joined/` below the prefix, where they stand in few files, with the style
sheets and Plotly beside them; while one works on them (UNROLLED_DEV), from where they stand singly.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit import config

from core.notebook.joined import joined
from pages._shell.server.encoding import unpacked_if_asked

ASSETS = Path(__file__).resolve().parents[3] / "assets"
FOLDERS = ("stage", "net", "vendor")
JOINED = "joined"
PICTURE = "stage/mount.js"
KEEP = "public, max-age=31536000, immutable"
MEDIA_TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True)
class StageFile:
    """One file as it is sent: where it is read or what it says, and its bytes compressed on first use."""

    content: Path | str
    media_type: str

    @cached_property
    def compressed(self) -> bytes:
        """The content as a gzip stream."""
        body = self.content.encode() if isinstance(self.content, str) else self.content.read_bytes()
        return gzip.compress(body, compresslevel=9, mtime=0)

    @property
    def is_packed(self) -> bool:
        """Whether it has been compressed."""
        return "compressed" in self.__dict__


class StageFiles:
    """The files of some folders of `root` under one prefix, and the hash of their contents."""

    def __init__(self, root: Path = ASSETS, folders: Sequence[str] = FOLDERS) -> None:
        self._root, self._folders = root, folders
        self._lock = threading.Lock()
        self._stamp: tuple[object, ...] = ()
        self._hash = ""
        self._files: dict[str, StageFile] = {}

    def __getitem__(self, name: str) -> StageFile:
        """Return a file by its path below the prefix. Raises KeyError when there is none."""
        return self._current()[1][name]

    @property
    def hash(self) -> str:
        """Eight hex digits that change whenever a file does."""
        return self._current()[0]

    @property
    def place(self) -> str:
        """Where pages find the modules of a picture: below the prefix with the hash."""
        return f"{self.hash}/stage" if os.environ.get("UNROLLED_DEV") else f"{self.hash}/{JOINED}/stage"

    def warm(self) -> None:
        """Read and compress everything now (about half a second), so that no visitor waits for it."""
        for file in self._current()[1].values():
            _ = file.compressed

    def _current(self) -> tuple[str, dict[str, StageFile]]:
        with self._lock:
            if not self._hash or os.environ.get("UNROLLED_DEV"):
                self._read()
            return self._hash, self._files

    def _read(self) -> None:
        names = {
            path: path.relative_to(self._root).as_posix()
            for folder in self._folders
            for path in sorted((self._root / folder).rglob("*"))
            if path.suffix in MEDIA_TYPES and path.is_file()
        }
        stamp = tuple((p, p.stat().st_mtime_ns, p.stat().st_size) for p in names)
        if self._hash and stamp == self._stamp:
            return
        digest = hashlib.sha256()
        files: dict[str, StageFile] = {}
        for path, name in names.items():
            files[name] = StageFile(path, MEDIA_TYPES[path.suffix])
            digest.update(name.encode() + b"\0" + path.read_bytes())
        for name, file in self._joined(files).items():
            files[f"{JOINED}/{name}"] = file
            if isinstance(file.content, str):
                digest.update(file.content.encode())
        self._stamp, self._hash, self._files = stamp, digest.hexdigest()[:8], files

    def _joined(self, files: Mapping[str, StageFile]) -> dict[str, StageFile]:
        """Return the files that stand for a picture's modules, and what their code asks for beside them."""
        paths = {name: file.content for name, file in files.items() if name.endswith(".js")}
        own = {name: path for name, path in paths.items() if not name.startswith("vendor/")}
        texts = {name: path.read_text("utf-8") for name, path in own.items() if isinstance(path, Path)}
        made = joined(texts, PICTURE) if PICTURE in texts else {}
        beside = {name: file for name, file in files.items() if name not in texts}
        return beside | {name: StageFile(text, MEDIA_TYPES[".js"]) for name, text in made.items()}


@cache
def stage_files() -> StageFiles:
    """Return the files of this process: one set for all sessions."""
    return StageFiles()


def stage_url() -> str:
    """Return where the pages of now find their modules, such as "stage/ab12cd34/joined/stage".

    It is relative to a page's own address, so it stays right behind a proxy that takes a prefix away: all
    pages stand side by side, and the server sends "/lstm/" on to "/lstm".
    """
    return f"stage/{stage_files().place}"


def base_path() -> str:
    """Return the path that the app is mounted at, by server.baseUrlPath: "" or "/course"."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def stage_route(files: StageFiles, base: str = "") -> Route:
    """Return the route `<base>/stage/<hash>/<folder>/<file>`; `base` is the path above it, or empty."""

    async def send(request: Request) -> Response:
        try:
            file = files[request.path_params["name"]]
        except KeyError:
            return PlainTextResponse(
                "There is no such file on the stage.", 404, {"Cache-Control": "no-store"}
            )
        current = request.path_params["hash"] == files.hash
        # A thread costs as much as all the rest of the way; what is packed already needs none.
        packed = file.compressed if file.is_packed else await run_in_threadpool(lambda: file.compressed)
        return await unpacked_if_asked(request, packed, file.media_type, KEEP if current else "no-cache")

    return Route(f"{base}/stage/{{hash}}/{{name:path}}", send, methods=["GET", "HEAD"])
