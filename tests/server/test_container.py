"""The container file, as far as it can be run without an image: what it copies is enough for its command."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.running import ROOT, free_port
from tests.waiting import until

pytestmark = pytest.mark.server

FILE = (ROOT / "assets" / "deploy" / "Containerfile").read_text("utf-8")


def told(instruction: str) -> list[str]:
    """Return what follows an instruction, of each of its lines."""
    return re.findall(rf"^{instruction} (.*)$", FILE, re.MULTILINE)


def command(instruction: str, port: int) -> list[str]:
    """Return what an instruction runs, by this interpreter and at another port."""
    [line] = told(instruction)
    name, *rest = json.loads(line.replace("8501", str(port)))
    return [sys.executable, *(["-m", name] if name != "python" else []), *rest]


def test_what_it_copies_is_enough_to_start_and_to_be_found_healthy(tmp_path: Path) -> None:
    place, home, port = tmp_path / "opt", tmp_path / "home", free_port()
    place.mkdir()
    home.mkdir()
    for line in told("COPY"):
        source, goal = line.split()
        target = place / (source if goal in (".", "./") else goal)
        copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
        copy(ROOT / source, target)
    assert (place / "requirements.txt").read_bytes() == (ROOT / "requirements.txt").read_bytes()
    around = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"HOME": str(home)}
    assert subprocess.run(command("HEALTHCHECK CMD", port), capture_output=True).returncode != 0
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(
            command("CMD", port), cwd=place, env=around, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:

        def is_healthy() -> bool:
            assert server.poll() is None, (tmp_path / "log").read_text()
            asked = subprocess.run(command("HEALTHCHECK CMD", port), capture_output=True)
            return asked.returncode == 0

        until(is_healthy)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/lstm", timeout=60) as page:
            assert b"<title>" in page.read()
    finally:
        server.terminate()
        server.wait()
