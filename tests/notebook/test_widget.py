"""Scores in a notebook, the side of Python: what is shown, what is read back, what is refused."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from core import Clamp, Erase, Network, Off, Replace, Trace, compare, default_run, initial_network, record
from core.instruments import Operation
from core.network.files import from_file
from core.notebook import widget
from core.notebook.operations import by_hand, operations_of
from core.notebook.widget import ScoreWidget

SENTENCE = "I did not like the story"
HELD: tuple[Operation, ...] = (Clamp("forget_gate", 0.25, (1, 3), 2, 4), Off("input_gate"), Erase(1))


def untrained(seed: int = 0, kind: str = "lstm") -> Network:
    spec = default_run("lstm" if kind == "lstm" else "gru", "everyday")
    return initial_network(replace(spec, seed=seed))


def traced(
    sentence: str = SENTENCE, network: Network | None = None, held: tuple[Operation, ...] = ()
) -> Trace:
    return record(network or untrained(), sentence, operations=held)


def test_a_trace_is_shown_with_its_network_and_what_was_held() -> None:
    trace = traced(held=HELD)
    shown = trace.show()
    assert isinstance(shown, ScoreWidget)
    assert shown.held == HELD
    (file,) = shown._networks.values()
    assert from_file(file).network.key == trace.network.key
    assert shown.sentence == SENTENCE.lower() or shown.sentence == SENTENCE
    again = record(trace.network, shown.sentence, operations=list(shown.held))
    assert (again["forget_gate"] == trace["forget_gate"]).all()


def test_operations_come_back_as_they_went() -> None:
    assert operations_of(json.loads(json.dumps(by_hand(HELD)))) == HELD


def test_a_replaced_word_is_not_shown() -> None:
    with pytest.raises(ValueError, match="put in by an operation"):
        by_hand([Replace(1, "did")])


def test_one_network_on_two_sentences_has_a_twin() -> None:
    shown = compare(traced(), traced("I did not like the music")).show()
    assert shown._hand["twin"] == "I did not like the music"
    assert len(shown._networks) == 1


@pytest.mark.parametrize("kind", ["lstm", "gru"])
def test_two_networks_stand_on_one_sentence(kind: str) -> None:
    one, other = traced(), traced(network=untrained(1, kind))
    shown = compare(one, other).show()
    assert list(shown._networks) == [one.network.key, other.network.key]
    told = json.loads(shown._told)
    drawn = {told["signals"][stave["of"]]["network"] for stave in told["staves"] if "of" in stave}
    assert drawn == {0, 1}


def test_what_cannot_be_compared_is_refused() -> None:
    one = traced()
    with pytest.raises(ValueError, match="Both traces are the same"):
        compare(one, traced())
    with pytest.raises(ValueError, match="Networks and sentences differ"):
        compare(one, traced("I like it", untrained(1)))
    with pytest.raises(ValueError, match="different operations"):
        compare(one, traced(held=HELD))


def test_without_anywidget_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    trace = traced()
    monkeypatch.delitem(sys.modules, "core.notebook.widget")
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'unrolled\[notebook\]'"):
        trace.show()


def test_without_the_modules_a_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(widget, "ASSETS", tmp_path)
    widget.module.cache_clear()
    with pytest.raises(FileNotFoundError, match="clone"):
        traced().show()


def test_its_colours_are_those_of_the_pages() -> None:
    root = Path(__file__).parents[2]
    import tomllib

    theme = tomllib.loads((root / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    light, dark = (root / "assets/stage/widget/widget.css").read_text("utf-8").split(":host([data-dark])")
    for name, sheet in (("light", light), ("dark", dark)):
        for colour in theme[name].values():
            assert colour in sheet
