"""What a page sends for its score: little, and no more for a longer sentence or another cell."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.spec import KINDS
from tests.pages.visiting import SENTENCE, asks, choose, pictures, until, visit

MOST_BYTES = 5_000
LONG = " ".join(["the cats that we saw near the old house were small and they often sat there"] * 2).split()[
    :24
]


def size(app: AppTest) -> int:
    """Return the bytes of the score's message, with the code that Streamlit sends along."""
    found: Any = app.get("bidi_component")
    (sent,) = [one.proto for one in found if one.proto.component_name == "unrolled_score"]
    return len(sent.SerializeToString())


@pytest.mark.parametrize("sentence", ["", " ".join(LONG)])
@pytest.mark.parametrize("name", SENTENCE)
def test_a_committed_sentence_costs_little(name: str, sentence: str) -> None:
    link = {SENTENCE[name]: sentence} if sentence else {}
    app = until(visit(name, **{asks(name): "show-me"}, **link), lambda app: bool(pictures(app)))
    sizes = [size(app)]
    if name == "unrolled":
        sizes += [size(choose(app, "cell", kind)) for kind in KINDS]
    assert max(sizes) <= MOST_BYTES
