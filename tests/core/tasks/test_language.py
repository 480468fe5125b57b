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
from core.network.files import from_file, to_file
from core.recipes import default_run
from core.recipes.compare import replaced
from core.recipes.link import from_line, to_line
from core.spec import KINDS, Kind, ModelSpec, RunSpec, TaskName, TaskSpec, TrainSpec
from core.tasks import task
from core.tasks.language import SUPPLIED, Language
from core.tasks.words import has_no_spaces
from core.text import Reading, as_written, tokenize

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
        ("abc", "3 characters; choose one of 200 to 1,500,000"),
        ("a" * 199, "Add more of it"),
        ("a" * 1_500_001, "1,500,001 characters"),
        ("a" * 5_000_000, "Cut it down"),
        (" \n\t" * 200, "words in it"),
        ("\U0001f600" * 1_200_000, "4.8 MB in a file; the most is 3.8 MB"),
        ('"' * 1_000_000, "4.0 MB in a file"),
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
    "no spaces": "我们在海上航行了很久。" * 40,
    "old line ends": "one line\rand another\r\n" * 40,
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
    assert len(this.vocabulary) <= 1000
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


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_a_long_text_is_cut_part_by_part_as_in_one_go(text: str, keep: bool) -> None:
    text += " A\u030d 'x \u0301y 👍 \u200d👍 z \u1f3fd"
    this = task(TaskSpec("words", 8, 20, text, keep_case=keep))
    assert isinstance(this, Language)
    assert this.cut(text) == list((as_written if keep else tokenize)(text))


@every_task
def test_capitals_are_kept_where_one_says_so(name: TaskName) -> None:
    text = "The sea and the Sea. " * 20
    kept, small = (task(TaskSpec(name, 8, 20, text, keep_case=keep)) for keep in (True, False))
    assert {"T", "S"} <= set("".join(kept.vocabulary))
    assert not {"T", "S"} & set("".join(small.vocabulary))
    known = kept.read("The Sea the SEA").known
    if name == "words":  # a word is looked up in small letters where there is no such capital
        assert known.all()
        assert kept.read("The the SEA").ids.tolist() == [
            kept.vocabulary.index(word) for word in ("The", "the", "sea")
        ]
    else:
        assert known.tolist() == [letter not in "EA" for letter in "The␣Sea␣the␣SEA"]
    spec = small_with(kept.spec)
    assert initial_network(spec).read("The Sea") == kept.read("The Sea")
    assert "capitals kept" in spec.label()


def small_with(spec: TaskSpec) -> RunSpec:
    return RunSpec(ModelSpec("lstm", 5, 6), spec, TrainSpec(4, 8, 0.02))


def test_pieces_of_a_text_are_counted() -> None:
    this = model_of("words", "the sea the sea " * 50)
    assert (this.pieces, this.distinct) == (200, 2)
    this = model_of("characters", "ab" * 150)
    assert (this.pieces, this.distinct) == (300, 2)


def test_a_text_without_spaces_is_told_from_one_with() -> None:
    assert has_no_spaces("我们在海上航行了很久。" * 10)
    assert has_no_spaces("ฉันรักทะเลและท้องฟ้า " * 10)
    assert has_no_spaces("海は広いな大きいな" * 10)
    for text in (
        "the sea is wide",
        "море широко",
        "바다는 넓다",
        "البحر واسع",
        "समुद्र चौड़ा है",
        "",
        "12 ...",
        "the 海 is wide",
    ):
        assert not has_no_spaces(text)


@every_task
def test_a_text_of_a_megabyte_and_a_half_is_a_text_as_any(name: TaskName) -> None:
    whole = SUPPLIED["whale"].read_text(encoding="utf-8")
    text = (whole * 7)[:1_500_000]
    spec = small("lstm", name, text)
    assert spec.key == small("lstm", name, text[:-1] + text[-1]).key != small("lstm", name, text[:-1]).key
    this = model_of(name, text)
    assert sum(end - start for start, end in this.held_out) > len(this.ids) / 10
    network = initial_network(spec)
    opened = from_file(to_file(network, "long")).network
    assert opened.spec == spec
    assert opened.vocabulary == network.vocabulary


@every_task
def test_a_supplied_text_is_named_by_a_word_in_the_link(name: TaskName) -> None:
    spec = replaced(default_run("lstm", name), "task", "corpus", "whale")
    assert from_line(to_line(spec)) == spec
    assert "corpus.whale" in to_line(spec)
    assert "Moby-Dick" in spec.label()
    this = task(spec.task)
    assert this.pieces > {"characters": 225_000, "words": 45_000}[name]
    assert this.shows != task(default_run("lstm", name).task).shows
    with_text = replaced(spec, "task", "text", OWN)
    assert with_text.task.corpus == "rhymes", "a text of one's own is no supplied one"
    with pytest.raises(ValueError, match="corpus"):
        TaskSpec("recall", corpus="whale")


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
