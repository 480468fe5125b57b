"""Modules joined to few files: each there once, anything unusual refused."""

from __future__ import annotations

import posixpath
import re

import pytest

from core.notebook.joined import joined, whole
from pages._shell.server.stage_files import ASSETS, JOINED, PICTURE, StageFiles, stage_files
from tests.making.modules import MODULES

COMMENT = re.compile(r"/\*\*.*?\*/", re.DOTALL)
LATER = re.compile(r'\bimport\("(\.[^"]+)"\)')


def test_each_module_is_in_one_file_and_what_two_need_is_in_the_first() -> None:
    files = joined(MODULES, "stage/mount.js")
    assert list(files) == ["stage/mount.js", "stage/lab/lab.js", "stage/text.js"]
    parts = {name: re.findall(r"^// (\S+)$", text, re.MULTILINE) for name, text in files.items()}
    assert parts["stage/mount.js"][-1] == "stage/mount.js"
    assert set(parts["stage/mount.js"]) == {*MODULES} - {"stage/lab/lab.js", "stage/text.js"}
    assert [parts[name] for name in ("stage/lab/lab.js", "stage/text.js")] == [
        ["stage/lab/lab.js"],
        ["stage/text.js"],
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('import one from "../net/one.js";\n', "import one from"),
        ('import * as net from "../net/one.js";\n', r"import \* as net"),
        ("export let at = 0;\n", "export let at"),
        ("export default 1;\n", "export default 1"),
        ('import { step } from "../mount.js";\n', "by way of others"),
    ],
)
def test_what_cannot_be_joined_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        joined({**MODULES, "stage/parts/cursor.js": text}, "stage/mount.js")


def test_the_stage_is_joined_with_all_that_is_fetched_later() -> None:
    files = stage_files()
    names = {path.relative_to(ASSETS).as_posix() for path in (ASSETS / "stage").rglob("*.js")}
    texts = {name: (ASSETS / name).read_text("utf-8") for name in names}
    later = {
        posixpath.normpath(posixpath.join(posixpath.dirname(name), found))
        for name, text in texts.items()
        if not name.startswith("stage/disk/")  # pages as files: no page of the server asks for them
        if name != "stage/connection.js"  # on every page, by itself
        for found in LATER.findall(COMMENT.sub("", text))
    }
    assert {"stage/lab/lab.js", "stage/scenes.js", "stage/pictures/ink.js"} <= later
    for name in (PICTURE, *later):
        assert files[f"{JOINED}/{name}"].media_type.startswith("text/javascript")
    assert files[f"{JOINED}/vendor/plotly-cartesian.min.js"] is files["vendor/plotly-cartesian.min.js"]
    assert files[f"{JOINED}/stage/stage.css"] is files["stage/stage.css"]


def test_a_whole_module_asks_for_no_other() -> None:
    modules = {
        "stage/first.js": 'import { two } from "./parts/two.js";\n// a remark\nexport const one = () =>'
        ' [two, import("./late.js"), import("./never.js")];',
        "stage/parts/two.js": "export const two = 2;",
        "stage/late.js": 'import { two } from "./parts/two.js";\nexport const late = two + 1;',
        "stage/never.js": "export const never = 0;",
    }
    text = whole(modules, "stage/first.js", ["stage/late.js"])
    assert not re.search(r"^\s*(import|export)\b|//|import\(", text, re.MULTILINE)
    assert text.index("two = 2") < text.index("late = two + 1") < text.index("one = ()")
    assert 'Promise.resolve(modules["stage/late.js"])' in text
    assert "Promise.reject(" in text
    assert "never = 0" not in text


def test_who_works_on_the_modules_gets_them_singly(monkeypatch: pytest.MonkeyPatch) -> None:
    files = StageFiles(folders=["stage", "net"])
    assert files.place == f"{files.hash}/{JOINED}/stage"
    monkeypatch.setenv("UNROLLED_DEV", "1")
    assert files.place == f"{files.hash}/stage"
    assert files["stage/mount.js"].content == ASSETS / "stage" / "mount.js"
