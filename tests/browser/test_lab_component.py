"""The lab on a page of its own, told of runs that nobody trained: what it shows, says and orders."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.figures.lab import Ghost, lab_board
from core.recipes import default_run
from core.recipes.compare import always_clipped
from core.recipes.link import from_line
from core.tasks import task
from tests.browser.reading import until
from tests.browser.stand import ALL, AROUND, STEPS, Stand, board_of, told, views
from tests.browser.taking import rows_of
from tests.making.runs import View, frames, tail

CLIP = "Clip at norm (0: off)"
ADDING = from_line("adding-lstm-g40-l40")


def test_a_run_is_seen_while_it_goes_on_and_to_its_end(stand: Stand) -> None:
    (going,) = views(1, ALL[:3], tail=tail([0.5, 0.25], [1, 1]), seconds_left=3.2)
    done = replace(going, history=ALL, tail=tail([], []), state="done")
    stand.mount(board_of([going]), [going])
    state = stand.page.locator(".run .state")
    expect(state).to_contain_text("step 11 of 450 · 3.2 s left")
    assert stand.position == 11, "live, the cursor rides on the newest step"
    asked = len(stand.asked)
    stand.answers.append(told(done))
    expect(state).to_contain_text("25 steps")  # the line broke, and came back
    expect(stand.page.locator(".look header")).to_contain_text("step 25 · 50 % right")
    expect(stand.page.locator(".figure .main-svg").first).to_be_visible()
    counts = "plots => plots.map(plot => (plot.data ?? []).flatMap(({ x }) => x).at(-1))"
    until(lambda: stand.page.locator(".figure .plot").evaluate_all(counts) == [25, 25, 24])
    ended = [said for said in stand.told if said[1] == "ended"]
    assert ended == [["state", "ended", f"{done.key}:done"]], "said once"
    assert len(stand.asked) == asked + 1


def test_before_the_first_run_there_are_no_empty_pictures(stand: Stand) -> None:
    stand.mount(lab_board([], []))
    expect(stand.page.locator(".nothing")).to_have_text(re.compile("^Nothing has been trained here yet"))
    for part in (".figure", ".film", ".look", ".astable"):
        expect(stand.page.locator(part)).to_have_count(0)
    stand.press("Home", " ", "l", "1", "x", "v")
    assert stand.told == []
    shown = views(1, state="done")
    stand.answers = [told(*shown)]
    stand.show(board_of(shown), again="2")
    expect(stand.page.locator(".figure .main-svg").first).to_be_visible()
    expect(stand.page.locator(".nothing")).to_have_count(0)


def test_the_film_moves_everything_together(stand: Stand) -> None:
    shown = views(2, state="done")
    stand.mount(board_of(shown), shown)
    page = stand.page
    expect(page.locator(".run .state").first).to_contain_text("25 steps")
    pixels = (
        "canvas => [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data].join()"
    )
    last = page.locator(".look canvas").first.evaluate(pixels)
    for key, step in [("Home", 1), ("ArrowRight", 4), ("ArrowRight", 9), ("ArrowLeft", 4), ("End", 25)]:
        stand.press(key)
        assert stand.position == step
        expect(page.locator(".look header output").first).to_contain_text(f"step {step} ")
    assert page.locator(".live").get_attribute("aria-pressed") == "true"
    stand.press("Home")
    expect(page.locator(".run .state").first).to_contain_text("loss 1.000")
    assert page.locator(".look canvas").first.evaluate(pixels) == last, "the same codes in every frame"
    page.locator(".film .scrub").focus()
    stand.press("ArrowRight")
    assert stand.position == 4
    page.locator(".film .play").click()
    until(lambda: stand.position == 25)
    assert stand.told == [["state", "ended", " ".join(f"{view.key}:done" for view in shown)]]


def test_orders_of_the_reader(stand: Stand) -> None:
    going, paused = views(2, ALL[:3])
    paused = replace(paused, state="paused")
    stand.mount(board_of([going, paused]), [going, paused])
    expect(stand.page.locator(".run .state").nth(1)).to_contain_text("paused at step 9 of 450")
    stand.press("p", "p", "2", "s", "s", "x")
    pause, step, stop = (
        {"n": number, "do": deed, "key": run.key}
        for number, deed, run in ((1, "pause", going), (2, "step", paused), (3, "stop", paused))
    )
    orders = [["trigger", "order", said] for said in ([pause], [pause, step], [pause, step, stop])]
    assert stand.told == orders, "each once; what is not answered is said again"
    stand.page.evaluate("window.lab.answered(2)")
    stand.press("1", "x")
    assert stand.told[3:] == [["trigger", "order", [stop, {"n": 4, "do": "stop", "key": going.key}]]]
    tune = stand.page.locator(".tool.tune").first
    tune.click()
    form = stand.page.locator("form.change").first
    rate, clip = (form.get_by_role("textbox").nth(index) for index in (0, 1))
    rate.fill("7000")
    form.get_by_role("button", name="Apply").click()
    expect(form.get_by_role("alert")).to_contain_text("from 0.000001 to 100")
    stand.press("Escape")
    expect(form).to_be_hidden()
    assert not clip.is_visible()


@pytest.mark.parametrize("off", ["", "0"])
def test_a_change_on_the_way(stand: Stand, off: str) -> None:
    (going,) = views(1, ALL[:3])
    stand.mount(board_of([going]), [going])
    stand.page.locator(".tool.tune").click()
    form = stand.page.locator("form.change")
    expect(form.locator("label").nth(1)).to_have_text(CLIP)
    form.get_by_role("textbox", name="Learning rate").fill("0.003")
    form.get_by_role("textbox", name="Clip").fill(off)
    stand.press("Enter")
    order = {"n": 1, "do": "change", "key": going.key, "learning_rate": 0.003, "clip": None}
    assert stand.told == [["trigger", "order", [order]]]
    expect(form).to_be_hidden()


def test_a_clip_that_is_off_stands_there_as_in_the_settings(stand: Stand) -> None:
    (going,) = views(1, ALL[:3])
    going = replace(going, spec=replace(going.spec, train=replace(going.spec.train, clip=None)))
    stand.mount(board_of([going]), [going])
    stand.page.locator(".tool.tune").click()
    clip = stand.page.get_by_role("textbox", name=f"{CLIP} of run 1")
    expect(clip).to_have_value("0")
    clip.press("Enter")
    assert stand.told == [], "nothing was changed"
    stand.page.locator(".tool.tune").click()
    clip.fill("-2")
    clip.press("Enter")
    expect(stand.page.locator("form.change").get_by_role("alert")).to_contain_text("or at 0: off")


def test_what_diverged_is_named_and_can_be_repeated_with_clipping(stand: Stand) -> None:
    message = "The loss became NaN (not a number) at step 4. The gradient norm one step earlier was 3e+05."
    (view,) = views(1, ALL[:2], state="diverged", message=message)
    view = replace(view, spec=replace(view.spec, train=replace(view.spec.train, clip=None)))
    stand.mount(board_of([view]), [view])
    expect(stand.page.locator(".run .state")).to_have_text(message)
    stand.page.get_by_role("button", name="Repeat with clipping").click()
    assert stand.told[-1] == ["trigger", "order", [{"n": 1, "do": "repeat_clipped", "key": view.key}]]
    twin = replace(view, key="b" * 16, spec=always_clipped(view.spec), state="done", message="")
    stand.answers.append(told(view, twin))
    stand.show(board_of([view, twin]))
    expect(stand.page.locator(".run")).to_have_count(2)
    expect(stand.page.get_by_role("button", name="Repeat with clipping")).to_be_hidden()


def test_a_chip_tells_what_is_right_in_all_and_as_in_training(stand: Stand) -> None:
    curve = tuple((point, 1.0 if point == 40 else 0.0) for point in task(ADDING.task).exam_points)
    history = [replace(frame, curve=curve, score=1 / 8) for frame in ALL]
    history[0] = replace(ALL[0], curve=tuple((point, 0.25) for point, _ in curve), score=0.25)
    view = View(tuple(history), key="a" * 16, spec=ADDING, state="done")
    language = View(ALL, key="b" * 16, spec=default_run("lstm", "words"), state="done")
    diverged = replace(
        view, key="c" * 16, state="diverged", message="The loss became NaN (not a number) at step 26."
    )
    shown = [view, language, diverged]
    stand.mount(board_of(shown), shown)
    chips = stand.page.locator(".run")
    expect(chips.nth(0).locator(".score-now")).to_have_text("13 % right")
    expect(chips.nth(0).locator(".trained")).to_have_text(
        "of all test sentences; 100 % at length 40, as in training"
    )
    assert "length" in (chips.nth(0).locator(".trained").get_attribute("title") or "")
    expect(chips.nth(1).locator(".score-now")).to_contain_text("perplexity")
    expect(chips.nth(1).locator(".trained")).to_have_count(0)
    for part in (".score-now", ".trained"):
        expect(chips.nth(2).locator(part)).to_be_empty()
    stand.press("Home")
    expect(chips.nth(0).locator(".score-now")).to_have_text("25 % right")
    expect(chips.nth(0).locator(".trained")).to_have_text(
        "of all test sentences; 25 % at length 40, as in training"
    )


def test_a_chip_says_that_its_run_was_set_aside_and_goes_on(stand: Stand) -> None:
    running, queued, done = views(3, ALL[:5], set_aside_at=1420)
    queued, done = replace(queued, state="queued"), replace(done, state="done")
    stand.mount(board_of([running, queued, done]), [running, queued, done])
    chips = stand.page.locator(".run .away")
    expect(chips.nth(0)).to_have_text("Set aside at step 1,420 because no page was connected. Going on.")
    expect(chips.nth(1)).to_contain_text("It goes on when its turn comes.")
    expect(chips.nth(2)).to_be_empty()


def test_a_chip_says_when_its_numbers_are_of_an_earlier_step(stand: Stand) -> None:
    done, still = views(2, ALL[:5], state="done")
    still = replace(still, state="running")
    stand.mount(board_of([done, still]), [done, still])
    states, losses = stand.page.locator(".run .state > span:first-child"), stand.page.locator(".run .here")
    last, first = ALL[4].step, ALL[0].step
    expect(states.nth(0)).to_contain_text(f"{last} steps")
    expect(losses.nth(1)).to_have_text(re.compile("^loss"))
    stand.press("Home")
    expect(states.nth(0)).to_have_text(f"at step {first} of {last}")
    expect(states.nth(1)).to_contain_text(f"step {last}")
    expect(losses.nth(1)).to_have_text(re.compile(f"^step {first}: loss"))
    stand.press("End")
    expect(states.nth(0)).to_contain_text(f"{last} steps")
    expect(losses.nth(1)).to_have_text(re.compile("^loss"))


def test_more_than_four_runs_and_which_are_looked_into(stand: Stand) -> None:
    shown = views(6, state="done")
    stand.mount(board_of(shown), shown)
    heads = stand.page.locator(".look header h3")
    expect(heads).to_have_text(["run 1", "run 2", "run 3", "run 4"])
    stand.press("6", "v")
    expect(heads).to_have_text(["run 2", "run 3", "run 4", "run 6"])
    stand.page.get_by_role("button", name="Look into this run: run 2").click()
    expect(heads).to_have_text(["run 3", "run 4", "run 6"])


def test_seeds_make_a_band_and_lines_on_demand(stand: Stand) -> None:
    shown = views(3, state="done")
    ghost = Ghost(shown[0].spec, [(1, 0.5), (25, 0.1)], [(1, 2.0), (25, 1.0)], [(3, 0.5)], "before")
    stand.mount(board_of(shown, ghosts=[ghost]), shown)
    names = "plot => (plot.data ?? []).map(({ name }) => name)"
    loss = stand.page.locator(".figure .plot").first
    band = ["LSTM, lowest", "LSTM, highest", "LSTM, mean of 3"]
    until(lambda: loss.evaluate(names) == ["earlier: before", *band])
    expect(stand.page.locator(".ghosts")).to_contain_text("before")
    stand.page.get_by_role("button", name="Each run").click()
    until(lambda: loss.evaluate(names) == ["earlier: before", *band, "run 1", "run 2", "run 3"])


def test_written_text_follows_temperature_and_film(stand: Stand) -> None:
    texts = {temperature: f"at {temperature} <img src=x>" for temperature in ("0.3", "0.7", "1.0", "1.5")}
    history = [replace(frame, samples={} if frame.step == 1 else texts) for frame in ALL]
    (view,) = views(1, history, state="done")
    board = board_of([view])
    board["runs"][0]["generates"] = True
    stand.mount(board, [view])
    sample = stand.page.locator(".sample")
    expect(sample).to_have_text(texts["0.7"])
    stand.page.get_by_role("radio", name="1.5").click()
    expect(sample).to_have_text(texts["1.5"])
    stand.press("ArrowLeft")  # on the choice: the next temperature, not a frame
    expect(sample).to_have_text(texts["1.0"])
    assert stand.position == 25
    stand.page.locator(".look h3").click()
    stand.page.evaluate("document.activeElement.shadowRoot?.activeElement?.blur()")
    stand.press("Home")
    expect(sample).to_have_text("nothing written yet")


def test_a_run_that_goes_on_as_another_keeps_numbers_zoom_and_focus(stand: Stand) -> None:
    (going,) = views(1, ALL[:3])
    copy = replace(going, key=f"{going.key}~ab", state="paused")
    stand.mount(board_of([going]), [going], [copy])
    page = stand.page
    expect(page.locator(".figure .main-svg").first).to_be_visible()
    page.locator(".figure .plot").first.evaluate("plot => { plot.mine = 'the same element'; }")
    stand.press("Home", "ArrowRight")
    page.locator(".tool.pause").focus()
    stand.show(board_of([copy]))
    expect(page.locator(".run .state")).to_contain_text("paused at step 9")
    assert stand.position == 4, "the film stays where the reader put it"
    assert page.locator(".figure .plot").first.evaluate("plot => plot.mine") == "the same element"
    focused = "document.activeElement.shadowRoot.activeElement.getAttribute('aria-label')"
    assert page.evaluate(focused) == "Go on: run 1"
    expect(page.locator(".lab > .spoken")).to_have_text("run 1 is paused")


def test_what_happens_at_once_is_said_together_and_numbers_are_not_spoken(stand: Stand) -> None:
    shown = views(2)
    stand.mount(board_of(shown), shown, [replace(shown[0], state="done"), replace(shown[1], state="stopped")])
    expect(stand.page.locator(".lab > .spoken")).to_have_text("run 1 is done. run 2 was stopped")
    spoken = "all => all.filter((one) => one.ariaLive !== 'off').map((one) => one.className)"
    assert stand.page.locator(".lab output").evaluate_all(spoken) == ["away", "away", "trouble"]


def test_another_theme_keeps_a_form_that_is_half_filled_in(stand: Stand) -> None:
    (going,) = views(1, ALL[:3])
    stand.mount(board_of([going]), [going])
    stand.page.locator(".tool.tune").click()
    rate = stand.page.locator("form.change").get_by_role("textbox", name="Learning rate")
    rate.fill("0.00777")
    stand.page.evaluate("window.lab.repaint()")
    expect(rate).to_be_visible()
    expect(rate).to_have_value("0.00777")


def test_numbers_as_a_table_and_pictures_in_words(stand: Stand) -> None:
    shown = views(2, state="done")
    stand.mount(board_of(shown), shown)
    stand.page.locator(".astable summary").click()
    stand.press("Home")
    table = stand.page.locator(".astable table")
    expect(table).to_contain_text("training step 1")
    expect(table.get_by_role("row").nth(1)).to_contain_text("run 1")
    expect(stand.page.locator(".figure .plot").first).to_have_attribute(
        "aria-label", "loss at training step 1. run 1: 1.000; run 2: 1.000."
    )


def test_nothing_moves_when_numbers_come(stand: Stand) -> None:
    waiting = views(3, (), state="queued", place=1)
    shown = views(3, ALL, state="done")
    stand.mount(board_of(shown), waiting, shown)
    places = """() => {
      const { shadowRoot } = document.body.firstChild;
      const parts = shadowRoot.querySelectorAll('.run, .film, .figure, .look, .stave');
      const place = ({ left, top, width, height }) => [left, top, width, height];
      return [...parts].map((part) => place(part.getBoundingClientRect()));
    }"""
    expect(stand.page.locator(".run .state").first).to_contain_text("waiting, place 1")
    before = stand.page.evaluate(places)
    expect(stand.page.locator(".run .state").first).to_contain_text("25 steps")
    expect(stand.page.locator(".figure .main-svg").first).to_be_visible()
    assert stand.page.evaluate(places) == before


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_nothing_is_wider_than_the_page(make: Callable[..., Stand], width: int) -> None:
    stand = make(viewport={"width": width, "height": 844})
    shown = views(6, ALL[:3])
    stand.mount(board_of(shown, ["a very long name of a run that nobody would give"] * 6), shown)
    expect(stand.page.locator(".run .state").first).to_contain_text("step 9")
    assert stand.page.evaluate("document.documentElement.scrollWidth") <= width


def test_with_less_motion_the_film_goes_from_frame_to_frame(make: Callable[..., Stand]) -> None:
    stand = make(reduced_motion="reduce")
    shown = views(1, state="done")
    stand.mount(board_of(shown), shown)
    expect(stand.page.locator(".run .state")).to_contain_text("25 steps")
    stand.page.evaluate("""() => {
      const position = document.body.firstChild.shadowRoot.querySelector('.film .position');
      window.seen = new Set();
      const note = () => window.seen.add(position.textContent);
      new MutationObserver(note).observe(position, { childList: true });
    }""")
    stand.press("Home", " ")
    until(lambda: stand.position == 25)
    seen = stand.page.evaluate("[...window.seen]")
    frames_of_the_film = [f"step {step}" for step in STEPS]
    assert len(seen) > 2
    assert [step for step in seen if step not in frames_of_the_film] == []


def test_a_run_that_begins_again_is_not_called_stopped(stand: Stand) -> None:
    sentence = "Stopped, because nobody was watching."
    (stopped,) = views(1, ALL[:3], state="stopped", message=sentence)
    stand.mount(board_of([stopped]), [stopped])
    state = stand.page.locator(".run .state > span").first
    expect(state).to_have_text(sentence)
    stand.answers.append("")  # nothing is heard yet
    stand.show(board_of([stopped]), again="2", play="2")
    expect(state).to_have_text("getting ready")
    stand.answers.append(told(replace(stopped, history=ALL[:2], state="running", message="")))
    expect(state).to_contain_text("step 4 of 450")


@pytest.mark.parametrize(("state", "plays"), [("stopped", False), ("done", True)])
def test_the_film_plays_by_itself_only_of_what_came_to_its_end(stand: Stand, state: str, plays: bool) -> None:
    """Of a run that was stopped, steps that climb by themselves would look like training."""
    (view,) = views(1, state=state)
    stand.mount(board_of([view]), [])
    stand.answers.append(told(view))
    shown = """([data, around]) => {
      window.lab.show(data, around);
      const play = document.body.firstChild.shadowRoot.querySelector('.film .primary');
      window.seen = [];
      const note = () => window.seen.push(play.getAttribute('aria-label'));
      new MutationObserver(note).observe(play, { attributes: true });
    }"""
    stand.page.evaluate(shown, [board_of([view]), {**AROUND, "play": "1"}])
    until(lambda: any(said[1] == "ended" for said in stand.told))
    stand.drawn()
    assert stand.page.evaluate("window.seen") == ["Stop the film (space)"] * plays


def test_the_film_can_be_taken_along(stand: Stand, tmp_path: Path) -> None:
    shown = views(1, state="done")
    stand.mount(board_of(shown), shown)
    expect(stand.page.locator(".run .state")).to_contain_text("25 steps")
    stand.press("Home")
    menu = stand.page.locator(".film .menu")
    menu.locator("summary").click()
    with stand.page.expect_download() as saved:
        menu.get_by_role("menuitem", name="CSV, the numbers").click()
    saved.value.save_as(tmp_path / "film.csv")
    source, rows = rows_of(tmp_path / "film.csv")
    assert shown[0].spec.label() in source
    assert list(rows[0]) == ["run", "step", "timestep", "token", "signal", "unit", "value", "source"]
    assert {row["step"] for row in rows} == {"1"}
    codes = shown[0].history[0].signals["forget_gate"]
    mine = [float(row["value"]) for row in rows if row["signal"] == "forget_gate"]
    assert mine == [round(float(share), 2) for share in ((codes - 1) / 254).ravel()]
    cell = [float(row["value"]) for row in rows if row["signal"] == "cell_state"]
    assert (cell[0], cell[-1]) == (-5, 5), "as it is, not its tanh"


def test_the_film_s_picture_has_its_curves_and_the_colours_of_its_numbers(
    stand: Stand, tmp_path: Path
) -> None:
    shown = views(2, state="done")
    stand.mount(board_of(shown), shown)
    expect(stand.page.locator(".run .state").first).to_contain_text("25 steps")
    stand.press("Home", "ArrowRight")
    menu = stand.page.locator(".film .menu")
    menu.locator("summary").click()
    with stand.page.expect_download() as saved:
        menu.get_by_role("menuitem").filter(has_text="SVG").click()
    saved.value.save_as(tmp_path / "film.svg")
    picture = (tmp_path / "film.svg").read_text("utf-8")
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", picture)
    for title in ("Loss", "Gradient norm, before clipping", "Right answers", "training step"):
        assert title in texts
    assert texts.count("measured at step 4 · 50 % right") == 2
    assert texts.count("tanh(c) −1") == 2
    assert picture.count("<clipPath") == 3
    colours = set(re.findall(r'<rect[^>]*height="10"[^>]*fill="(#[0-9a-f]{6})"', picture))
    assert len(colours) > 100, "a scale a signal"
    line = re.search(r'<path d="(M[^"]*)" fill="none" stroke="#7c5bd6"', picture)
    assert line is not None
    assert line[1].count("L") == 24, "the loss of 25 steps"


def test_single_steps_are_taken_as_often_as_they_are_asked_for(stand: Stand) -> None:
    (paused,) = views(1, frames(1, 9), state="paused")
    later = replace(paused, history=frames(1, 9, 10))
    stand.mount(board_of([paused]), [paused])
    step = stand.page.locator(".run button.step")
    for _ in range(3):
        step.click()
    assert [one[2][-1]["do"] for one in stand.told if one[1] == "order"] == ["step"]
    stand.answers.append(told(later))
    until(lambda: [one[2][-1]["n"] for one in stand.told if one[1] == "order"] == [1, 2])


def test_the_film_does_not_go_before_its_first_numbers(stand: Stand) -> None:
    (done,) = views(1, frames(3, 9), state="done")
    stand.mount(board_of([done]), [done])
    expect(stand.page.locator(".film .position")).to_have_text("step 9")
    stand.page.locator(".film .scrub").fill("0")
    expect(stand.page.locator(".film .position")).to_have_text("step 3")
    expect(stand.page.locator(".film .scrub")).to_have_value("3")


def test_runs_are_looked_into_until_the_reader_picks_some(stand: Stand) -> None:
    shown = views(6, state="done")
    heads = stand.page.locator(".look header h3")
    stand.mount(board_of(shown[:1]), shown)
    expect(heads).to_have_count(1)
    stand.show(board_of(shown))
    expect(heads).to_have_count(4)
    stand.press("6", "v")
    expect(heads.last).to_have_text("run 6")
    stand.show(board_of(shown[1:]))  # named anew, from 1 on
    expect(heads).to_have_text(["run 1", "run 2", "run 3", "run 5"])


def test_space_plays_after_a_click_into_a_figure(stand: Stand) -> None:
    shown = views(1, state="done")
    stand.mount(board_of(shown), shown)
    expect(stand.page.locator(".figure .nsewdrag").first).to_be_visible()
    pressed = """() => {
      const button = document.body.appendChild(document.createElement("button"));
      button.onclick = () => { window.pressed = true; };
      button.focus();
    }"""
    stand.page.evaluate(pressed)
    stand.page.locator(".figure .nsewdrag").first.click()
    stand.page.keyboard.press("Space")
    expect(stand.page.locator(".film .primary")).to_have_attribute("aria-label", re.compile("^Stop"))
    assert stand.page.evaluate("window.pressed") is None
