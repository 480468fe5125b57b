"""The pictures of the GRU's relatives: what they compute in the browser is what core computes."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from core import Clamp, ModelSpec, initial_network, record, weight_count
from core.equations.cells import cell_of
from core.equations.weights import LayerWeights
from core.experiments.lessons.gru_brackets import closes, due, follower, knows_the_end, nest
from core.experiments.lessons.gru_counting import MOST, is_right, word
from core.instruments.mixed import mixed, seen
from core.recipes import default_run
from core.spec import Kind
from pages._scenes.gru.conventions import NUMBERS, WHO
from tests.stage.conftest import Modules, file_of

WAYS = {
    "A": ("keeps", "before"),
    "B": ("writes", "before"),
    "C": ("keeps", "after"),
    "D": ("writes", "after"),
}
CELLS: dict[str, tuple[Kind, dict[str, Any]]] = {
    "rnn": ("rnn", {}),
    "update": ("gru", {"without": ("reset_gate",)}),
    "gru": ("gru", {}),
    "lstm": ("lstm", {}),
    "peepholes": ("lstm", {"peepholes": True}),
}


def states(name: str) -> list[list[float]]:
    update, reset = WAYS[name]
    zeros = np.zeros(6)
    weights = LayerWeights(
        np.reshape(NUMBERS["weightIh"], (6, 1)), np.reshape(NUMBERS["weightHh"], (6, 2)), zeros, zeros
    )
    model = ModelSpec("gru", update_gate=update, reset_gate=reset)  # type: ignore[arg-type]
    scan = cell_of(model).forward(np.reshape(NUMBERS["inputs"], (3, 1, 1)), weights)
    found: list[list[float]] = scan.hidden[1:, 0].tolist()
    return found


def test_the_four_ways_give_the_states_of_core(modules: Modules) -> None:
    given = {name: list(numbers) for name, numbers in NUMBERS.items()}
    found = modules.run(
        "pictures/conventions/numbers",
        "const all = Object.entries(m.WAYS).map(([name, way]) => [name, m.outputs(g[0], way)]);"
        "return Object.fromEntries(all);",
        given,
    )
    assert list(found) == list(WHO) == list(WAYS)
    for name in WAYS:
        np.testing.assert_allclose(found[name], states(name), rtol=1e-12)
    sheet = [[0.1786, -0.2418], [-0.2961, 0.1289], [-0.1093, -0.0783]]
    np.testing.assert_allclose(found["A"], sheet, atol=5e-5)


def test_the_other_sign_makes_two_of_them_one(modules: Modules) -> None:
    body = """
      const draw = (seed) => () => (seed = (seed * 16807) % 2147483647) / 2147483647;
      return [1, 2, 3, 4, 5].map((seed) => {
        const numbers = m.drawn(draw(seed));
        const { A, B, C, D } = m.WAYS;
        const turned = m.turned(numbers);
        const of = (given, way) => m.outputs(given, way);
        return [
          m.apart(of(numbers, A), of(turned, B)), m.apart(of(numbers, C), of(turned, D)),
          m.apart(of(numbers, A), of(numbers, C)), m.apart(of(numbers, A), of(numbers, B)),
        ];
      });"""
    for columns, others, rows, unturned in modules.run("pictures/conventions/numbers", body):
        assert max(columns, others) < 1e-12
        assert min(rows, unturned) > 1e-4


@pytest.mark.parametrize("cell", CELLS)
def test_weights_are_counted_as_in_core(modules: Modules, cell: str) -> None:
    kind, options = CELLS[cell]
    for words, vector, units, layers in (
        (1, 1, 1, 1),
        (1003, 7, 4, 2),
        (50_000, 100, 100, 4),
        (10**6,) * 3 + (1,),
    ):
        for one_hot, two in product((False, True), repeat=2):
            sizes = {
                "words": words,
                "vector": words if one_hot else vector,
                "units": units,
                "layers": layers,
                "oneHot": one_hot,
                "twoBiases": two,
            }
            body = "return [m.countOf(g[0], g[1]), m.formulaOf(g[0], g[1], String)];"
            count, formula = modules.run("pictures/sizes/numbers", body, cell, sizes)
            expected = weight_count(
                ModelSpec(kind, layers=layers, **options),
                words,
                words,
                embedding_size=vector,
                hidden_size=units,
                one_hot=one_hot,
                one_bias=not two,
            )
            assert count["total"] == expected.total
            assert count["cell"] == expected.part("matrices", "biases", "peepholes")
            assert eval(formula.replace("·", "*")) == count["cell"]  # noqa: S307 - our own formula


@pytest.mark.parametrize(
    "text", ["0", "", "-3", "1.5", "1e3", "ten", "1,000,001", "99999999999999999999", "<b>", " "]
)
def test_what_is_no_size_is_told_in_a_sentence(modules: Modules, text: str) -> None:
    said = modules.run("pictures/sizes/numbers", "return m.wrongWith('units', g[0], m.MOST);", text)
    assert said.startswith(f"units: {text.strip() or 'nothing'} is no size")
    assert said.endswith("from 1 to 1,000,000.")


def test_sizes_are_read_with_their_commas(modules: Modules) -> None:
    body = "return g[0].map((text) => [m.wrongWith('words', text, m.MOST), m.sizeOf(text)]);"
    found = modules.run("pictures/sizes/numbers", body, ["50,000", " 7 ", "1000000"])
    assert found == [["", 50_000], ["", 7], ["", 1_000_000]]


@pytest.mark.parametrize("update", ["keeps", "writes"])
def test_what_a_unit_mixes_is_what_core_says(modules: Modules, update: str) -> None:
    spec = default_run("gru", "everyday")
    changed = ModelSpec("gru", 8, 8, update_gate=update)  # type: ignore[arg-type]
    network = initial_network(type(spec)(changed, spec.task, spec.train, 3))
    sentence = "the food was not bad at all"
    body = """
      const { fromFile } = await stage("../net/file");
      const network = fromFile(Uint8Array.from(Buffer.from(g[0], "base64")));
      const all = (trace) => trace.words.map((_, at) => m.mixed(trace, at, g[2]));
      const hold = { unit: g[2], timestep: 3, keep: 0.25 };
      return [all(m.traceOf(network, g[1], null)), all(m.traceOf(network, g[1], hold))];"""
    free, held = modules.run("pictures/blend/numbers", body, file_of(network), sentence, 5)
    value = 0.25 if update == "keeps" else 0.75
    traces = (
        record(network, sentence),
        record(network, sentence, operations=[Clamp("update_gate", value, (5,), 3, 4)]),
    )
    for found, trace in zip((free, held), traces, strict=True):
        for at, one in enumerate(found):
            expected = mixed(trace, at, 5)
            numbers = [expected.keep, expected.old, expected.fresh, expected.state]
            np.testing.assert_allclose(
                [one[name] for name in ("keep", "old", "fresh", "state")], numbers, rtol=1e-9
            )
            np.testing.assert_allclose(
                one["state"], one["keep"] * one["old"] + (1 - one["keep"]) * one["fresh"]
            )
    assert held[3]["keep"] == 0.25
    assert held[4]["old"] != free[4]["old"]


@pytest.mark.parametrize("where", ["after", "before"])
@pytest.mark.parametrize("without", [(), ("reset_gate",)])
def test_what_a_new_value_sees_is_what_core_says(
    modules: Modules, where: str, without: tuple[str, ...]
) -> None:
    spec = default_run("gru", "everyday")
    changed = ModelSpec("gru", 8, 8, reset_gate=where, without=without)  # type: ignore[arg-type]
    network = initial_network(type(spec)(changed, spec.task, spec.train, 3))
    sentence = "the food was not bad at all"
    body = OPEN + (
        "const all = (trace) => trace.words.map((_, t) => [...Array(8).keys()].map((unit) => ({"
        " ...m.seenBy(trace, t, unit),"
        " said: m.written(m.seenBy(trace, t, unit), m.standsBefore(network)) })));"
        "const hold = g[2] ? { unit: null, timestep: 3, value: 0.25 } : null;"
        "return all(m.traceOf(network, g[1], hold));"
    )
    for held in (False, not without):
        operations = [Clamp("reset_gate", 0.25, None, 3, 4)] if held else []
        trace = record(network, sentence, operations=operations)
        found = modules.run("pictures/reset/numbers", body, file_of(network), sentence, held)
        for t, units in enumerate(found):
            for unit, one in enumerate(units):
                expected = seen(trace, t, unit)
                named = {name: getattr(expected, name) for name in ("reset", "alone", "fresh", "full")}
                assert {name: one[name] for name in named} == pytest.approx(named, rel=1e-9)
                assert np.tanh(one["sum"]) == pytest.approx(one["fresh"], rel=1e-9)
                assert one["kept"] + one["written"] == pytest.approx(one["state"], rel=1e-9)
                said = one["said"]["sum"].replace("−", "-").replace("·", "*").removeprefix("tanh")
                value = np.tanh(eval(said))  # noqa: S307 - our own sum
                assert value == pytest.approx(float(one["said"]["result"].replace("−", "-")), abs=0.00501)
        assert not held or found[3][0]["reset"] == 0.25


@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
def test_counting_in_the_browser_is_counting_in_core(modules: Modules, kind: Kind) -> None:
    network = initial_network(default_run(kind, "anbn", 4))
    signal = "cell_state" if kind == "lstm" else "hidden"
    body = """
      const { fromFile } = await stage("../net/file");
      const network = fromFile(Uint8Array.from(Buffer.from(g[0], "base64")));
      const others = ["forget_gate", "candidate", "hidden"];
      return g[2].map((count) => m.counted(network, g[1], 3, count, others));"""
    counts = [1, 2, 7, MOST]
    for count, found in zip(
        counts,
        modules.run("pictures/counting/numbers", body, file_of(network), signal, counts),
        strict=True,
    ):
        trace = record(network, word(count))
        np.testing.assert_allclose(found["values"], trace[signal][:, 3], rtol=1e-9)
        np.testing.assert_allclose(np.cumsum(found["steps"]), trace[signal][:, 3], rtol=1e-9, atol=1e-12)
        there = {name for name in ("forget_gate", "candidate", "hidden") if name in trace.signals}
        assert set(found["beside"]) == there
        for name in there:
            np.testing.assert_allclose(found["beside"][name], trace[name][:, 3], rtol=1e-9)
        said = [network.classes[one] for one in trace.logits.argmax(axis=1)]
        wanted = ["b"] * (count - 1) + ["."]
        wrong = [count + at for at, one in enumerate(wanted) if said[count + at] != one]
        assert found["wrong"] == wrong
        assert is_right(network, count) == (not wrong)


def test_steps_are_told_by_the_largest_and_the_last(modules: Modules) -> None:
    body = "return g[0].map((steps) => m.largestAndLast(steps));"
    found = modules.run("pictures/counting/numbers", body, [[0.1, -0.5, 0.2], [1, 1], [0]])
    assert found == [{"largest": -0.5, "last": 0.2}, {"largest": 1, "last": 1}, {"largest": 0, "last": 0}]


def test_a_rung_says_its_middle_and_its_step(modules: Modules) -> None:
    shares = {
        "scale": "percent",
        "most": 1,
        "trained": 0,
        "values": [[0.4, 0.44], [1, 0.99], [1, 1], [0.5, 0.5]],
    }
    body = "return [0, 1, 2, 3].map((at) => m.summed(g[0], at));"
    found = modules.run("pictures/ladder/dots", body, shares)
    assert [one["said"] for one in found] == ["42 %", "100 %", "100 %", "50 %"]
    assert [one["step"]["said"] for one in found[1:]] == ["+58 points", "as before", "−50 points"]
    counts = {"scale": "count", "most": 64, "trained": 14, "values": [[2, 2, 9], [15, 17], [16], [64, 1, 10]]}
    found = modules.run("pictures/ladder/dots", body, counts)
    assert [one["said"] for one in found] == ["2", "16", "16", "10"], "the one in the middle"
    assert [one["step"]["said"] for one in found[1:]] == ["+14", "as before", "−6"]


OPEN = """
  const { fromFile } = await stage("../net/file");
  const { record } = await stage("../net/trace");
  const network = fromFile(Uint8Array.from(Buffer.from(g[0], "base64")));"""


@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
def test_brackets_in_the_browser_are_brackets_in_core(modules: Modules, kind: Kind) -> None:
    network = initial_network(default_run(kind, "brackets", 4))
    found = follower(network)
    signal = "cell_state" if kind == "lstm" else "hidden"
    cell = {"signal": signal, "unit": found.unit, "slope": found.slope, "start": found.start}
    texts = [nest([1]), nest([0, 1, 2, 2, 1]), ("(", ")", "[", "{", "}"), nest([2] * 12)]
    body = OPEN + "return g[2].map((words) => m.followed(network, g[1], words));"
    told = modules.run("pictures/brackets/numbers", body, file_of(network), cell, texts)
    for words, steps in zip(texts, told, strict=True):
        trace = record(network, words)
        values = (trace[signal][:, found.unit] - found.start) / found.slope
        np.testing.assert_allclose([step["follows"] for step in steps], values, rtol=1e-9)
        assert [step["next"] for step in steps] == due(words)
        (judged,) = modules.run("pictures/brackets/numbers", "return [m.judged(g[0])];", steps)
        assert (judged["wrong"] == 0) == closes(trace)
        if due(words)[-1] == "none" and "none" not in due(words)[:-1]:
            assert (not judged["early"] and not judged["missed"]) == knows_the_end(trace)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("([])", ""),
        (" ( [ ", ""),
        ("( ]", "“]” does not close “(”."),
        ("())", "“)” closes nothing"),
        ("", "There is no bracket"),
        ("(<b>)", "“<” is no bracket"),
        ("(🙂)", "“🙂” is no bracket"),
        ("(" * 129, "129 brackets are too many"),
        ("(" * 5000, "too many; 128 are read"),
    ],
)
def test_brackets_that_cannot_be_read_are_told_in_a_sentence(modules: Modules, text: str, said: str) -> None:
    found = modules.run("pictures/brackets/numbers", "return m.typed(g[0], 128);", text)
    assert found["problem"].startswith(said) if said.endswith(".") or not said else said in found["problem"]
    assert bool(found["problem"]) == bool(said)


@pytest.mark.parametrize("kind", ["gru", "lstm"])
def test_what_both_cells_do_at_a_word_is_what_core_says(modules: Modules, kind: Kind) -> None:
    network = initial_network(default_run(kind, "everyday", 3))
    sentence = "the food was not bad at all"
    body = OPEN + (
        "const trace = record(network, g[1]);"
        "return trace.words.map((_, t) => [...Array(8).keys()].map((unit) =>"
        " ({ lines: m.linesOf(trace, t, unit), gates: m.gatesOf(trace, t, unit) })));"
    )
    trace = record(network, sentence)
    keep = trace["update_gate" if kind == "gru" else "forget_gate"]
    write = 1 - keep if kind == "gru" else trace["input_gate"]
    found = modules.run("pictures/beside/numbers", body, file_of(network), sentence)
    for t, units in enumerate(found):
        for unit, one in enumerate(units):
            gates = one["gates"]
            assert gates == pytest.approx({"keep": keep[t, unit], "write": write[t, unit]}, rel=1e-9)
            lines = {line["name"]: line for line in one["lines"]}
            assert list(lines) == ["new value", "keeps", "writes", "together", "new state", "shows"]
            assert [line["act"] for line in one["lines"]] == [0, 1, 2, 2, 3, 3]
            assert float(lines["shows"]["result"].replace("−", "-")) == pytest.approx(
                trace["hidden"][t, unit], abs=0.00501
            )
            for name in ("keeps", "writes", "new state", "together"):
                assert _works_out(lines[name]["text"], lines[name]["result"]), lines[name]
            assert ("gate" in lines["new value"], "gate" in lines["shows"]) == (kind == "gru", kind == "lstm")


def _works_out(text: str, result: str) -> bool:
    """Return whether the sum or product that is shown rounds to the result that is shown, to half a digit."""
    sum_ = text.split("=")[-2] if text.count("=") > 1 else text.removesuffix("=")
    if "z" in sum_:
        return result == "1"
    value = eval(sum_.replace("×", "*").replace("−", "-"))  # noqa: S307 - our own sum
    digits = len(result.partition(".")[2])
    return bool(abs(value - float(result.replace("−", "-"))) <= 0.5001 * 10**-digits)
