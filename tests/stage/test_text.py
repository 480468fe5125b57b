"""A text under the reader's hand is cut once a key, for all who read it."""

from __future__ import annotations

from tests.stage.conftest import Modules

COUNTED = """
  const { normalize } = String.prototype;
  let cuts = 0;
  String.prototype.normalize = function (...form) {
    cuts += 1;
    return normalize.apply(this, form);
  };
  try {
    return [g[0].map((text) => m.read(text, ["<unk>"]).words), cuts];
  } finally {
    String.prototype.normalize = normalize;
  }"""


def test_a_text_is_cut_once_however_many_read_it(modules: Modules) -> None:
    words, cuts = modules.run("../net/text", COUNTED, ["a cat", "a cat", "a cats", "a cats", "a cat"])
    assert words == [["a", "cat"], ["a", "cat"], ["a", "cats"], ["a", "cats"], ["a", "cat"]]
    assert cuts == 3
