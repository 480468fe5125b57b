"""The lesson plans that are supplied."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from pages._shell import story
from pages._shell.lesson.plans import scenes, supplied
from tests.pages.visiting import visit


@pytest.mark.parametrize(("plan", "minutes"), [*zip(supplied(), (10, 45, 90), strict=True)])
def test_a_supplied_plan_fills_its_minutes_with_scenes_that_exist(
    plan: dict[str, object], minutes: int
) -> None:
    entries: list[dict[str, object]] = plan["entries"]  # type: ignore[assignment]
    assert str(plan["title"]).startswith(f"{minutes} minutes")
    assert sum(int(str(entry["minutes"])) for entry in entries) == minutes
    for entry in entries:
        address = urlsplit(str(entry["link"]))
        (scene,) = parse_qs(address.query)["scene"]
        page = story.page(address.path.removeprefix("/"))
        assert scene in {one.name for one in page.scenes}
        assert entry["notes"]
        assert entry["wrong"]
    assert any(entry["skip"] for entry in entries), "who is late leaves something out"
    links = [entry["link"] for entry in entries]
    assert len(set(links)) == len(links)


def test_the_page_opens_and_the_story_is_told_by_its_scenes() -> None:
    assert visit("plans").title
    assert scenes()["lstm"][0] == story.page("lstm").scenes[0].name
