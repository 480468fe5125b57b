"""Joined modules do in a browser what single ones do: each is there once, with its state and its address."""

from __future__ import annotations

import pytest

from core.notebook.joined import joined
from tests.making.modules import MODULES
from tests.stage.conftest import Modules


def test_joined_modules_do_what_single_ones_do(
    modules: Modules, tmp_path_factory: pytest.TempPathFactory
) -> None:
    told = []
    for way, texts in (("single", MODULES), ("joined", joined(MODULES, "stage/mount.js"))):
        root = tmp_path_factory.mktemp(way)
        for name, text in texts.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        body = """
          const mount = await import(g[0]);
          const [lab, { Text }] = await mount.late();
          const text = new Text();
          return [mount.step(), mount.step(), lab.tell(), text.count(), lab.tell()];"""
        address = (root / "stage" / "mount.js").as_uri()
        found = modules.run("parts/words", body, address)
        told.append([str(one).replace(root.as_uri(), "") for one in found])
    assert told[1] == told[0]
    assert told[0][2] == "[2, 1, '/stage/parts/a.css']"
