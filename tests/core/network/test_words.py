"""A network owns its words: one of the reader's own is read, looked into, kept and opened like any other."""

from __future__ import annotations

import json
import pickle
import struct
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from core import Network, default_run, gradient_profile, initial_network, record, record_batch, with_radius
from core.instruments import Replace
from core.instruments.generate import generate
from core.network.files import from_file, to_file
from core.spec import KINDS, Kind, ModelSpec, RunSpec, TaskName, TaskSpec
from core.tasks import REGISTRY, task

WORDS = ("<pad>", "call", "me", "Ishmael", "some", "years", "ago")
CLASSES = ("whale", "no whale", "perhaps")
LAYERS: dict[str, Any] = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


def foreign(
    kind: Kind = "lstm", words: tuple[str, ...] = WORDS, classes: tuple[str, ...] = CLASSES
) -> Network:
    """Return a network that was made elsewhere, with torch, and belongs to no task."""
    torch.manual_seed(0)
    parts = {
        "embedding": nn.Embedding(len(words), 5),
        "rnn": LAYERS[kind](5, 6),
        "readout": nn.Linear(6, len(classes)),
    }
    weights = {
        f"{part}.{name}": tensor.numpy()
        for part, module in parts.items()
        for name, tensor in module.state_dict().items()
    }
    return Network(RunSpec(ModelSpec(kind, 5, 6)), 100, weights, words, classes)


def without(data: bytes, *names: str, **others: str) -> bytes:
    """Return a file without some of the texts in its header, or with others."""
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    header["__metadata__"] = {k: v for k, v in header["__metadata__"].items() if k not in names} | others
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data[8 + length :]


@pytest.mark.parametrize("kind", KINDS)
def test_a_network_of_ones_own_reads_its_own_words(kind: Kind) -> None:
    net = foreign(kind)
    trace = record(net, "Call me Ishmael , some years AGO")
    assert trace.words == ("Call", "me", "Ishmael", ",", "some", "years", "AGO")
    assert trace.ids.tolist() == [1, 2, 3, 0, 4, 5, 6]
    layer = LAYERS[kind](5, 6).double()
    layer.load_state_dict(
        {k[4:]: torch.tensor(v).double() for k, v in net.weights.items() if k[:4] == "rnn."}
    )
    with torch.no_grad():
        hidden = layer(torch.tensor(net.weights["embedding.weight"][trace.ids]).double())[0].numpy()
    np.testing.assert_allclose(trace.hidden, hidden, rtol=0, atol=1e-12)
    assert trace.probabilities.shape == (7, 3)
    assert gradient_profile(trace, "no whale").target == 1
    assert record(net, "me me", operations=[Replace(0, "years")]).ids.tolist() == [5, 2]
    with pytest.raises(ValueError, match="answers with whale, no whale"):
        gradient_profile(trace, "positive")


def test_words_of_its_own_are_kept_in_its_file_and_its_key() -> None:
    net = foreign()
    opened = from_file(to_file(net, "moby")).network
    assert (opened.vocabulary, opened.classes, opened.answer) == (WORDS, CLASSES, "class")
    assert opened.key == net.key
    assert not net.speaks_its_task
    again = pickle.loads(pickle.dumps(net))  # noqa: S301 - our own
    assert (again.key, again.vocabulary) == (net.key, WORDS)
    assert with_radius(net, 0.5, "candidate").classes == CLASSES
    others = [
        foreign(words=(*WORDS[:-1], "since")),
        foreign(classes=("wal", *CLASSES[1:])),
        foreign(words=(*WORDS[:-2], *WORDS[:-3:-1])),
    ]
    assert len({one.key for one in (net, *others)}) == 4


@pytest.mark.parametrize("name", REGISTRY)
def test_networks_of_tasks_have_the_words_and_keys_of_their_tasks(name: TaskName) -> None:
    asked, net = task(default_run("gru", name).task), initial_network(default_run("gru", name))
    assert (net.vocabulary, net.classes, net.answer) == (asked.vocabulary, asked.classes, asked.answer)
    named = Network(net.spec, 0, net.weights, list(asked.vocabulary), asked.classes, asked.answer)  # type: ignore[arg-type]
    assert named.key == net.key
    assert named.speaks_its_task
    assert net.read(asked.probe).ids.tolist() == asked.read(asked.probe).ids.tolist()
    older = from_file(without(to_file(net, "x"), "vocabulary", "classes", "answer")).network
    assert (older.key, older.vocabulary) == (net.key, net.vocabulary)


def test_another_vocabulary_is_cut_as_the_task_cuts() -> None:
    characters = initial_network(RunSpec(ModelSpec("rnn", 2, 3), TaskSpec("characters", 8, 9)))
    letters = ("?", "e", "h", *task(characters.spec.task).read("a b").words[1:2])
    rows = np.array([[0, 1], [1, 0], [1, 1], [2, 1]], np.float32)
    weights: dict[str, Any] = {**characters.weights, "embedding.weight": rows}
    weights |= {name: characters.weights[name][:4] for name in ("readout.weight", "readout.bias")}
    net = Network(characters.spec, 1, weights, letters, letters)
    assert record(net, "He eh").ids.tolist() == [2, 1, 3, 1, 2]
    written = generate(net, "h", 20)
    assert len(written) == 20
    assert set(written) <= {"e", "h", " "}


def test_a_number_may_be_its_answer() -> None:
    net = foreign(classes=("mass",))
    number = Network(net.spec, 1, net.weights, WORDS, ("mass",), "number")
    assert record(number, "call me").answers.shape == (2, 1)
    assert from_file(to_file(number, "n")).network.answer == "number"


def test_words_may_be_cut_already() -> None:
    net = initial_network(default_run("lstm", "sentiment"))
    for words in (["the", "film"], ("The", "FILM")):
        assert record(net, words).ids.tolist() == record(net, "the film").ids.tolist()
    assert record_batch(net, [["the", "film"], "the film"])[0].words == ("the", "film")
    assert record(net, ["new york"]).known.tolist() == [False]
    long = record(net, ["film"] * 130)
    assert (len(long), long.dropped) == (128, 2)


@pytest.mark.parametrize("wrong", [None, 3, [1, 2], {"the": 1}, b"the film", [["the"]], [], [""], {"the"}])
def test_what_is_no_sentence_is_told_in_one(wrong: Any) -> None:
    net = initial_network(default_run("rnn", "sentiment"))
    for read in (lambda: record(net, wrong), lambda: record_batch(net, [wrong])):
        with pytest.raises(ValueError, match=r"expected text, or a list of words|no word in this sentence"):
            read()


@pytest.mark.parametrize(
    ("words", "classes", "answer", "says"),
    [
        (WORDS, (), "class", "classes is \\(\\); expected words"),
        ((), CLASSES, "class", "vocabulary is \\(\\); expected words"),
        ((*WORDS[:-1], "me"), CLASSES, "class", "vocabulary has 'me' twice"),
        ((*WORDS[:-1], ""), CLASSES, "class", "has ''; expected a word"),
        ((*WORDS[:-1], 7), CLASSES, "class", "has 7; expected a word"),
        ((*WORDS[:-1], "a" * 65), CLASSES, "class", "1 to 64 characters"),
        ((*WORDS[:-1], "\ud800"), CLASSES, "class", "expected a word"),
        ("abcdefg", CLASSES, "class", "expected words"),
        (WORDS, CLASSES, "number", "3 classes. Give one"),
        (WORDS, CLASSES, "word", "answer is 'word'; choose one of class, number"),
        (WORDS[:-1], CLASSES, "class", r"embedding.weight has shape \(7, 5\)"),
    ],
)
def test_words_that_cannot_be_are_refused_in_a_sentence(
    words: Any, classes: Any, answer: Any, says: str
) -> None:
    net = foreign()
    with pytest.raises(ValueError, match=says):
        Network(net.spec, 1, net.weights, words, classes, answer)


def test_a_decoder_keeps_the_words_of_its_task() -> None:
    net = initial_network(default_run("gru", "reversal"))
    with pytest.raises(ValueError, match="A decoder begins at a word of its task"):
        Network(net.spec, 0, net.weights, (*net.vocabulary[:-1], "go"), net.classes)


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"vocabulary": "no list"}, "no list of words as vocabulary"),
        ({"vocabulary": '"the"'}, "and no words"),
        ({"vocabulary": "[]"}, "and no words"),
        ({"vocabulary": "[1, 2]"}, "readout|embedding"),
        ({"vocabulary": json.dumps([*WORDS[:-1], 5])}, "has 5; expected a word"),
        ({"vocabulary": json.dumps([*WORDS[:-1], WORDS[0]])}, "twice"),
        ({"classes": "[[]]"}, "readout"),
        ({"answer": "guess"}, "answer is 'guess'"),
        ({"vocabulary": "[" * 100_000}, "no list of words"),
    ],
)
def test_a_file_with_other_words_is_refused_in_a_sentence(texts: dict[str, str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        from_file(without(to_file(foreign(), "x"), **texts))
    with pytest.raises(ValueError, match="no list of words as classes"):
        from_file(without(to_file(foreign(), "x"), "classes"))
    with pytest.raises(ValueError, match="answer is None"):
        from_file(without(to_file(foreign(), "x"), "answer"))


@pytest.mark.parametrize("name", ["characters", "words"])
def test_a_reading_in_the_words_of_another_network_is_looked_up_anew(name: TaskName) -> None:
    supplied = default_run("lstm", name)
    text = "call me ishmael some years ago . " * 20
    own = initial_network(replace(supplied, task=replace(supplied.task, text=text)))
    sentence = "Call me, the dog " + "some years ago " * 50
    reading = task(supplied.task).read(sentence)
    trace = record(own, reading)
    assert trace.dropped == reading.dropped > 0
    assert trace.words == own.read(sentence).words
    np.testing.assert_array_equal(trace.ids, own.read(sentence).ids)
    assert trace.ids.tolist() != reading.ids.tolist()
    np.testing.assert_array_equal(record_batch(own, [reading])[0].ids, trace.ids)
