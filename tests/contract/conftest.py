"""What the modules of the browser answer: in Node as the tests of the stage have them, and in a Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.driver import PATIENCE, find_chromium
from tests.contract.cases import Answering
from tests.running import ROOT
from tests.stage.conftest import Modules
from tests.stage.conftest import modules as modules

BODY = """
  const [first, second] = ["answers", "back"].map((name) => stage(`../../tests/contract/${name}`));
  const answers = { ...(await first), ...(await second) };
  return answers[g[0]]((name) => stage(`../net/${name}`), g[1]);"""

ORIGIN = "http://unrolled.test"
IN_A_PAGE = """async ([what, batch]) => {
  const [first, second] = ["answers", "back"].map((name) => import(`/tests/contract/${name}.js`));
  const answers = { ...(await first), ...(await second) };
  return answers[what]((name) => import(`/assets/net/${name}.js`), batch);
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a Chromium where there is none."""
    skip = pytest.mark.skip(reason="no Chromium or Chrome found; on Debian: sudo apt-get install chromium")
    for item in items:
        if "answering_page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if find_chromium() is None:
                item.add_marker(skip)


@pytest.fixture
def answering(modules: Modules) -> Answering:
    """Let Node answer."""

    def answer(what: str, batch: Any) -> Any:
        return modules.run("../net/refusal", BODY, what, batch)

    return answer


@pytest.fixture(scope="session")
def empty_page(browser: Browser) -> Iterator[Page]:
    """One page of a Chromium that is served from the repository and reaches nothing else."""

    def serve(route: Route) -> None:
        path = ROOT / route.request.url.removeprefix(f"{ORIGIN}/")
        if path.suffix == ".js":
            route.fulfill(path=path, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html>", content_type="text/html")

    page = browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.route("**/*", serve)
    page.goto(f"{ORIGIN}/")
    yield page
    page.close()


@pytest.fixture
def answering_page(empty_page: Page) -> Answering:
    """Let a page of a Chromium answer."""

    def answer(what: str, batch: Any) -> Any:
        return empty_page.evaluate(IN_A_PAGE, [what, batch])

    return answer
