"""The layers point one way: who may import what, and what pages and stage never do, read from the code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import get_args

import pytest

from pages._shell import story
from pages._shell.lesson.subjects import Outcome
from tests.running import ROOT

CORE = sorted((ROOT / "core").rglob("*.py"))
FIGURES = sorted((ROOT / "core" / "figures").rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
SHELL = sorted((ROOT / "pages" / "_shell").rglob("*.py"))
SCENES = sorted((ROOT / "pages" / "_scenes").rglob("*.py"))
APP = [*PAGES, *SCENES, *SHELL]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
STAGE = sorted((ROOT / "assets" / "stage").rglob("*.js"))
NET = sorted((ROOT / "assets" / "net").rglob("*.js"))
MAY_TRAIN = ("core/nets/",)
FOR_CLUSTERS = ("core/jobs/cluster/",)
BELOW = {
    "core": ("core",),
    "pages/_shell": ("core", "pages._shell"),
    "pages/_scenes": ("core", "pages._shell", "pages._scenes"),
    "pages": ("core", "pages._shell", "pages._scenes"),
}
"""What the files of a folder may import of this program."""

NETS = "assets/net"
LOOSE = {"core": 5, "core/jobs": 3, "pages/_shell": 5}
"""How many modules may stand in a folder of rooms beside them; `core.processor` comes before all rooms."""

LONGEST_PAGE = 90
QUESTIONS = {
    "train": [
        *("one", "text", "text one", "series", "series one", "clipping"),
        *("many", "text many", "series many", "both many"),
    ]
}
"""What a lesson asks instead of its "question"; these sections follow it."""

PRACTICE = ("by_hand", "claims", "check", "plans", "glossary")
"""Pages that ask nothing beforehand: one works a number out and then uncovers it, or looks something up."""

OPENING = {
    "limits": ["size", "numbers", "language", "today", "missing", "sources"],
    "accessibility": ["state", "unmet", "keys", "criteria"],
    "home": [
        *(f"heading {found}" for found in get_args(Outcome)),
        *("picture", "nothing", "lost", "kept", "both lost", "turned", "asked", "not asked"),
    ],
}
"""A page that asks nothing and says what was measured."""

CASES = {
    "gradients": ["tie", "trained", "passes", "untrained", "untrained else"],
    "train": [
        *("trained", "explain every", "explain text", "explain series", "trained every", "explain apart"),
        *("clipping", "clipping lost", "many", "many seeds"),
        *("chance", "chance text", "chance series", "chance beyond"),
    ],
}
"""What a lesson explains only when it was measured so; these sections follow "explain"."""


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def name_of(path: Path) -> str:
    """Return the full name of a module; a package's is its folder's."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Return the full name of every module and name that a file imports, wherever in the file."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = path.relative_to(ROOT).parts[: -node.level] if node.level else ()
            module = ".".join([*above, *filter(None, [node.module])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def guilty(paths: list[Path], *forbidden: str) -> list[str]:
    """Return "file: module" for every import of a forbidden module or of something inside it."""
    return [
        f"{place(path)}: {name}"
        for path in paths
        for name in imports(path)
        if any(name == module or name.startswith(f"{module}.") for module in forbidden)
    ]


def room(name: str) -> str:
    """Return the room of core that a module belongs to; one that stands beside the rooms is its own."""
    return name.split(".")[1] if "." in name else name


def caches(path: Path) -> Iterator[tuple[ast.FunctionDef, bool]]:
    """Yield a file's functions that keep what they return for each argument, and whether that is bounded."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and ast.unparse(node.args):
            for made in map(ast.unparse, node.decorator_list):
                if re.search(r"\bcache\b|lru_cache|cache_(data|resource)", made):
                    yield node, bool(re.search(r"(maxsize|max_entries)=(?!None)", made))


def calls(path: Path) -> Iterator[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def modules_of(text: str) -> list[str]:
    """Return what a browser module imports, as it is written."""
    return re.findall(r"(?:from\s+|import\s*\(?\s*)[\"']([^\"']+)[\"']", text)


def test_there_is_something_to_look_at() -> None:
    assert all(len(paths) >= 4 for paths in (CORE, FIGURES, PAGES, SHELL, STAGE, NET))


def test_no_imports_go_in_a_circle() -> None:
    """Imports inside functions count too: a circle that is broken by a late import is still a circle."""
    paths = {path: name_of(path) for path in [*CORE, *APP, *TESTS]}
    known = set(paths.values())
    arrows = {
        name: {found for found in imports(path) if found in known} - {name} for path, name in paths.items()
    }
    TopologicalSorter(arrows).prepare()  # raises CycleError


def test_imports_go_from_the_pages_down_to_core() -> None:
    for folder, paths in {
        "core": CORE,
        "pages/_shell": SHELL,
        "pages/_scenes": SCENES,
        "pages": PAGES,
    }.items():
        known = {name_of(path) for path in [*CORE, *APP, *TESTS]}
        found = {name for path in paths for name in imports(path) if name in known}
        assert [name for name in found if not name.startswith(BELOW[folder])] == []


def test_the_rooms_of_core_stand_on_one_another() -> None:
    """So a room can be read with those below it alone. The root exports from all: it is above them."""
    paths = {
        path: name_of(path)
        for path in CORE
        if path.parent != ROOT / "core" or path.stem in ("arrays", "text")
    }
    known = set(paths.values())
    arrows: dict[str, set[str]] = {}
    for path, name in paths.items():
        below = {room(found) for found in imports(path) if found in known}
        arrows.setdefault(room(name), set()).update(below - {room(name)})
    assert len(arrows) > 8
    TopologicalSorter(arrows).prepare()


@pytest.mark.parametrize("folder", LOOSE)
def test_few_modules_stand_beside_the_rooms(folder: str) -> None:
    found = [path.name for path in (ROOT / folder).glob("*.py")]
    assert len(found) <= LOOSE[folder], f"{folder} has {', '.join(found)}: which room do they belong to?"


def test_core_imports_itself_by_relative_names() -> None:
    """So that the package is the same under the name it is installed by."""
    absolute = [
        f"{place(path)}: {node.module}"
        for path in CORE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and not node.level and str(node.module).split(".")[0] == "core"
    ]
    assert absolute == []


def test_no_module_of_tests_imports_from_another() -> None:
    """What several need stands beside them, or in `tests/making`; so it is in programs that tests start."""
    modules = [name_of(path) for path in TESTS if path.stem.startswith("test_")]
    assert len(modules) > 50
    assert guilty(TESTS, *modules) == []
    named = re.compile(r"\b(?:from|import) tests\.[\w.]*\btest_\w+")
    assert [place(path) for path in TESTS if named.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.slow
def test_the_tests_of_a_file_stay_in_one_process() -> None:
    """So that what they share is made once."""
    files = ("tests/core/test_text.py", "tests/core/network/test_words.py", "tests/figures/test_palette.py")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "-n2", "--dist=load", *files],
        cwd=ROOT, capture_output=True, text=True, timeout=240, check=True,
    )  # fmt: skip
    places = set(re.findall(r"\[(gw\d)\] .*PASSED (tests/[\w/]+\.py)", done.stdout))
    assert sorted(file for _, file in places) == sorted(files)
    assert len({process for process, _ in places}) == 2


def test_core_knows_no_interface() -> None:
    assert guilty(CORE, "streamlit", "pages", "app", "tests", "starlette") == []


def test_only_what_trains_imports_torch() -> None:
    others = [path for path in CORE if not place(path).startswith(MAY_TRAIN)]
    assert guilty(others, "torch") == []
    assert guilty([path for path in CORE if path not in others], "torch"), "nobody trains any more?"


def test_only_the_cluster_engine_and_its_workers_know_dask() -> None:
    others = [path for path in CORE if not place(path).startswith(FOR_CLUSTERS)]
    assert guilty([*others, *PAGES, *SHELL], "dask", "distributed") == []
    assert guilty([path for path in CORE if path not in others], "distributed"), "nobody uses it any more?"


def test_figures_know_numpy_and_plotly_but_not_what_trains() -> None:
    assert guilty(FIGURES, "torch", "core.nets", "core.jobs") == []
    elsewhere = [
        path for path in CORE if path not in FIGURES and not place(path).startswith("core/notebook/")
    ]
    assert guilty(elsewhere, "plotly", "core.figures") == []


def test_pages_know_neither_torch_nor_plotly() -> None:
    assert guilty(APP, "torch", "plotly", "core.nets", "core.Run", "core.train") == []


def test_the_shell_knows_no_page() -> None:
    pages = [f"pages.{path.stem}" for path in PAGES]
    assert guilty(APP, *pages) == []
    assert guilty(SHELL, "pages._scenes") == []


def test_a_scene_of_one_lesson_knows_no_other_lesson() -> None:
    for path in SCENES:
        others = [found for found in imports(path) if found.startswith("pages._scenes.")]
        assert {found.split(".")[2] for found in others} <= {path.parent.name}, place(path)


@pytest.mark.parametrize("package", ["core", "core.jobs", "core.figures.score", "core.figures.training"])
def test_importing_does_not_bring_torch_streamlit_or_a_cluster(package: str) -> None:
    program = (
        f"import sys, {package}; "
        "print(*sorted({'torch', 'streamlit', 'dask', 'distributed', 'tornado'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == []


def test_caches_stand_in_one_package() -> None:
    """But for the prose of a lesson, whose keys are the files."""
    found = {f"{place(path)}: {function.name}" for path in APP for function, _ in caches(path)}
    ours = {name for name in found if name.startswith("pages/_shell/caches/")}
    assert found - ours == {"pages/_shell/lesson/frame.py: prose"}
    assert len(ours) > 5
    assert {name.split(":")[0] for name in ours} == {
        place(path) for path in (ROOT / "pages" / "_shell" / "caches").glob("*.py") if path.stem != "__init__"
    }, "a module of caches keeps something"


def test_caches_are_bounded() -> None:
    unbounded = {
        f"{place(path)}: {function.name}"
        for path in [*CORE, *APP]
        for function, bounded in caches(path)
        if not bounded
    }
    assert unbounded == {"pages/_shell/lesson/frame.py: prose"}
    streamlits = re.compile(r"\bst\.cache_|cache_resource")
    assert [place(path) for path in [*CORE, *APP] if streamlits.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_a_short_script(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the first lines of a page say what it shows"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_PAGE
    defined = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef)]
    assert defined == [], "types and functions live in core and in pages/_shell"


LAB = [*sorted((ROOT / "pages" / "_shell" / "lab").glob("*.py")), ROOT / "pages" / "train.py"]


@pytest.mark.parametrize("path", LAB, ids=lambda path: path.stem)
def test_the_lab_s_session_is_declared(path: Path) -> None:
    """Its state has fields, and the keys of its controls stand in one module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = (ast.Constant, ast.JoinedStr)
    in_session = [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Subscript) and "session_state" in ast.unparse(node.value))
        if isinstance(node.slice, texts)
    ]
    of_controls = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "key" and isinstance(node.value, texts)
    ]
    read = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and "session_state." in ast.unparse(node.func)
        if any(isinstance(one, texts) for one in node.args)
    ]
    assert (in_session, read, of_controls) == ([], [], [])


IN_SCENES = [one for one in story.PAGES if one.scenes]


@pytest.mark.parametrize(
    "path", [path for path in PAGES if not story.page(path.stem).scenes], ids=lambda path: path.stem
)
def test_a_page_has_its_lesson(path: Path) -> None:
    lesson = (ROOT / "assets" / "lessons" / path.name).with_suffix(".md").read_text(encoding="utf-8")
    asked = [f"question {which}" for which in QUESTIONS.get(path.stem, [])]
    predicted = ["question", *asked, "explain", *CASES.get(path.stem, [])]
    wanted = [*(OPENING.get(path.stem, predicted) if path.stem not in PRACTICE else []), "read", "mind"]
    assert re.findall(r"^## (.+)$", lesson, re.MULTILINE) == wanted
    assert "" not in [text.strip() for text in re.split(r"^## .+$", lesson, flags=re.MULTILINE)]


@pytest.mark.parametrize("lesson", IN_SCENES, ids=lambda lesson: lesson.name)
def test_every_scene_has_its_prose(lesson: story.Page) -> None:
    """Its claims, what is asked, what explains it, how to read it: in this order, and nothing else."""
    folder = ROOT / "assets" / "lessons" / lesson.name
    assert 3 <= len(lesson.scenes) <= 11
    assert sorted(path.stem for path in folder.glob("*.md")) == sorted(scene.name for scene in lesson.scenes)
    assert folder.with_suffix(".md").read_text(encoding="utf-8").strip()
    for scene in lesson.scenes:
        text = (folder / f"{scene.name}.md").read_text(encoding="utf-8")
        headings = " | ".join(re.findall(r"^## (.+)$", text, re.MULTILINE))
        order = r"heading( \| heading [\w ]+)*( \| question)?( \| explain[\w ]*)+ \| read \| mind"
        assert re.fullmatch(order, headings), f"{lesson.name}/{scene.name}: {headings}"
        assert "" not in [part.strip() for part in re.split(r"^## .+$", text, flags=re.MULTILINE)]


STYLED = "pages/_shell/lesson/frame.py"
"""Where a style is put up: it holds keys of controls and whole numbers, no text of anyone's."""


def test_no_text_becomes_markup_on_a_page() -> None:
    for path in APP:
        for call in calls(path):
            keywords = {word.arg for word in call.keywords}
            assert not keywords & {"unsafe_allow_html", "unsafe_allow_javascript"}, place(path)
            made = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            if place(path) == STYLED and made == "html":
                gaps = [one for one in ast.walk(call) if isinstance(one, ast.FormattedValue)]
                assert {ast.unparse(gap.value) for gap in gaps} <= {"ticked", "_TICKED", "_TICK", "names"}
                continue
            assert made not in ("html", "iframe"), place(path)


def test_no_page_is_run_by_a_clock() -> None:
    """The browser is told of runs over a stream; a page run for each beat costs a server its processor."""
    for path in APP:
        assert not [word for call in calls(path) for word in call.keywords if word.arg == "run_every"], path


def test_pages_evaluate_nothing_and_unpickle_nothing() -> None:
    names = {"eval", "exec", "compile", "__import__"}
    for path in APP:
        called = {call.func.id for call in calls(path) if isinstance(call.func, ast.Name)}
        assert not called & names, place(path)
    assert guilty(APP, "pickle", "marshal", "shelve") == []


@pytest.mark.parametrize("path", [*STAGE, *NET], ids=place)
def test_the_stage_makes_text_never_markup(path: Path) -> None:
    markup = (
        r"\b(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|DOMParser|srcdoc|setHTMLUnsafe)\b"
        r"|\bdocument\s*\.\s*write|\beval\s*\(|\bnew\s+Function\b|\bset(Timeout|Interval)\(\s*[\"'`]"
    )
    assert re.findall(markup, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [*STAGE, *NET], ids=place)
def test_the_stage_needs_nothing_from_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    addresses = re.findall(r"https?://[^\"'`\s]+", text)
    assert set(addresses) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML"}
    for name in modules_of(text):
        assert (path.parent / name).is_file(), f"{place(path)} imports {name}"


@pytest.mark.parametrize("path", NET, ids=place)
def test_the_network_in_the_browser_knows_neither_stage_nor_page(path: Path) -> None:
    """So it runs in a page, in a worker and in Node alike; its first lines say what it equals in core."""
    text = path.read_text(encoding="utf-8")
    outside = [
        name for name in modules_of(text) if not (path.parent / name).resolve().is_relative_to(ROOT / NETS)
    ]
    assert outside == []
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)
    page = r"\b(?:document|window|navigator|location)\.|\b(?:fetch|requestAnimationFrame|Worker)\("
    assert re.findall(page, code) == []
    assert text.startswith("/**"), "the first lines say what a module does, and what it does not know"
