"""Language models: what is held out, what is measured, what is written, and texts that people paste."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.instruments import gradient_profile, record
from core.nets.exam import exam_of
from core.nets.layer import Layered
from core.nets.run import Run
from core.network import Network, initial_network
from core.recipes import default_run
from core.recipes.compare import replaced
from core.recipes.link import to_line
from core.spec import KINDS, Kind, ModelSpec, RunSpec, TaskName, TaskSpec, TrainSpec
from core.tasks import task
from core.tasks.language import Language
from core.text import Reading, tokenize

NAMES: tuple[TaskName, ...] = ("characters", "words")
every_kind = pytest.mark.parametrize("kind", KINDS)
every_task = pytest.mark.parametrize("name", NAMES)
OWN = "The sea was wet as wet could be, the sands were dry as dry. " * 8


def model_of(name: TaskName, text: str = "") -> Language:
    this = task(TaskSpec(name, 8, 20, text))
    assert isinstance(this, Language)
    return this


def small(kind: Kind, name: TaskName, text: str = "", steps: int = 4) -> RunSpec:
    return RunSpec(ModelSpec(kind, 5, 6), TaskSpec(name, 8, 12, text), TrainSpec(steps, 8, 0.02))


def reading_of(net: Network, ids: Any) -> Reading:
    return Reading(tuple(net.vocabulary[i] for i in ids), np.array(ids), np.array(ids) > 0)


@every_task
@pytest.mark.parametrize("text", ["", OWN])
def test_no_training_passage_touches_a_held_out_block(name: TaskName, text: str) -> None:
    this = type(model_of(name, text))(TaskSpec(name, 8, 20, text))
    this.ids = np.arange(len(this.ids))  # every piece says where it stands
    held_out = {place for start, end in this.held_out for place in range(start, end)}
    rng, read = np.random.default_rng(0), set()
    for _ in range(300):
        batch = this.batch(rng, 32)
        read |= set(np.unique(batch.targets).tolist()) | set(np.unique(batch.ids).tolist())
        np.testing.assert_array_equal(np.diff(batch.targets, axis=1), 1)
    assert not read & held_out
    assert len(read) > 0.9 * (len(this.ids) - len(held_out))
    assert 0.05 < len(held_out) / len(this.ids) < 0.25


@every_task
def test_the_exam_judges_every_answer_of_its_passages_once(name: TaskName) -> None:
    this = type(model_of(name))(TaskSpec(name, 8, 20))
    this.ids = np.arange(len(this.ids))
    held_out = {place for start, end in this.held_out for place in range(start, end)}
    judged: list[tuple[int, int]] = []
    for point in this.exam_points:
        exam = this.exam(point)
        assert set(exam.ids.ravel().tolist()) | set(exam.targets.ravel().tolist()) <= held_out
        judged += [(int(exam.ids[b, 0]), int(exam.targets[b, t])) for b, t in np.argwhere(exam.judged)]
        assert (np.argwhere(exam.judged)[:, 1] < point).all()
    assert len(judged) == len(set(judged)) == len(this.exam(1).ids) * this.exam_points[-1]


@pytest.mark.parametrize("text", ["", " ".join(f"and word{number}" for number in range(400))])
def test_no_unknown_answer_is_judged(text: str) -> None:
    """A network that always says "unknown" has predicted no word, however often the text is read so."""
    this, before, asked = model_of("words", text), 0, 0
    for point in this.exam_points:
        exam = this.exam(point)
        assert exam.judged.any(), "a point that asks for nothing known is left out"
        expected = (np.arange(point) >= before) & (exam.targets != 0)
        np.testing.assert_array_equal(exam.judged, expected)
        before, asked = point, asked + exam.judged.sum()
    curve = Run(RunSpec(ModelSpec("lstm", 5, 6), this.spec)).snapshot().curve
    assert tuple(point for point, _ in curve) == this.exam_points
    assert asked < 48 * this.exam_points[-1], "some are unknown"


def test_how_much_of_a_text_is_unread_is_told() -> None:
    assert model_of("words", "and or but " * 40).unread == 0
    assert model_of("words", " ".join(f"and word{number}" for number in range(400))).unread == 0.5
    assert 0.1 < model_of("words").unread < 0.3
    assert model_of("characters").unread == 0


def test_a_text_that_asks_for_nothing_known_is_judged_as_a_whole() -> None:
    words = ["and", "or"] * 100
    block = model_of("words", " ".join(words)).held_out[0]
    words[slice(*block)] = [f"word{number}" for number in range(*block)]
    this = model_of("words", " ".join(words))
    assert this.held_out == (block,)
    assert all(this.exam(point).judged.any() for point in this.exam_points)
    assert np.isfinite(this.chance)


@every_kind
@every_task
def test_perplexity_is_that_of_the_trace(kind: Kind, name: TaskName) -> None:
    run = Run(small(kind, name))
    snapshot = run.advance(4)
    this, net = task(run.spec.task), run.network()
    everything: list[float] = []
    for point, value in snapshot.curve:
        exam = this.exam(point)
        found: list[float] = []
        for ids, targets, judged in zip(exam.ids, exam.targets, exam.judged, strict=True):
            trace = record(net, reading_of(net, ids))
            found += [-np.log(trace.probabilities[t, targets[t]]) for t in np.flatnonzero(judged)]
        everything += found
        assert value == pytest.approx(np.exp(np.mean(found)), rel=1e-4)
    assert snapshot.score == pytest.approx(np.exp(np.mean(everything)), rel=1e-4)


@every_task
@pytest.mark.parametrize(
    "options",
    [
        {"kind": "rnn"}, {"kind": "gru", "layers": 2, "connection": "dense"},
        {"kind": "lstm", "peepholes": True}, {"kind": "lstm", "bidirectional": True},
    ],
)  # fmt: skip
def test_the_exam_reads_every_passage_as_if_it_ended_there(name: TaskName, options: dict[str, Any]) -> None:
    spec = RunSpec(ModelSpec(**{"embedding_size": 6, "hidden_size": 6, **options}), TaskSpec(name, 8, 12))
    this, model = task(spec.task), Layered(initial_network(spec))
    curve, whole = exam_of(this, looks_ahead=spec.model.bidirectional).measure(model)
    apart, joined = exam_of(this, looks_ahead=True).measure(model)
    assert np.allclose(curve, apart, rtol=1e-5)
    assert whole == pytest.approx(joined, rel=1e-5)
    longest = this.exam(this.exam_points[-1])
    for point in this.exam_points[:-1]:
        exam = this.exam(point)
        assert np.array_equal(exam.ids, longest.ids[:, :point])
        assert np.array_equal(exam.targets, longest.targets[:, :point])


@every_task
def test_perplexity_of_a_network_that_expects_all_alike(name: TaskName) -> None:
    run = Run(small("rnn", name))
    for weights in (run._model.readout.weight, run._model.readout.bias):
        weights.detach().zero_()
    snapshot = run.snapshot()
    assert snapshot.score == pytest.approx(len(run.network().classes), rel=1e-5)
    assert all(value == pytest.approx(len(run.network().classes), rel=1e-5) for _, value in snapshot.curve)


def test_chance_knows_how_often_each_piece_occurs() -> None:
    """In a text of two letters in turns, frequencies say nothing: perplexity 2, but for smoothing."""
    assert model_of("characters", "ab" * 300).chance == pytest.approx(2, rel=0.02)
    assert 15 < model_of("characters").chance < 25


def test_characters_are_shown_and_written() -> None:
    this = model_of("characters")
    reading = this.read("The  CAT,\r\n\n\n\nthat\u200b\x00")
    assert "".join(reading.words) == "the␣cat,↵↵that"
    assert this.write(reading.words) == "the cat,\n\nthat"
    assert this.read("the␣cat↵").words == this.read("the cat\n").words
    long = this.read("a" * 500)
    assert (len(long.ids), long.dropped) == (128, 372)


def test_words_are_written_as_one_writes() -> None:
    this = model_of("words")
    assert (
        this.write(tokenize("The cat, the dog; and so on (or not)!"))
        == "the cat, the dog; and so on ( or not)!"
    )


@every_task
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("abc", "3 characters; choose one of 200 to 200,000"),
        ("a" * 199, "Add more of it"),
        ("a" * 200_001, "200,001 characters"),
        ("a" * 5_000_000, "Cut it down"),
        (" \n\t" * 200, "words in it"),
    ],
)
def test_texts_beyond_the_limits_are_refused(name: TaskName, text: str, says: str) -> None:
    with pytest.raises(ValueError, match=r".") as refusal:
        TaskSpec(name, 8, 12, text)
    assert says in str(refusal.value)
    assert len(str(refusal.value)) < 200


STRANGE = {
    "one letter": "a" * 200,
    "one long word and another": "a" * 199 + " b",
    "invisible": "\u200b" * 300,
    "controls": "\x00\x1b[31m" * 60,
    "markup": "<script>alert('x')</script><img src=x onerror=1> {{7*7}} $x$ `rm` " * 5,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈 " * 30,
    "right to left": "שלום עולם مرحبا " * 20,
    "half of a pair": "\ud800 lone " * 30,
    "thousands of characters": "".join(map(chr, range(0x4E00, 0x4E00 + 20_000))),
    "thousands of words": " ".join(f"w{i} w{i}" for i in range(9_000)),
    "lines": "\n\r\n" * 100 + "x",
}


@every_task
@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_any_text_of_that_length_is_only_text(name: TaskName, text: str) -> None:
    spec = replace(small("gru", name, text), seed=3)
    assert RunSpec.from_dict(spec.to_dict()) == spec
    assert len(spec.key) == 16
    this = task(spec.task)
    assert len(this.vocabulary) <= {"characters": 128, "words": 1000}[name]
    assert this.vocabulary[0] == "<unk>"
    assert len(set(this.vocabulary)) == len(this.vocabulary)
    spec = replaced(spec, "train", "steps", 3)
    run = Run(spec)
    assert run.advance(2).samples == {}, "it writes seldom"
    snapshot = run.advance(1)
    assert snapshot.step == 3
    assert snapshot.diverged is None
    assert np.isfinite(snapshot.score)
    assert snapshot.profile.shape == (len(this.read(this.probe).ids),)
    assert this.probe_answer in this.classes
    assert len(snapshot.samples) == 4
    assert gradient_profile(record(run.network(), this.probe), this.probe_answer).loss > 0


@every_task
def test_own_text_is_in_the_key_and_nowhere_else(name: TaskName) -> None:
    spec, other = small("lstm", name, OWN), small("lstm", name, OWN + ".")
    assert len({spec.key, other.key, small("lstm", name).key}) == 3
    assert "of own text" in spec.label()
    assert "sea" not in spec.label() + repr(spec)
    assert "sea" in model_of("words", OWN).vocabulary
    assert "walrus" not in model_of("words", OWN).vocabulary
    with pytest.raises(ValueError, match="A link cannot hold your own text"):
        to_line(spec)


@every_task
def test_learning_lowers_the_perplexity_below_chance(name: TaskName) -> None:
    spec = default_run("lstm", name)
    run = Run(spec)
    before = run.snapshot()
    best = min(run.advance(50).score for _ in range(4))
    assert best < 0.7 * task(spec.task).chance < before.score
