"""The story is the only list of pages, and what is made of it follows it."""

from __future__ import annotations

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest

from core import default_run
from core.recipes.link import from_line
from core.spec import KINDS
from pages._shell import stage, story
from tests.pages.visiting import pictures, visit
from tests.running import ROOT

SOURCES = [*(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]


def strings(path: Path) -> list[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def test_a_page_is_a_script_a_lesson_and_a_row() -> None:
    names = [page.name for page in story.PAGES]
    assert len(set(names)) == len(names)
    assert sorted(path.stem for path in (ROOT / "pages").glob("*.py")) == sorted(names)
    assert sorted(path.stem for path in (ROOT / "assets" / "lessons").glob("*.md")) == sorted(names)


@pytest.mark.parametrize("page", story.PAGES, ids=lambda page: page.name)
def test_a_lesson_has_the_title_of_its_page(page: story.Page) -> None:
    text = (ROOT / "assets" / "lessons" / f"{page.name}.md").read_text(encoding="utf-8")
    assert text.splitlines()[0] == f"# {page.title}"


def test_no_page_shows_a_string_of_its_code() -> None:
    """Streamlit writes a string that stands alone in a page's script: only the first is documentation."""
    scripts = {
        path.name: ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "pages").glob("*.py")
    }
    alone = [
        (name, node.lineno)
        for name, script in scripts.items()
        for node in script.body[1:]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]
    assert alone == []


def test_nothing_else_in_the_pages_knows_a_title() -> None:
    titles = {page.title for page in story.PAGES[1:]}
    guilty = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in SOURCES
        if path.name != "story.py"
        for text in strings(path)
        if text in titles
    ]
    assert guilty == []


def test_each_lesson_leads_to_the_next() -> None:
    names = [page.name for page in story.PAGES]
    after = [following.name if (following := story.page_after(name)) else "" for name in names]
    assert after == ["", *names[2:], ""]


def test_the_navigation_holds_each_page_once_in_the_order_of_the_story() -> None:
    assert [page for pages in story.groups().values() for page in pages] == list(story.PAGES)
    assert next(iter(story.groups())) == "", "home stands outside the menus"
    assert story.groups()[""] == story.PAGES[:1]


def test_home_shows_every_other_page_in_its_part_of_the_story() -> None:
    (path,) = pictures(visit("home"), "unrolled_path")
    lessons = [lesson for group in path["groups"] for lesson in group["pages"]]
    assert [lesson["name"] for lesson in lessons] == [page.name for page in story.PAGES[1:]]
    assert [lesson["number"] for lesson in lessons] == [*range(1, len(story.PAGES))]
    assert [group["name"] for group in path["groups"]] == [*story.parts()]
    for page, lesson in zip(story.PAGES[1:], lessons, strict=True):
        assert (lesson["title"], lesson["asks"]) == (page.title, page.card)
        assert lesson["asks"].endswith("?"), "a path of questions has one for each page"
        assert [scene["name"] for scene in lesson["scenes"]] == [scene.name for scene in page.scenes]


def test_the_ways_through_lead_to_each_lesson_and_the_long_one_to_each_scene() -> None:
    short, long = story.ways()
    lessons = [page for page in story.PAGES if page.group in ("Read", "Learn", "Remember")]
    assert (short.minutes, long.minutes) == (10, 90)
    assert [page for page, _ in short.stops] == lessons
    assert [scene for page, scene in short.stops if page.scenes] == [
        page.scenes[0] for page in lessons if page.scenes
    ]
    assert [stop for stop in long.stops if stop in short.stops] == list(short.stops), "the same order"
    assert [scene for _, scene in long.stops if scene] == [scene for page in lessons for scene in page.scenes]


@pytest.mark.parametrize(
    ("stop", "went"),
    [
        (["lstm", ""], "lstm"),
        (["lstm", "<script>"], ""),
        (["nowhere", ""], ""),
        (["home", ""], ""),
        (["lstm"], ""),
        ("lstm", ""),
        (7, ""),
    ],
)
def test_the_path_leads_to_pages_and_scenes_that_there_are(
    monkeypatch: pytest.MonkeyPatch, stop: object, went: str
) -> None:
    monkeypatch.setattr(stage, "_PATH", lambda **_: SimpleNamespace(stop=stop))
    monkeypatch.setattr(stage, "in_sight", lambda: ("home", ""))
    found = stage.show_path(story.parts(), story.ways(), key="path")
    assert found == ((went, "") if went else None)


def test_a_link_to_a_lesson_names_the_network() -> None:
    spec = default_run("gru", "sentiment")
    assert story.page("unrolled").link_to(spec) == {"cell": "gru", "task": "sentiment"}
    assert story.page("gradients").link_to(spec) == {}


def test_a_page_draws_its_own_cells_and_tasks_only() -> None:
    drawn = {
        recipe: [page.name for page in story.PAGES if page.draws(from_line(recipe))]
        for recipe in (
            "recall-rnn", "sentiment-lstm", "sentiment-gru", "recall-lstm-peepholes",
            "recall-lstm-without.forget_gate", "recall-lstm-without.output_gate",
        )
    }  # fmt: skip
    assert drawn["recall-lstm-peepholes"] == ["unrolled", "gradients", "lstm"]
    assert drawn["recall-lstm-without.forget_gate"] == ["unrolled"], "two pages speak of that gate"
    assert drawn["recall-lstm-without.output_gate"] == ["unrolled", "gradients"]
    assert drawn["recall-rnn"] == ["unrolled", "gradients"]
    assert drawn["sentiment-lstm"] == ["unrolled", "lstm"]
    assert drawn["sentiment-gru"] == ["unrolled"]
    assert {page.kinds for page in story.PAGES} <= {(), ("lstm",), KINDS}
