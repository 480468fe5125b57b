"""The lab as data: what the browser needs to draw runs that have not trained a step."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from core.figures.lab import Ghost, appearances, curve_layout, lab_board, lab_figures
from core.figures.palette import NETWORKS, SIGNALS
from core.recipes import default_run
from core.spec import KINDS, LIMITS, TASKS, RunSpec, TaskName
from core.tasks import task


def variants(count: int) -> list[RunSpec]:
    spec = default_run("lstm")
    return [replace(spec, train=replace(spec.train, batch_size=8 + index)) for index in range(count)]


def test_runs_alone_of_their_cell_look_as_everywhere() -> None:
    for look, kind in zip(appearances([default_run(kind) for kind in KINDS]), KINDS, strict=True):
        assert tuple(look) == NETWORKS[kind][1:]


def test_eight_runs_of_one_cell_can_be_told_apart() -> None:
    looks = appearances(variants(8))
    assert len({(look.hue, look.dash) for look in looks}) == 8
    assert len({(look.dash, look.mark) for look in looks}) == 8, "all of them"
    assert len({look.dash for look in looks[:4]}) == 4, "without colour too"


def test_seeds_of_one_recipe_look_alike_and_stand_together() -> None:
    specs = [replace(spec, seed=seed) for seed in (1, 2) for spec in variants(2)]
    looks = appearances(specs)
    assert looks[0] == looks[2] != looks[1] == looks[3]
    groups = [entry["group"] for entry in lab_board(specs, "abcd")["runs"]]
    assert groups[0] == groups[2] != groups[1] == groups[3]


@pytest.mark.parametrize("name", TASKS)
def test_an_entry_has_the_words_that_the_network_reads(name: str) -> None:
    spec = default_run("gru", name)  # type: ignore[arg-type]
    (entry,) = lab_board([spec], ["GRU"])["runs"]
    this = task(spec.task)
    assert tuple(entry["probe"]) == this.read(this.probe).words
    assert entry["key"] == spec.key
    assert entry["label"] == spec.label()
    assert (entry["steps"], entry["learning_rate"]) == (spec.train.steps, spec.train.learning_rate)


def test_an_entry_of_a_run_that_was_changed_on_the_way_has_what_is_in_force_now() -> None:
    spec = default_run("gru")
    changes = ((10, "learning_rate", 0.5), (10, "clip", 3.0), (20, "clip", None))
    changed = replace(spec, train=replace(spec.train, changes=changes))
    (entry,) = lab_board([changed], ["GRU"])["runs"]
    assert (entry["learning_rate"], entry["clip"]) == (0.5, None)
    assert entry["limits"] == {name: list(LIMITS[name][:2]) for name in ("learning_rate", "clip")}


def test_an_entry_says_where_it_was_trained_if_the_exam_goes_on_beyond() -> None:
    def trained(name: TaskName, shortest: int, longest: int) -> list[int]:
        spec = default_run("lstm", name)
        spec = replace(spec, task=replace(spec.task, shortest=shortest, longest=longest))
        (entry,) = lab_board([spec], ["LSTM"])["runs"]
        points: list[int] = entry["curve"]["trained"]["points"]
        return points

    assert trained("adding", 40, 40) == [40]
    assert trained("adding", 10, 50) == [10, 20, 30, 40, 50]
    assert trained("adding", 33, 34) == [], "nothing was asked there"
    assert trained("adding", 2, 100) == [], "all of the exam lies there"
    assert trained("words", 4, 8) == [], "perplexity is that of all answers"


def test_equal_names_are_numbered_and_keys_may_be_others() -> None:
    board = lab_board(variants(3), ["LSTM", "LSTM", "other"], keys=["x", "y", "z"])
    assert [entry["short"] for entry in board["runs"]] == ["LSTM (1)", "LSTM (2)", "other"]
    assert [entry["key"] for entry in board["runs"]] == ["x", "y", "z"]
    assert set(board["palette"]["signals"]) == set(SIGNALS)


@pytest.mark.parametrize("name", TASKS)
def test_the_curve_of_a_task_has_its_axis_and_chance(name: str) -> None:
    this = task(default_run("rnn", name).task)  # type: ignore[arg-type]
    layout = curve_layout(this)
    assert layout["xaxis"]["range"][1] > max(this.exam_points)
    if this.scale == "error":
        worst = max(error for curve in this.baselines.values() for _, error in curve)
        assert layout["yaxis"]["range"] == [0, pytest.approx(1.1 * worst)]
        return
    chance, shown = layout["shapes"][0], 100 * this.chance if this.scale == "share" else this.chance
    assert chance["y0"] == chance["y1"] == pytest.approx(shown)
    low, high = layout["yaxis"]["range"]
    assert low < shown < high
    assert (low, high) == (-4, 106) or this.scale == "perplexity"
    assert this.curve_name in layout["xaxis"]["title"]["text"]
    assert layout["xaxis"]["range"][0] < 0 or min(this.exam_points) > 0, "a mark at 0 is whole"
    assert "dash" not in chance["line"], "the runs' lines are dashed"


@pytest.mark.parametrize("name", TASKS)
def test_what_a_curve_says_stands_where_no_data_are(name: str) -> None:
    this = task(default_run("rnn", name).task)  # type: ignore[arg-type]
    layout = curve_layout(this)
    said = [note["text"] for note in layout["annotations"]]
    assert said[0].startswith("last season" if this.scale == "error" else "chance ")
    assert len(said) == 1 + (this.scale == "error" or (this.scale == "share" and not this.point_names))
    for note in layout["annotations"]:
        assert (note["yref"], note["y"], note["yanchor"]) == ("paper", 1, "bottom")


def test_the_loss_of_language_models_has_an_axis_of_its_own() -> None:
    words, recall = default_run("gru", "words"), default_run("gru", "recall")
    both, alone, none = (lab_figures(specs)["loss"] for specs in ([words, recall], [words], [recall]))
    assert [layout["yaxis"]["range"] for layout in (both, alone, none)] == [[-2, 1], [0, 1], [-2, 1]]
    assert {1, 2, 5, 10} < set(alone["yaxis"]["tickvals"])
    said = [[note["text"] for note in layout.get("annotations", [])] for layout in (both, alone, none)]
    assert said[0] == said[1] == ["line: training text · marks: held-out text"]
    assert not said[2], "other runs have no marks"


def test_a_board_is_plain_json_without_numbers_that_are_not() -> None:
    specs = [default_run("lstm", name) for name in TASKS]
    ghost = Ghost(specs[0], [(1, 0.5), (2, None)], [(1, 2.0)], [(3, 0.25)], "before")
    board = lab_board(specs, list(TASKS), ghosts=[ghost], held_constant="Nothing.")
    text = json.dumps(board, allow_nan=False)
    assert json.loads(text) == board
    assert set(board["figures"]["curve"]) == set(TASKS)
    assert board["runs"][-1]["ghost"]
    assert board["runs"][-1]["losses"] == [[1, 0.5], [2, None]]
    assert board["runs"][-1]["last"] == [[3, 0.25]]


def test_nothing_to_show_is_shown() -> None:
    board = lab_board([], [])
    assert board["runs"] == []
    assert lab_figures([])["curve"]


def past(spec: RunSpec, name: str = "") -> Ghost:
    return Ghost(spec, [(1, 0.5)], [(1, 2.0)], [(3, 0.25)], name)


def test_ghosts_are_told_apart_from_one_another_and_from_the_runs() -> None:
    """Each has a hue of its own, and a name that says what differed."""
    spec = default_run("rnn")
    slow, slower = (replace(spec, train=replace(spec.train, learning_rate=rate)) for rate in (0.0011, 0.0007))
    ghosts = [past(slow), past(slower), past(slow, "my own")]
    entries = lab_board([spec], ["RNN"], ghosts=ghosts)["runs"]
    names = [entry["short"] for entry in entries[1:]]
    assert "0.0011" in names[0]
    assert "0.0007" in names[1]
    assert names[2] == "my own"
    hues = [entry["hue"] for entry in entries]
    assert hues[1] == hues[3], "the same recipe"
    assert len(set(hues)) == 3
    alone = lab_board([default_run("gru")], ["GRU"], ghosts=[past(default_run("lstm"))])["runs"][1]
    assert alone["hue"] == NETWORKS["lstm"].hue, "a cell that nobody has keeps its hue"


def test_the_caption_says_which_recipe_is_called_what() -> None:
    specs = variants(2)
    caption = lab_board(specs, ["first", "second"])["caption"]
    assert all(
        f"{name}: {spec.label()}" in caption for name, spec in zip(("first", "second"), specs, strict=True)
    )
    assert lab_board(specs[:1], ["LSTM"])["caption"] == f"Unrolled · {specs[0].label()}"


def test_an_entry_names_its_signals_and_lines_of_gradients() -> None:
    model = replace(default_run("lstm").model, without=("input_gate",))
    entries = lab_board([default_run("gru"), replace(default_run("lstm"), model=model)], ["a", "b"])["runs"]
    assert ["".join(signal["symbol"] for signal in entry["signals"]) for entry in entries] == [
        "rznh",
        "fogch",
    ]
    assert [[line["of"] for line in entry["gradients"]] for entry in entries] == [
        ["profile"],
        ["profile", "cell"],
    ]
    (cell,) = [signal for signal in entries[1]["signals"] if signal["name"] == "cell_state"]
    assert cell["scale"] == "squashed"
