"""What is said at the end while the forget gates are held at a word, and what is said of it."""

from __future__ import annotations

import numpy as np
import pytest

from core import Clamp, record
from pages._scenes.lstm.memory import most_dropped
from tests.making.traces import trace_of
from tests.stage.conftest import Modules, file_of

SENTENCE = "the film was not good but lovely"
BOARD = """
  const { fromFile } = await stage("../net/file");
  const { EMPTY } = await stage("hands");
  const { readBoard } = await stage("score/board/board");
  const network = fromFile(Uint8Array.from(Buffer.from(g[0], "base64")));
  const at = { network: 0, name: "cell_state", layer: 0, reverse: false };
  const described = {
    name: "t", sentence: g[1], networks: [{ key: "k", from: "here" }], palette: {}, target: null,
    lens: { network: 0, signals: { forget_gate: "f" }, gates: [{ name: "forget_gate", squash: "σ" }] },
    signals: { c: at, f: { ...at, name: "forget_gate", label: "forget gate" } },
    staves: [{ type: "outcomes", id: "outcomes", label: "at the end", hue: "#d1551f", network: 0, of: "c" }],
  };
  const read = (operations) => readBoard(described, [network], { ...EMPTY, operations }).staves[0];"""


def test_the_answers_are_core_s_and_stay_those_of_the_network_left_alone(modules: Modules) -> None:
    """Whatever the hand holds, the three that are compared do not move; what it holds is told beside them."""
    trace = trace_of("lstm", "sentiment", SENTENCE)
    at = most_dropped(trace)
    body = f"""{BOARD}
      const held = [0.5, 1].map((value) => m.heldAt(value, g[2]));
      return [[], [held[0]]].map((operations) => {{
        const one = read(operations);
        const [first, last] = [1, 0].map((value) => one.when(m.heldAt(value, g[2])));
        return [one.touched, one.free, first, last, one.now];
      }});"""
    free, touched = modules.run("score/staves/outcomes", body, file_of(trace.network), SENTENCE, at)
    assert [free[0], touched[0]] == [False, True]
    assert free[1:4] == touched[1:4]
    assert free[4] == free[1]

    def last(value: float | None) -> tuple[str, float]:
        held = [] if value is None else [Clamp("forget_gate", value, None, at, at + 1)]
        shares = record(trace.network, trace.words, operations=held).probabilities[-1]
        return trace.network.classes[int(shares.argmax())], float(shares.max())

    for (word, share), value in zip(
        [free[1], free[2]["answer"], free[3]["answer"], touched[4]], [None, 1, 0, 0.5], strict=True
    ):
        right, probability = last(value)
        assert word == right
        np.testing.assert_allclose(share, probability, rtol=1e-9)
    assert [free[2]["kept"], free[3]["kept"]] == [1, 0]


WORD = "“but” (word 7)"


SAYS = "It says fine 70 % at the end, not bad 90 %."


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (1, f"✓ Done: it remembers. {SAYS}"),
        (0.9, f"✓ Done: it remembers. {SAYS}"),
        (0.05, f"✓ Done: it forgets. {SAYS}"),
        (0.5, f"Not yet: f at 1 is to remember, at 0 to forget. {SAYS}"),
        ("NaN", f"What is kept at {WORD} is not a number."),
    ],
)
def test_the_line_above_says_what_came_of_what_is_held(modules: Modules, kept: object, said: str) -> None:
    body = """
      const now = { answer: ["fine", 0.7], kept: Number(g[1]) };
      return m.taskOf(g[0], { answer: ["bad", 0.9], kept: 0.25 }, now);"""
    assert modules.run("score/staves/outcomes", body, WORD, kept) == said


def test_what_is_said_as_before_is_said_once(modules: Modules) -> None:
    body = 'const one = { answer: ["bad", 0.9], kept: 1 }; return m.taskOf(g[0], one, one);'
    said = "✓ Done: it remembers. It says bad 90 % at the end."
    assert modules.run("score/staves/outcomes", body, WORD) == said


def test_as_long_as_nothing_is_held_it_says_what_is_to_do(modules: Modules) -> None:
    body = 'return m.taskOf(g[0], { answer: ["bad", 0.9], kept: 0.25 }, null);'
    to_do = "To do: hold f at 1 there, so that all is kept; then at 0."
    assert modules.run("score/staves/outcomes", body, WORD) == f"At {WORD} most is dropped. {to_do}"


def test_a_number_is_said_without_a_share(modules: Modules) -> None:
    assert modules.run("score/staves/outcomes", 'return m.saidOf(["3.20", null]);') == "3.20"
