"""What a picture offers to hold: a button does it, another takes its place, and what else is held stays."""

from __future__ import annotations

from tests.stage.conftest import Modules

BODY = """
  globalThis.cancelAnimationFrame ??= () => {};
  const { hands, take } = await stage("hands");
  const here = { units: null, start: 3, stop: 4 };
  const f = (value) => ({ kind: "clamp", gate: "forget_gate", value, ...here });
  const i = { kind: "clamp", gate: "input_gate", value: 0.5, ...here };
  take({ operations: [i, f(0.3)] });
  const seen = [];
  const press = (place) => {
    const offered = m.offers([["one", [f(1)]], ["none", [f(0)]]]);
    if (place !== null) offered[place].act();
    const now = m.offers([["one", [f(1)]], ["none", [f(0)]]]);
    seen.push({
      held: hands.operations.map(({ gate, value }) => `${gate} ${value}`),
      pressed: now.map(({ pressed }) => pressed ?? null),
      free: now.at(-1).disabled,
    });
  };
  for (const place of g[0]) press(place);
  return seen;"""


def test_buttons_hold_and_let_go(modules: Modules) -> None:
    alone, one, none, free = modules.run("score/hand/offer", BODY, [None, 0, 1, 2])
    assert alone["held"] == ["input_gate 0.5", "forget_gate 0.3"]
    assert alone["pressed"] == [False, False, None]
    assert not alone["free"], "a gate that the lens holds there can be let go of, too"
    assert one == {"held": ["input_gate 0.5", "forget_gate 1"], "pressed": [True, False, None], "free": False}
    assert none == {
        "held": ["input_gate 0.5", "forget_gate 0"],
        "pressed": [False, True, None],
        "free": False,
    }
    assert free == {"held": ["input_gate 0.5"], "pressed": [False, False, None], "free": True}


def test_a_memory_is_named_by_the_word_before_the_cursor_at_which_it_changes_most(modules: Modules) -> None:
    body = """
      const { Matrix } = await stage("../net/matrix");
      const values = new Matrix(5, 1, Float64Array.from(g[0]));
      return g[1].map((timestep) => m.farthestLeap(values, 0, timestep));"""
    found = modules.run("score/staves/lines", body, [0.1, 0.9, 0.85, -0.6, 0.0], [0, 1, 2, 3, 4])
    assert found == [None, None, 1, 1, 3]
