"""What a lesson shows while its networks are being trained, and when none comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import RunSpec, default_run
from core.jobs import desk
from core.recipes.link import from_line
from core.spec import KINDS
from pages._scenes.guess import scored
from tests.pages.visiting import pictures, press, run, said, until, visit
from tests.waiting import until as wait

LONG = "recall-lstm-h64-s5000-seed{}"
QUOTA = "You have 8 runs going, waiting or paused, and 8 is the most."


@pytest.fixture
def left() -> Iterator[list[tuple[AppTest, RunSpec]]]:
    """Runs that are not to go on after a test, and who watches them."""
    given_up: list[tuple[AppTest, RunSpec]] = []
    yield given_up
    for app, spec in given_up:
        desk().leave(spec.key, watcher(app))


def watcher(app: AppTest) -> str:
    return str(app.session_state["watcher"])


def waiting(app: AppTest) -> list[dict[str, Any]]:
    return pictures(app, "unrolled_waiting")


def fill_up(app: AppTest, left: list[tuple[AppTest, RunSpec]], runs: int = 8) -> None:
    """Have so many other runs trained for this visitor."""
    for seed in range(runs):
        spec = from_line(LONG.format(900 + seed))
        desk().submit(spec, watcher(app))
        left.append((app, spec))


def test_a_lesson_shows_a_row_for_each_network_and_no_picture(left: list[tuple[AppTest, RunSpec]]) -> None:
    specs = [from_line(f"recall-{kind}-h64-s5000-seed801") for kind in ("rnn", "lstm")]
    app = visit("gradients", run=[f"recall-{kind}-h64-s5000-seed801" for kind in ("rnn", "lstm")])
    left += [(app, spec) for spec in specs]
    (shown,) = waiting(app)
    gru = default_run("gru", "recall")
    keys = [specs[0].key, gru.key, specs[1].key]
    assert [(row["key"], row["short"]) for row in shown["runs"]] == list(
        zip(keys, ("RNN", "GRU", "LSTM"), strict=True)
    )
    assert [row["curve"]["scale"] for row in shown["runs"]] == ["share"] * 3
    assert (shown["watcher"], shown["stream"]) == (watcher(app), "runs/events")
    assert pictures(app) == []
    run(app)
    (again,) = waiting(app)
    assert again == {**shown, "asked": shown["asked"] + 1}


def test_what_would_answer_a_question_is_kept_back(
    left: list[tuple[AppTest, RunSpec]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scored, "recipe", lambda _, kind: default_run(kind, "recall", 804))
    app = visit("guess", scene="score")
    left += [(app, default_run(kind, "recall", 804)) for kind in KINDS]
    (shown,) = waiting(app)
    assert all(row["quiet"] for row in shown["runs"])


def test_once_all_have_ended_the_page_shows_its_picture() -> None:
    app = visit("lstm", run="sentiment-lstm-h8-s20-seed802")
    until(app, lambda app: bool(pictures(app)))
    assert waiting(app) == []


def test_for_networks_that_are_there_nobody_waits() -> None:
    app = visit("gradients")
    assert pictures(app)
    assert waiting(app) == []


def test_a_network_that_was_stopped_can_be_trained_again(left: list[tuple[AppTest, RunSpec]]) -> None:
    spec, app = from_line(LONG.format(803)), visit("unrolled", cell="LSTM", run=LONG.format(803))
    assert waiting(app)
    left.append((app, spec))
    desk().leave(spec.key, watcher(app))
    run(app)
    assert "could not be trained." in said(app)
    assert waiting(app) == pictures(app) == []
    press(app, "Train it again")
    assert waiting(app)
    assert not app.error


def test_a_network_that_was_given_up_while_nobody_was_here_is_trained_without_a_word(
    left: list[tuple[AppTest, RunSpec]], monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = from_line(LONG.format(806))
    given_up = replace(desk().submit(spec, "somebody"), state="stopped", abandoned=True)
    look = desk().look
    monkeypatch.setattr(
        desk(), "look", lambda key, watcher: given_up if key == spec.key else look(key, watcher)
    )
    app = visit("unrolled", cell="LSTM", run=LONG.format(806))
    left.append((app, spec))
    desk().leave(spec.key, "somebody")
    assert [row["key"] for row in waiting(app)[0]["runs"]] == [spec.key]
    assert not app.error


def test_what_the_desk_refuses_to_train_again_is_said_and_nothing_is_lost(
    left: list[tuple[AppTest, RunSpec]],
) -> None:
    """The refusal used to end the page with an exception."""
    spec, app = from_line(LONG.format(804)), visit("unrolled", cell="LSTM", run=LONG.format(804))
    left.append((app, spec))
    desk().leave(spec.key, watcher(app))
    fill_up(app, left)
    run(app)
    press(app, "Train it again")
    assert QUOTA in said(app)
    assert "could not be trained." in said(app)
    assert [button.label for button in app.button if button.key not in ("reset", "unrolled_next")] == [
        "Train it again"
    ]
    for other, one in left[1:]:
        desk().leave(one.key, watcher(other))
    wait(lambda: all(not view.active for view in desk().known().values() if view.spec in dict(left).values()))
    press(app, "Train it again")
    assert waiting(app), "a minute later the same press is enough"


def test_what_the_desk_refuses_at_first_is_said(left: list[tuple[AppTest, RunSpec]]) -> None:
    app = visit("unrolled")
    fill_up(app, left)
    app.session_state["own_networks"] = {("recall", "rnn"): from_line("recall-rnn-s5000-seed805")}
    run(app)
    assert QUOTA in said(app)
    assert waiting(app) == pictures(app) == []
