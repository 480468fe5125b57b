"""The browser's modules that need no page, run by Node.js. Without one the tests are skipped."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core import Network
from core.network.files import to_file
from tests.running import ROOT

FLAGS = ("--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",)
READ = """
  const { fromFile } = await stage("../net/file");
  const { Matrix } = await stage("../net/matrix");
  const { EMPTY } = await stage("hands");
  const [files, described, hand, fitted] = g;
  const networks = files.map((file) => fromFile(Uint8Array.from(Buffer.from(file, "base64"))));
  const plain = (name, value) => {
    if (typeof value === "function") return value();
    const said = (numbers) => Array.from(numbers, (x) => String(x));
    if (value instanceof Float64Array) return said(value);
    return value instanceof Matrix ? { rows: value.rows, data: said(value.data) } : value;
  };
  const probes = { of: (key) => fitted[key] ?? { message: key } };
  const board = m.readBoard(described, networks, { ...EMPTY, ...hand }, probes);
  return JSON.parse(JSON.stringify(board, plain));"""


class Modules:
    """The modules of assets/stage, in a process of their own."""

    def __init__(self, node: str) -> None:
        self._process = subprocess.Popen(
            [node, *FLAGS, str(ROOT / "tests" / "stage" / "evaluate.js")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, module: str, body: str, *given: Any) -> Any:
        """Return what `body` returns; it sees the exports of a module as `m` and what is given as `g`.

        What travels is JSON: a number that is not finite comes back as None. Raises AssertionError with the
        browser's own words when the code fails.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"module": module, "body": body, "given": given}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer.get("value")

    def end(self) -> None:
        """End the process."""
        self._process.communicate(timeout=10)


def file_of(network: Network) -> str:
    """Return a network's file as base64."""
    return base64.b64encode(to_file(network, "a network")).decode()


def read_board(
    modules: Modules,
    networks: list[Network],
    described: dict[str, Any],
    fitted: dict[str, Any] | None = None,
    **hand: Any,
) -> Any:
    """Return what is drawn, matrices as {rows, data}; `fitted` are probes by their networks' keys."""
    files = [file_of(network) for network in networks]
    return modules.run("score/board/board", READ, files, described, hand, fitted or {})


def matrix(sent: dict[str, Any]) -> NDArray[np.float64]:
    """Return a matrix that came back as {rows, data}, its numbers as texts."""
    return np.array([float(text) for text in sent["data"]]).reshape(sent["rows"], -1)


def find_node() -> str | None:
    """Return the Node.js of the environment, or the machine's."""
    own = Path(sys.executable).with_name("node")
    return str(own) if own.exists() else shutil.which("node")


@pytest.fixture(scope="session")
def modules() -> Iterator[Modules]:
    node = find_node()
    if node is None:
        pytest.skip("no Node.js found; `make lint-stage` brings one")
    running = Modules(node)
    yield running
    running.end()
