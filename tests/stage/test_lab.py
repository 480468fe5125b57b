"""What the lab computes in the browser: thinning, bands, frames by step, numbers as they were sent."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.equations.signals import Signal, signal_of, signals_of
from core.figures.lab import lab_board
from core.figures.palette import drawn
from core.nets.film import coded
from core.recipes import default_run
from core.recipes.link import from_line
from core.spec import ModelSpec
from core.spec.changes import CHANGEABLE
from core.tasks import task
from pages._shell.lab.quality import where_trained
from pages._shell.server.reports import frame_json
from pages._shell.words import percent
from tests.making.runs import Frame, View, frames, news, tail
from tests.stage.conftest import Modules

KEY = "0123456789abcdef"
LIMITS = {name: limit[:2] for name, limit in CHANGEABLE.items()}


def thinned(modules: Modules, values: list[float | None], pieces: list[int]) -> dict[str, list[float | None]]:
    """Feed a course piece by piece, looking at it in between, and return what is drawn in the end."""
    body = """
      const course = new m.Course();
      let at = 0;
      for (const size of g[1]) {
        course.splice(at, g[0].slice(at, at + size));
        at += size;
        course.thinned();
      }
      return course.thinned();"""
    drawn: dict[str, list[float | None]] = modules.run("lab/data/courses", body, values, pieces)
    return drawn


@pytest.mark.parametrize(
    ("scale", "score", "says"), [("share", 0.434, "43 % right"), ("perplexity", 20.0, "perplexity 20.0")]
)
def test_who_waits_reads_a_score_in_its_own_unit(
    modules: Modules, scale: str, score: float, says: str
) -> None:
    measured = replace(frames(1)[0], score=score)
    body = """
      const { merge, newRun } = await stage("lab/data/runs");
      const entry = { curve: { scale: g[0] } };
      const told = g[1].map((part) => m.standing(entry, merge(newRun(part.key), part)));
      return [...told, m.standing({ ...entry, quiet: true }, merge(newRun(g[1][1].key), g[1][1]))];"""
    states = ("queued", "running", "diverged", "unknown")
    parts = [news(View((measured,) if state != "queued" else (), state, place=3))[0] for state in states]
    queued, running, diverged, forgotten, quiet = modules.run("waiting", body, scale, parts)
    assert queued["words"].startswith("waiting, place 3 in the queue")
    assert queued["numbers"] == ""
    assert running["words"].startswith("step 1 of ")
    assert running["numbers"] == f"loss 1.000 · {says}"
    assert quiet == running | {"numbers": ""}, "it would give an answer away"
    assert diverged == {"words": "diverged", "numbers": ""}
    assert forgotten == {"words": "getting ready", "numbers": ""}


@pytest.mark.parametrize("count", [0, 1, 2, 160, 161, 321, 1000, 5000])
def test_a_course_is_drawn_in_few_points_that_are_medians(modules: Modules, count: int) -> None:
    values = np.random.default_rng(count).random(count).round(6)
    drawn = thinned(modules, values.tolist(), [count])
    stretch = 1
    while count / stretch > 160:
        stretch *= 2
    parts = [values[at : at + stretch] for at in range(0, count, stretch)]
    assert len(drawn["x"]) == len(drawn["y"]) <= 161
    assert drawn["x"] == [min(at + stretch, count) for at in range(0, count, stretch)]
    assert drawn["y"] == pytest.approx([float(np.median(part)) for part in parts])


def test_a_course_that_grows_is_the_one_that_came_at_once(modules: Modules) -> None:
    values = np.random.default_rng(1).random(700).tolist()
    whole = thinned(modules, values, [700])
    assert thinned(modules, values, [1, 99, 100, 60, 1, 239, 200]) == whole
    assert thinned(modules, values, [7] * 100) == whole


def test_a_course_is_as_fine_as_its_axis(modules: Modules) -> None:
    values = np.random.default_rng(3).random(50).tolist()
    body = """
      const course = new m.Course(g[0]);
      return [50, 1000].map((axis) => Object.assign(course, { axis }).thinned());"""
    early, drawn = modules.run("lab/data/courses", body, values)
    assert early == {"x": list(range(1, 51)), "y": values}
    assert drawn["x"] == [*range(8, 49, 8), 50]
    assert drawn["y"] == pytest.approx([float(np.median(values[at : at + 8])) for at in range(0, 50, 8)])


@pytest.mark.parametrize(
    ("planned", "ends"),
    [(1, [1]), (60, [60]), (80, [50, 80]), (450, [50, 100, 200, 450]),
     (2100, [50, 100, 200, 500, 1000, 2100]), (5000, [100, 200, 500, 1000, 2000, 5000])],
)  # fmt: skip
def test_the_axis_of_steps_grows_in_few_jumps_to_all_steps(
    modules: Modules, planned: int, ends: list[int]
) -> None:
    body = """
      const ends = [m.endOf(0, g[0])];
      for (let step = 1; step <= g[0]; step++) ends.push(m.endOf(step, g[0], ends.at(-1)));
      return ends;"""
    found = modules.run("lab/data/steps", body, planned)
    assert list(dict.fromkeys(found)) == ends
    assert found == sorted(found)
    assert all(step <= end for step, end in enumerate(found)), "no step lies beyond the axis"
    assert modules.run("lab/data/steps", "return m.endOf(1, g[0], 700);", planned) >= 700, "never back"


def test_what_is_not_finite_leaves_a_gap(modules: Modules) -> None:
    values: list[float | None] = [1.0] * 400
    values[37] = None
    drawn = thinned(modules, values, [400])
    assert [x for x, y in zip(drawn["x"], drawn["y"], strict=True) if y is None] == [40]


def test_a_course_that_went_back_forgets_what_came_after(modules: Modules) -> None:
    body = """
      const course = new m.Course(g[0]);
      course.thinned();
      course.splice(300, [5, 6]);
      return [course.length, [300, 301, 302, 9999, 0].map((step) => course.at(step)), course.thinned()];"""
    values = list(range(1000))
    length, at, drawn = modules.run("lab/data/courses", body, values)
    assert (length, at) == (302, [299, 5, 6, 6, 0])
    assert drawn == thinned(modules, [*values[:300], 5, 6], [302])


def test_a_band_is_least_mean_and_most(modules: Modules) -> None:
    body = "return m.band([{x: [1, 2, 4], y: [3, null, 5]}, {x: [1, 2, 3], y: [1, 2, 9]}]);"
    assert modules.run("lab/data/courses", body) == {
        "x": [1, 2, 3, 4], "low": [1, 2, 9, 5], "high": [3, 2, 9, 5], "mean": [2, 2, 9, 5],
    }  # fmt: skip


def test_the_band_of_runs_that_have_come_to_different_steps(modules: Modules) -> None:
    values = np.random.default_rng(2).random((3, 700))
    lengths = [700, 333, 512]
    courses = [row[:length].tolist() for row, length in zip(values, lengths, strict=True)]
    body = "return m.bandOf(g[0].map((values) => new m.Course(values)));"
    drawn = modules.run("lab/data/courses", body, courses)
    places = list(range(8, 334, 8))
    medians = np.median(values[:, : places[-1]].reshape(3, -1, 8), axis=2)
    assert drawn["x"] == places
    assert drawn["low"] == pytest.approx(medians.min(axis=0).tolist())
    assert drawn["high"] == pytest.approx(medians.max(axis=0).tolist())
    assert drawn["mean"] == pytest.approx(medians.mean(axis=0).tolist())


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [([], [-2, 1]), ([[0.5, 3]], [-2, 1]), ([[1e-5], [200]], [-5, 3]), ([[None, 0, -1]], [-2, 1])],
)
def test_axes_cover_all_numbers_in_whole_decades(modules: Modules, numbers: Any, expected: list[int]) -> None:
    assert modules.run("lab/data/courses", "return m.decades(g[0], [-2, 1]);", numbers) == expected


@pytest.mark.parametrize(
    ("step", "index"),
    [(-1, 0), (0, 0), (1, 0), (3.9, 0), (4, 1), (8, 1), (9, 2), (15.99, 2), (16, 3), (9e9, 3)],
)  # fmt: skip
def test_the_frame_of_a_step_is_the_last_before_it(modules: Modules, step: float, index: int) -> None:
    body = "return m.frameAt([1, 4, 9, 16].map((step) => ({ step })), g[0]);"
    assert modules.run("lab/data/runs", body, step) == index
    assert modules.run("lab/data/runs", "return m.frameAt([], g[0]);", step) == -1


def test_the_film_stops_where_any_run_was_measured(modules: Modules) -> None:
    body = """
      const runs = [[1, 4, 9], [1, 5], []].map((steps) => ({ frames: steps.map((step) => ({ step })) }));
      const stops = m.stopsOf(runs);
      const asked = [[0, 1], [4, 1], [4.5, 1], [9, 1], [9, -1], [4.5, -1], [1, -1]];
      return [stops, ...asked.map(([at, by]) => m.nextStop(stops, at, by))];"""
    assert modules.run("lab/data/runs", body) == [[1, 4, 5, 9], 1, 5, 5, 9, 5, 4, 1]


MERGED = """
  const run = m.newRun('x');
  for (const part of g[0]) m.merge(run, part);
  return { state: run.state, losses: run.losses.values, norms: run.norms.values,
           steps: run.frames.map(({ step }) => step),
           hidden: run.frames.map(({ signals }) => signals.hidden) };"""


def test_what_came_in_pieces_and_after_a_break_is_the_run(modules: Modules) -> None:
    history = frames(1, 4, 9, 16)
    done = View(history, state="done")
    pieces = news(View(history[:2]), View(history[:2], tail=tail([0.5], [5])), View(history[:3]))
    whole = news(done)
    broken = news(View(history[:3]), View(history[:1], restarts=1), View(history[:2]), done)
    at_once = modules.run("lab/data/runs", MERGED, whole)
    assert modules.run("lab/data/runs", MERGED, [*pieces, *whole]) == at_once, (
        "after a break all is told anew"
    )
    assert modules.run("lab/data/runs", MERGED, broken) == at_once
    assert at_once["norms"] == list(range(1, 17))
    assert at_once["steps"] == [1, 4, 9, 16]
    for codes, measured in zip(at_once["hidden"], history, strict=True):
        assert base64.b64decode(codes) == measured.signals["hidden"].tobytes()


def test_a_fork_begins_with_what_was_known_and_goes_its_own_way(modules: Modules) -> None:
    body = """
      const known = new Map();
      const fresh = [m.adopt(known, [{ key: 'a' }, { key: 'b' }])];
      for (const key of ['a', 'b']) m.merge(known.get(key), { ...g[0][0], key });
      const entries = [{ key: 'a' }, { key: 'a~private' }, { key: 'c', continues: 'b' }];
      fresh.push(m.adopt(known, entries));
      m.merge(known.get('a~private'), { ...g[1][0], from: 0, frameFrom: 0 });
      fresh.push(m.adopt(known, [...entries, { key: 'd' }]));
      const lengths = [...known].map(([key, run]) => [key, [run.losses.length, run.frames.length]]);
      return [fresh, Object.fromEntries(lengths), ['c', 'd'].map((key) => m.inWords(known.get(key)))];"""
    fresh, lengths, said = modules.run("lab/data/runs", body, news(View(frames(1, 4))), news(View(frames(1))))
    assert fresh == [True, False, True]
    assert said == ["step 4 of 450 · 2.0 s left", "getting ready"], (
        "it says what it said until it is heard of"
    )
    assert lengths == {"a": [4, 2], "a~private": [1, 1], "c": [4, 2], "d": [0, 0]}


READ = """
  const held = { signals: { [g[0].name]: g[1] } };
  const codes = [...m.codesOf(held, g[0])];
  const values = codes.map((code) => m.valueOf(g[0], code));
  const numbers = values.map((value) => m.rounded(g[0], value));
  return [values.map(String), codes.map((code) => m.levelOf(g[0], code)),
          values.map((value) => m.said(g[0], value)), numbers.map(String)];"""


def read(modules: Modules, signal: Signal, values: list[float]) -> Any:
    """Return what the browser makes of numbers of a signal: values, levels, words, numbers of a file."""
    codes = coded(np.array([values]), signal)
    sent = base64.b64encode(codes.tobytes()).decode()
    return modules.run("lab/data/signals", READ, drawn(signal), sent)


@pytest.mark.parametrize("signal", signals_of(ModelSpec("lstm")), ids=lambda signal: signal.name)
def test_codes_stand_for_the_values_they_were_made_from(modules: Modules, signal: Signal) -> None:
    low = 9 * signal.low if signal.scale == "squashed" else signal.low
    wanted = np.linspace(low, 9 if signal.scale == "squashed" else 1, 50)
    values, levels, said, numbers = read(modules, signal, wanted.tolist())
    found = np.array([float(value) for value in values])
    assert np.abs(found - wanted).max() <= (9 * 2**-8 if signal.scale == "squashed" else 0.5 / 127)
    assert levels == sorted(levels)
    assert (levels[0], levels[-1]) == (1, 255), "0 is for what is NaN"
    for value, words, number in zip(found, said, numbers, strict=True):
        assert float(words.replace("−", "-")) == float(number) == pytest.approx(value, rel=0.05, abs=0.005)
        assert len(re.sub(r"^[-0.]+", "", number).replace(".", "")) <= 3


def test_a_number_of_any_size_is_read_as_it_is(modules: Modules) -> None:
    relu = signal_of(ModelSpec("rnn", activation="relu"), "hidden")
    values, levels, said, numbers = read(modules, relu, [8.97, 0.0, 137.0, 3e8, np.inf, np.nan])
    assert said == ["9.0", "0", "140", "3.0·10⁸", "∞", "NaN"]
    assert numbers == ["9", "0", "140", "300000000", "Infinity", "NaN"]
    assert levels[-2:] == [255, 0]
    assert (values[1], values[-1]) == ("0", "NaN")
    cell = signal_of(ModelSpec("lstm"), "cell_state")
    assert read(modules, cell, [4.76, -4.76])[2] == ["4.8", "−4.8"]


@pytest.mark.parametrize("name", ["forget_gate", "hidden"])
def test_what_is_no_number_is_no_end_of_a_scale(modules: Modules, name: str) -> None:
    signal = signal_of(ModelSpec("lstm"), name)
    values, levels, said, numbers = read(modules, signal, [np.nan, signal.low])
    assert values[0] == said[0] == numbers[0] == "NaN"
    assert levels == [0, 1]


@pytest.mark.parametrize(
    ("rate", "clip", "values"),
    [
        ("0.01", "1", {}), ("0.002", "1", {"learning_rate": 0.002}), ("1e-2", "0.5", {"clip": 0.5}),
        ("0,002", "", {"learning_rate": 0.002, "clip": None}), ("", "1", None), ("0", "1", None),
        ("0.01", "0", {"clip": None}), ("0.01", " 0,0 ", {"clip": None}), ("0.01", "0.0000001", None),
        ("fast", "1", None), ("0.01", "-1", None), ("Infinity", "1", None), ("101", "1", None),
    ],
)  # fmt: skip
def test_a_change_says_only_what_differs(
    modules: Modules, rate: str, clip: str, values: dict[str, float] | None
) -> None:
    body = "return m.readChange(g[0], g[1], { rate: 0.01, clip: 1, limits: g[2] });"
    said = modules.run("lab/controls/change", body, rate, clip, LIMITS)
    if values is None:
        wrong = "rate" if "rate" in said["problem"] else "clip"
        ends = {"rate": "from 0.000001 to 100.", "clip": "from 0.000001 to 1,000,000, or at 0: off."}
        assert said["problem"].endswith(ends[wrong])
    else:
        assert said == {"values": values}


@pytest.mark.parametrize("clip", ["", "0", " "])
def test_a_clip_that_was_off_stays_off(modules: Modules, clip: str) -> None:
    body = "return m.readChange('1', g[0], { rate: 1, clip: null, limits: g[1] });"
    assert modules.run("lab/controls/change", body, clip, LIMITS) == {"values": {}}


def test_the_share_where_trained_is_the_page_s(modules: Modules) -> None:
    """The browser has the curve in five digits, the page all of them: both say the same number of percent."""
    spec = from_line("recall-lstm-g5-l20")
    (entry,) = lab_board([spec], ["LSTM"])["runs"]
    rng = np.random.default_rng(6)
    points = task(spec.task).exam_points
    curves = [tuple(zip(points, rng.integers(0, 17, len(points)) / 16, strict=True)) for _ in range(200)]
    curves.append(tuple((point, at / 24) for at, point in enumerate(points)))
    views = [View((replace(Frame(4, 4), curve=curve),), spec=spec) for curve in curves]
    sent = [json.loads(frame_json(view.history[0])) for view in views]
    body = """
      const { percent } = await stage('parts/words');
      return g[1].map((frame) => percent(m.whereTrained(g[0], frame)));"""
    shares = [float(np.mean([share for point, share in curve if 5 <= point <= 20])) for curve in curves]
    found = modules.run("lab/data/scores", body, entry, sent)
    assert found == [percent(share) for share in shares]
    assert found == [percent(where_trained(view) or 0) for view in views]  # type: ignore[arg-type]
    assert found == pytest.approx([100 * share for share in shares], abs=0.51)


def test_what_was_not_measured_where_trained_is_not_told(modules: Modules) -> None:
    (entry,) = lab_board([from_line("recall-lstm-g5-l20")], ["LSTM"])["runs"]
    body = "return g[1].map((frame) => m.whereTrained(g[0], frame));"
    part = {"curve": [[5, 1], [8, 1], [30, 0]]}
    broken = {"curve": [[point, None if point == 8 else 1] for point in entry["curve"]["points"]]}
    assert modules.run("lab/data/scores", body, entry, [None, part, broken]) == [None, None, None]
    entry["curve"]["trained"]["points"] = []
    whole = {"curve": [[point, 1] for point in entry["curve"]["points"]]}
    assert modules.run("lab/data/scores", body, entry, [whole]) == [None]


@pytest.mark.parametrize(
    ("share", "said"), [(0, 0), (0.125, 13), (0.135, 14), (0.285, 29), (0.994, 99), (1, 100)]
)
def test_a_share_is_rounded_alike_everywhere(modules: Modules, share: float, said: int) -> None:
    assert modules.run("parts/words", "return m.percent(g[0]);", share) == percent(share) == said


def test_lines_lie_where_the_axes_are(modules: Modules) -> None:
    body = """
      const axes = { log: true, x: (value) => value * 10, y: (value) => 50 - 10 * Math.log10(value) };
      const edge = { width: 0, color: 'red' };
      const marker = { symbol: 'square', size: 8 };
      return [m.courseOf(axes, { x: [0, 1, 2, 3, 4], y: [1, 10, null, 0, 0.1] }), m.pathsOf(axes, [
        { x: [1], y: [1], line: edge },
        { x: [1], y: [10], line: edge, fill: 'tonexty', fillcolor: 'pink' },
        { x: [1], y: [1], line: { width: 2, color: 'red', dash: '9px,4px' }, marker }])];"""
    line, paths = modules.run("lab/pictures/overlay", body)
    assert line == "M0.0 50.0L10.0 40.0M40.0 60.0"
    assert [path["d"] for path in paths] == ["M10.0 40.0L10.0 50.0z", "M10.0 50.0", "M6 46h8v8h-8z"]
    assert paths[1]["stroke-dasharray"] == "9 4"


def test_runs_that_differ_in_their_seed_only_make_a_group(modules: Modules) -> None:
    specs = [default_run("lstm", "recall", seed) for seed in (1, 2, 3)] + [default_run("gru", "recall", 1)]
    board = lab_board(specs, ["LSTM", "LSTM", "LSTM", "GRU"])
    body = """
      const groups = m.groupsOf(g[0].map((entry) => ({ entry })));
      return groups.map(({ members }) => members.map(({ entry }) => entry.short));"""
    assert modules.run("lab/data/runs", body, board["runs"]) == [["LSTM (1)", "LSTM (2)", "LSTM (3)"]]


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, [2, -2, -6, -10]),
        (100, [2, -2, -6, -10]),
        (3e5, [6, 2, -2, -6, -10]),
        (1e188, [190, 140, 90, 40, -10]),
    ],
)
def test_an_explosion_is_on_the_axis(modules: Modules, highest: float, ticks: list[int]) -> None:
    """The axis ends at 10², or as far above as the norms of the training ask for."""
    body = """
      const axis = m.normAxis(g[0]);
      return [axis.ticks, m.pathOf([1, null, 1e-10, g[0] || 1], axis, 10), axis.y(1e-10)];"""
    found, path, floor = modules.run("lab/pictures/norms", body, highest)
    assert found == ticks
    assert floor == 100
    (_, one), (x, top) = [[float(part) for part in point.split()] for point in path.split("M")[1:]]
    assert (x, path.count("L")) == (35, 0), "a gap where there is no number, or one below the axis"
    assert one == pytest.approx(100 * ticks[0] / (ticks[0] + 10), abs=0.06)
    assert 0 <= top <= one


def test_the_largest_norm_of_a_training_is_known(modules: Modules) -> None:
    body = """
      const run = m.newRun('x');
      const seen = g[0].map((part) => m.merge(run, part).highest);
      return seen;"""
    part = {"key": "x", "state": "running", "from": 0, "losses": [], "norms": []}
    sent = [
        part | {"frameFrom": 0, "frames": [{"profile": [1, None], "cell": [3, 2]}]},
        part | {"frameFrom": 1, "frames": [{"profile": [1e9, 2], "cell": None}]},
        part | {"frameFrom": 2, "frames": [{"profile": [4], "cell": None}]},
        part | {"frameFrom": 0, "frames": [{"profile": [7], "cell": None}]},
    ]
    assert modules.run("lab/data/runs", body, sent) == [3, 1e9, 1e9, 7]


def test_a_run_s_loss_is_said_as_its_line_shows_it(modules: Modules) -> None:
    body = """
      const course = new m.Course(g[0]);
      course.axis = g[1];
      const line = course.thinned();
      const at = (step) => line.y[line.x.findIndex((x) => x >= Math.min(step, course.length))];
      const steps = g[0].map((_, index) => index + 1);
      return steps.map((step) => [course.drawnAt(step).value, at(step), course.at(step)]);"""
    values = np.random.default_rng(5).random(333).tolist()
    for axis in (1, 5000):
        found = modules.run("lab/data/courses", body, values, axis)
        assert [said for said, _, _ in found] == [drawn for _, drawn, _ in found]
    assert [said for said, _, _ in found] != [exact for _, _, exact in found], "medians of several steps"
    empty = modules.run("lab/data/courses", "return new m.Course().drawnAt(3);")
    assert empty["value"] is None


QUEUE = """
  const sent = [];
  const orders = new m.Orders((all) => sent.push(all.at(-1).do));
  const run = { key: 'a', state: 'paused', step: 9 };
  const mine = orders.of(run);
  for (const deed of g[0]) {
    if (typeof deed === 'string') mine.give(deed);
    else { Object.assign(run, deed); orders.follow(); }
  }
  return sent;"""


@pytest.mark.parametrize(
    ("deeds", "sent"),
    [
        (["step", "step", "step"], ["step"]),
        (["step", "step", {"step": 10}, {"step": 10}, {"step": 11}], ["step", "step"]),
        (["step", "step", "step", {"step": 10}, {"step": 11}, {"step": 12}], ["step", "step", "step"]),
        (["step", "step", "resume", {"state": "running"}, {"state": "paused"}], ["step", "resume"]),
        (["step", {"state": "running"}, "step", {"state": "paused", "step": 10}], ["step", "step"]),
        (["stop", "stop"], ["stop"]),
        (["pause", {"state": "paused", "step": 12}, "pause"], ["pause", "pause"]),
    ],
)
def test_orders_are_given_once_and_steps_one_after_another(
    modules: Modules, deeds: list[Any], sent: list[str]
) -> None:
    assert modules.run("lab/data/orders", QUEUE, deeds) == sent


def test_steps_that_are_still_to_be_taken_stay_when_a_run_becomes_somebody_s_own(modules: Modules) -> None:
    body = """
      const sent = [];
      const orders = new m.Orders((all) => sent.push(all.at(-1).key));
      const mine = orders.of({ key: 'a', state: 'paused', step: 9 });
      mine.give('step');
      mine.give('step');
      const own = orders.of({ key: 'a~private', state: 'paused', step: 10 });
      orders.follow();
      return [own === mine, sent];"""
    assert modules.run("lab/data/orders", body) == [True, ["a", "a~private"]]
