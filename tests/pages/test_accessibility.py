"""The statement of accessibility: each criterion of WCAG 2.2, A and AA, its state and how it is checked."""

import re
from pathlib import Path

from pages._shell.lesson.frame import prose
from tests.pages.visiting import visit
from tests.running import ROOT

CRITERIA = {
    "1.1": [1],
    "1.2": [1, 2, 3, 4, 5],
    "1.3": [1, 2, 3, 4, 5],
    "1.4": [1, 2, 3, 4, 5, 10, 11, 12, 13],
    "2.1": [1, 2, 4],
    "2.2": [1, 2],
    "2.3": [1],
    "2.4": [1, 2, 3, 4, 5, 6, 7, 11],
    "2.5": [1, 2, 3, 4, 7, 8],
    "3.1": [1, 2],
    "3.2": [1, 2, 3, 4, 6],
    "3.3": [1, 2, 3, 4, 7, 8],
    "4.1": [2, 3],
}
"""Of levels A and AA, as www.w3.org/TR/WCAG22 numbers them; 4.1.1 is obsolete."""
STATES = {"met", "met with exceptions", "not met", "does not apply", "not examined"}


def rows() -> list[list[str]]:
    """Return the cells of the table, a list a criterion."""
    lines = prose("accessibility")["criteria"].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_each_criterion_has_a_row_and_a_state() -> None:
    wanted = [f"{guideline}.{one}" for guideline, ones in CRITERIA.items() for one in ones]
    assert [criterion.split()[0] for criterion, *_ in rows()] == wanted
    assert {state for _, state, _ in rows()} <= STATES


def test_what_is_not_simply_met_says_why() -> None:
    """Only what nobody has looked at has nothing to say."""
    silent = [criterion for criterion, state, how in rows() if not how and state != "not examined"]
    assert silent == []


def test_the_tests_that_it_names_are_there() -> None:
    text = "\n".join(prose("accessibility").values())
    named = {Path(name).name for name in re.findall(r"`([\w/]*test_\w+\.py)`", text)}
    assert named
    assert named <= {path.name for path in (ROOT / "tests").rglob("test_*.py")}


def test_the_page_counts_its_criteria() -> None:
    app = visit("accessibility")
    assert sum(one.value.count("\n- **") + one.value.startswith("- **1.1.1") for one in app.markdown) >= 55
    states = [state for _, state, _ in rows()]
    said = next(one.value for one in app.markdown if "WCAG 2.2, level AA" in one.value)
    for state, words in {"met": "are met,", "not met": "are not met", "not examined": "were not"}.items():
        assert f"{states.count(state)} {words}" in said
