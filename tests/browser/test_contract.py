"""Browser and core are equal in a real browser, on the modules as the server sends them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.contract.cases import Answering, broken, cases, drawn, large
from tests.contract.comparing import disagreements
from tests.running import ROOT

ANSWERS = ROOT / "tests" / "contract" / "answers.js"
BODY = """async () => {
  const { answers } = await import("/contract/answers.js");
  const batch = await (await fetch("/contract/batch.json")).json();
  return JSON.stringify(await answers((name) => import(`/stage/now/net/${name}.js`), batch));
}"""


@pytest.fixture
def answering(page: Page) -> Answering:
    def answer(batch: dict[str, Any]) -> list[dict[str, Any]]:
        text = json.dumps(batch)
        page.route("**/contract/answers.js", lambda route: route.fulfill(path=ANSWERS))
        page.route("**/contract/batch.json", lambda route: route.fulfill(body=text))
        page.goto("/_stcore/health")
        found: list[dict[str, Any]] = json.loads(page.evaluate(BODY))
        return found

    return answer


def test_networks_are_read_alike(answering: Answering) -> None:
    assert disagreements([*large(), *drawn(cases(), 600), *drawn(broken(), 300)], answering) == []
