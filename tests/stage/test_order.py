"""Units in an order: which stand where, which matter, and when an order may change."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core import (
    Network,
    cluster_order,
    default_run,
    difference_carried,
    effect_on_answer,
    initial_network,
    record,
)
from core.figures.boards import board
from tests.making.traces import SENTENCE, broken_trace, trace_of
from tests.stage.conftest import Modules, file_of

READ = """
  const { fromFile } = await stage("../net/file");
  const { record } = await stage("../net/trace");
  const [file, ...given] = g;
  const network = fromFile(Uint8Array.from(Buffer.from(file, "base64")));
  const read = (text) => record(network, text);"""
ORDER = f"{READ} const [by, text, twin] = given; return m.orderOf(by, read(text), twin && read(twin));"
BOARD = """
  const { fromFile } = await stage("../net/file");
  const { Orders } = await stage("score/order");
  const [files, described, hands] = g;
  const networks = files.map((file) => fromFile(Uint8Array.from(Buffer.from(file, "base64"))));
  const orders = new Orders();
  return hands.map((hand) => {
    if (hand === "rest") return orders.rest();
    const { order, staves } = m.readBoard(described, networks, hand, undefined, orders);
    return [order, ...staves.map((stave) => stave.order.units)];
  });"""
TWIN = "a bad film"


def hand(**done: Any) -> dict[str, Any]:
    return {"sentence": None, "operations": [], "order": "effect", "twin": None, "show": "first", **done}


def ranked(sizes: Any) -> list[int]:
    return [int(unit) for unit in np.argsort(-np.abs(sizes), kind="stable")]


def test_units_stand_in_the_order_that_is_asked_for(modules: Modules) -> None:
    trace = trace_of("lstm")
    twin, file = record(trace.network, TWIN), file_of(trace.network)
    effect = ranked(effect_on_answer(trace))
    carried = ranked(difference_carried(trace, twin))
    units = list(range(len(effect)))
    for by, second, expected, few in (
        ("trained", None, units, effect),
        ("clustered", None, cluster_order(trace.hidden).tolist(), effect),
        ("effect", None, effect, effect),
        ("carried", TWIN, carried, carried),
        ("carried", None, effect, effect),
    ):
        found = modules.run("score/order", ORDER, file, by, SENTENCE, second)
        assert found["units"] == expected, by
        assert found["few"] == few[:6], by
        assert found["by"] == ("effect" if by == "carried" and second is None else by)


def test_of_a_broken_network_every_unit_has_a_place(modules: Modules) -> None:
    file = file_of(broken_trace("lstm").network)
    for by in ("effect", "clustered", "carried"):
        found = modules.run("score/order", ORDER, file, by, SENTENCE, TWIN)
        assert sorted(found["units"]) == list(range(len(found["units"])))
    largest = "return m.largestFirst(Float64Array.of(1, NaN, -3, -Infinity, 3))"
    assert modules.run("score/order", largest) == [3, 2, 4, 0, 1]


def test_arrows_go_through_the_rows_as_they_stand(modules: Modules) -> None:
    beside = "const [unit, rows] = g; return m.unitBeside([2, 0, 1], unit, rows)"
    walks = [
        modules.run("score/order", beside, *one) for one in ((2, 1), (0, 1), (1, 1), (0, -1), (2, -1), (7, 1))
    ]
    assert walks == [0, 1, 1, 2, 2, 8]


def orders(modules: Modules, networks: list[Network], described: dict[str, Any], hands: list[Any]) -> Any:
    return modules.run(
        "score/board/board", BOARD, [file_of(network) for network in networks], described, hands
    )


def test_rows_stay_while_a_sentence_is_typed_and_a_gate_is_dragged(modules: Modules) -> None:
    """At rest, or with another choice, they are put in order anew."""
    net = trace_of("lstm").network
    described = board(net, SENTENCE, ["forget_gate"], name="b", readout="")
    closed = {"kind": "clamp", "gate": "forget_gate", "value": 0.0, "units": None, "start": 0, "stop": None}
    found = orders(
        modules,
        [net],
        described,
        [
            hand(),
            hand(operations=[closed]),
            hand(sentence=TWIN),
            "rest",
            hand(sentence=TWIN),
            "rest",
            hand(sentence=TWIN, order="trained"),
            hand(),
        ],
    )
    before, after = ranked(effect_on_answer(trace_of("lstm"))), ranked(effect_on_answer(record(net, TWIN)))
    assert before != after
    held = record(net, SENTENCE, operations=[])
    assert ranked(effect_on_answer(held)) == before
    assert [one if isinstance(one, bool) else one[1] for one in found] == [
        before, before, before, True, after, False, list(range(len(before))), before,
    ]  # fmt: skip


def test_rows_stay_while_words_of_the_twin_are_tried(modules: Modules) -> None:
    trace = trace_of("lstm")
    described = board(trace.network, SENTENCE, ["hidden"], name="b", readout="")
    swapped = SENTENCE.split()
    swapped[0] = "bad"
    twins = [" ".join(swapped), TWIN]
    carried = [ranked(difference_carried(trace, record(trace.network, twin))) for twin in twins]
    assert carried[0] != carried[1]
    asked = [hand(order="carried", twin=twin) for twin in twins]
    found = orders(modules, [trace.network], described, [*asked, "rest", asked[1], "rest"])
    expected = [carried[0], carried[0], True, carried[1], False]
    assert [one if isinstance(one, bool) else one[1] for one in found] == expected


def test_trained_and_untrained_units_are_the_same_ones(modules: Modules) -> None:
    """They stand in one order; those of another recipe have their own."""
    net = trace_of("lstm").network
    fresh = initial_network(net.spec)
    described = board(net, SENTENCE, ["forget_gate"], name="b", readout="", against=fresh)
    closed = {"kind": "clamp", "gate": "forget_gate", "value": 0.0, "units": None, "start": 0, "stop": None}
    found, held = orders(modules, [net, fresh], described, [hand(), hand(operations=[closed])])
    assert held == found, "what is held by hand puts nothing in another order"
    assert found[1] == found[2] == ranked(effect_on_answer(trace_of("lstm")))
    other = initial_network(default_run("gru", "sentiment"))
    described = board(other, SENTENCE, ["hidden"], name="b", readout="", against=net)
    (found,) = orders(modules, [other, net], described, [hand()])
    assert found[0] == found[1] == ranked(effect_on_answer(record(other, SENTENCE)))
    assert found[2] == ranked(effect_on_answer(trace_of("lstm")))


def test_without_a_picture_of_units_arrows_count(modules: Modules) -> None:
    net = trace_of("lstm").network
    described = board(net, SENTENCE, ["lines-cell_state"], name="b", readout="")
    (found,) = orders(modules, [net], described, [hand()])
    assert found[0] == list(range(net.spec.model.hidden_size))


@pytest.mark.parametrize(
    ("query", "order", "says"),
    [
        ("", "effect", []),
        ("order=clustered", "clustered", []),
        ("order=toString", "effect", ["“toString”"]),
        ("order=" + "x" * 99, "effect", ["“" + "x" * 24 + "”"]),
    ],
)
def test_a_link_says_the_order(modules: Modules, query: str, order: str, says: list[str]) -> None:
    body = "return m.readOrder(new URLSearchParams(g[0]))"
    found = modules.run("score/order", body, query)
    assert found["order"] == order
    assert len(found["misread"]) == len(says)
    assert all(one in found["misread"][0] for one in says)


def test_the_usual_order_is_not_written(modules: Modules) -> None:
    body = """const { EMPTY } = await stage("hands");
      const found = [];
      for (const order of ["clustered", "effect"]) {
        const address = new URL("http://a/lstm?order=trained&hold=f:1:0.00:all");
        m.writeHand(address, { ...EMPTY, order });
        found.push(address.search);
      }
      return found;"""
    assert modules.run("score/hand/link", body) == ["?order=clustered", ""]


PLACES = """const [units, few, large] = g;
  const paper = { px: (value) => value, roomy: false };
  const places = new m.Places(paper, { units, few }, large, 10);
  return {
    tops: units.map((unit) => places.y(unit)), heights: units.map((unit) => places.heightOf(unit)),
    at: units.map((unit) => places.unitAt(places.y(unit) + places.heightOf(unit) / 2)),
    above: places.unitAt(0), below: places.unitAt(1e4), numbers: places.numbers(), height: places.height,
  };"""


@pytest.mark.parametrize("units", [1, 8, 9, 32, 128])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("by", ["trained", "effect"])
def test_what_is_drawn_large_is_what_matters(modules: Modules, units: int, large: bool, by: str) -> None:
    """The unit under the mouse is the one that stands there; rows fill the picture without a hole."""
    order = np.random.default_rng(units).permutation(units).tolist()
    few = order[:6]
    stands = sorted(order) if by == "trained" else order
    found = modules.run("score/staves/places", PLACES, stands, few, large)
    named = stands if large or units <= 8 else [unit for unit in stands if unit in few]
    assert [text for _, text in found["numbers"]] == [str(unit + 1) for unit in named]
    heights = dict(zip(stands, found["heights"], strict=True))
    tall = 24 if large and units <= 8 else 12
    assert all(heights[unit] == tall for unit in named), "12 px hold a number"
    assert all(heights[unit] <= 4 for unit in set(stands) - set(named))
    assert found["at"] == stands
    assert (found["above"], found["below"]) == (stands[0], stands[-1])
    for (top, height), below in zip(
        zip(found["tops"], found["heights"], strict=True), found["tops"][1:], strict=False
    ):
        assert 0 <= below - top - height <= 4
    assert found["tops"][0] == 10


def test_a_picture_is_as_high_in_any_order(modules: Modules) -> None:
    order = np.random.default_rng(0).permutation(32).tolist()
    heights = {
        modules.run("score/staves/places", PLACES, stands, order[:6], False)["height"]
        for stands in (order, sorted(order))
    }
    assert len(heights) == 1


def test_the_mean_line_has_the_mean_and_the_quartiles(modules: Modules) -> None:
    values = np.random.default_rng(1).uniform(0, 1, (5, 7))
    rows: list[list[float | None]] = values.tolist()
    rows[2][3] = None
    body = """const { Matrix } = await stage("../net/matrix");
      const data = Float64Array.from(g[0].flat(), (one) => one ?? NaN);
      return m.sharesOf(new Matrix(g[0].length, g[0][0].length, data));"""
    found = modules.run("score/staves/mean", body, rows)
    for timestep, share in enumerate(found):
        if timestep == 2:
            assert share == {"mean": None, "low": None, "high": None}
            continue
        low, high = np.quantile(values[timestep], [0.25, 0.75])
        assert share == pytest.approx({"mean": values[timestep].mean(), "low": low, "high": high})
