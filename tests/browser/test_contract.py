"""Browser and core are equal in a real browser, on the modules as the server sends them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.contract.cases import Answering, broken, cases, drawn, large
from tests.contract.comparing import disagreements
from tests.contract.texts import every_character, otherwise_cut, otherwise_read, texts
from tests.making.texts import ODD
from tests.running import ROOT

ANSWERS = ROOT / "tests" / "contract" / "answers.js"
BODY = """async (what) => {
  const answers = await import("/contract/answers.js");
  const batch = await (await fetch("/contract/batch.json")).json();
  return JSON.stringify(await answers[what]((name) => import(`/stage/now/net/${name}.js`), batch));
}"""


@pytest.fixture
def answering(page: Page) -> Answering:
    batches: list[str] = []
    page.route("**/contract/answers.js", lambda route: route.fulfill(path=ANSWERS))
    page.route("**/contract/batch.json", lambda route: route.fulfill(body=batches[-1]))
    page.goto("/_stcore/health")

    def answer(what: str, batch: Any) -> Any:
        batches.append(json.dumps(batch))
        return json.loads(page.evaluate(BODY, what))

    return answer


def test_networks_are_read_alike(answering: Answering) -> None:
    assert disagreements([*large(), *drawn(cases(), 400), *drawn(broken(), 200)], answering) == []


def test_texts_are_cut_alike(answering: Answering) -> None:
    assert otherwise_cut(every_character(), answering) == []
    assert otherwise_read([*ODD, *drawn(texts(), 300)], answering) == []
