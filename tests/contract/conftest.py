"""The browser's modules in Node, as the tests of the stage have them, and what they answer."""

from typing import Any

import pytest

from tests.contract.cases import Answering
from tests.stage.conftest import Modules
from tests.stage.conftest import modules as modules

BODY = """
  const answers = await stage("../../tests/contract/answers");
  return answers[g[0]]((name) => stage(`../net/${name}`), g[1]);"""


@pytest.fixture
def answering(modules: Modules) -> Answering:
    def answer(what: str, batch: Any) -> Any:
        return modules.run("../net/refusal", BODY, what, batch)

    return answer
