"""Streamlit's code of the elements that a page has: found among the installed files, with what it imports."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages._shell.server.chunks import EVERYWHERE, STATIC, WITH_FIELDS, chunks_of


@pytest.fixture
def static(tmp_path: Path) -> Path:
    folder = tmp_path / "static" / "js"
    folder.mkdir(parents=True)
    (tmp_path / "index.html").write_text('<link rel="modulepreload" href="./static/js/react.1.js">')
    for name, text in {
        "Button.ab.js": 'import{a as b}from"./react.1.js";import{c}from"./label.2.js";import"./side.3.js";',
        "ButtonGroup.cd.js": 'import{c}from"./label.2.js";const l=()=>import("./later.4.js");',
        "label.2.js": 'import{d}from"./deep.5.js";export{d};',
        "side.3.js": "",
        "deep.5.js": 'import{c}from"./label.2.js";import{gone}from"./gone.6.js";',
        "later.4.js": "",
    }.items():
        (folder / name).write_text(text)
    return tmp_path


def test_all_that_an_element_imports_is_named_once_and_what_the_page_names_is_not(static: Path) -> None:
    assert chunks_of(("Button",), static) == tuple(
        f"static/js/{name}.js" for name in ("Button.ab", "label.2", "side.3", "deep.5")
    )
    both = chunks_of(("Button", "ButtonGroup", "Slider"), static)
    assert both[:2] == ("static/js/Button.ab.js", "static/js/ButtonGroup.cd.js")
    assert len(both) == len(set(both)) == 5


def test_without_streamlit_s_files_nothing_is_named(tmp_path: Path) -> None:
    assert chunks_of(EVERYWHERE, tmp_path) == ()


def test_the_installed_streamlit_has_a_file_for_each_element() -> None:
    names = chunks_of(WITH_FIELDS)
    assert all((STATIC / name).is_file() for name in names)
    for element in WITH_FIELDS:
        assert sum(name.startswith(f"static/js/{element}.") for name in names) == 1
