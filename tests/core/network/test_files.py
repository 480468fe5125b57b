"""Networks as files: the same to the bit when they come back, and one sentence for anything else."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.network import Network, initial_network
from core.network.files import (
    LONGEST_NAME,
    MOST_BYTES,
    MOST_HEADER,
    from_file,
    spec_from_json,
    spec_to_json,
    to_file,
)
from core.spec import TASKS, ModelSpec, RunSpec, TaskSpec, TrainSpec
from core.spec.memory import MOST_WEIGHTS
from tests.making.networks import models, network
from tests.running import ROOT

NETWORK = network(ModelSpec("lstm", 3, 4, peepholes=True))
GOOD = to_file(NETWORK, "my network")
ONE = "readout.bias"


def header(data: bytes) -> dict[str, Any]:
    length = struct.unpack("<Q", data[:8])[0]
    read: dict[str, Any] = json.loads(data[8 : 8 + length])
    return read


def with_header(change: Callable[[dict[str, Any]], object], data: bytes = GOOD) -> bytes:
    """Return a file with its header changed and its weights as they were."""
    length = struct.unpack("<Q", data[:8])[0]
    read = header(data)
    change(read)
    text = json.dumps(read).encode()
    return struct.pack("<Q", len(text)) + text + data[8 + length :]


def with_metadata(**texts: Any) -> bytes:
    return with_header(lambda read: read["__metadata__"].update(texts))


def with_spec(part: str, name: str, value: Any) -> bytes:
    values = NETWORK.spec.to_dict()
    (values[part] if part else values)[name] = value
    return with_metadata(spec=json.dumps(values))


def with_weights(change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return a file of the library's own making, with other weights under the same recipe."""
    arrays = dict(NETWORK.weights)
    change(arrays)
    return safetensors.numpy.save(arrays, header(GOOD)["__metadata__"])


def refusal(data: bytes) -> str:
    with pytest.raises(ValueError, match=r"\.$") as refused:
        from_file(data)
    assert type(refused.value) is ValueError
    sentence = str(refused.value)
    assert len(sentence) < 500
    return sentence


@settings(max_examples=40, deadline=None)
@given(models(), st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=LONGEST_NAME))
def test_what_comes_back_is_the_same_to_the_bit(model: ModelSpec, name: str) -> None:
    before = network(model)
    opened = from_file(to_file(before, name))
    assert (opened.name, opened.network.key, opened.network.spec) == (name, before.key, before.spec)
    assert all(
        array.tobytes() == opened.network.weights[key].tobytes() for key, array in before.weights.items()
    )


def test_the_file_is_what_the_library_reads_and_always_the_same() -> None:
    arrays = safetensors.numpy.load(GOOD)
    assert arrays.keys() == NETWORK.weights.keys()
    assert all(np.array_equal(array, NETWORK.weights[name]) for name, array in arrays.items())
    assert to_file(NETWORK, "my network") == GOOD
    assert from_file(safetensors.numpy.save(arrays, header(GOOD)["__metadata__"])).network.key == NETWORK.key


def test_weights_that_are_not_finite_come_back_bit_by_bit() -> None:
    odd = np.array([0x7FC00001, 0xFF800000, 0x7FA00000, 0x80000000, 1], np.uint32).view(np.float32)
    weights = dict(NETWORK.weights)
    weights[ONE] = np.resize(odd, weights[ONE].shape)
    before = Network(NETWORK.spec, 1, weights)
    after = from_file(to_file(before, "broken")).network
    assert after.weights[ONE].tobytes() == before.weights[ONE].tobytes()


def test_the_largest_network_fits() -> None:
    assert MOST_WEIGHTS * 4 + MOST_HEADER < MOST_BYTES


@pytest.mark.parametrize(
    "name", ["", "  ", "a" * (LONGEST_NAME + 1), "two\nlines", "\x00", "\ud800", "\u202etxt"]
)
def test_a_name_is_one_short_readable_line(name: str) -> None:
    with pytest.raises(ValueError, match="readable characters"):
        to_file(NETWORK, name)
    assert "readable characters" in refusal(with_metadata(name=name))


def test_a_name_is_only_text() -> None:
    for name in ("<script>alert(1)</script>", "../../etc/passwd", "{0.__class__}", "$x$ ![a](http://b)"):
        assert from_file(to_file(NETWORK, name)).name == name


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\x00", "no safetensors"),
        (b"PK\x03\x04" + b"\x00" * 100, "no safetensors"),
        (b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix", "no safetensors"),
        (b"\x93NUMPY\x01\x00v\x00{'descr': '<f4'}", "no safetensors"),
        (struct.pack("<Q", 2) + b"[]", "no safetensors"),
        (struct.pack("<Q", 3) + b"{,}", "no JSON"),
        (struct.pack("<Q", 4) + b"{\xff\xfe}", "no JSON"),
        (struct.pack("<Q", 10) + b'{"a": NaN}', "no JSON"),
        (struct.pack("<Q", 200_005) + b'{"a":' + b"[" * 200_000, "no JSON"),
        (struct.pack("<Q", 100_006) + b'{"a":' + b"9" * 100_000 + b"}", "no JSON"),
        (struct.pack("<Q", 2) + b"{}", "not written by this app"),
        (struct.pack("<Q", 2**63) + b"{}", "claims"),
        (struct.pack("<Q", MOST_HEADER + 1) + b"{" + b" " * MOST_HEADER, "claims 4 MB; the most is 4 MB"),
        (struct.pack("<Q", MOST_HEADER) + b"{}", "cut off"),
        (GOOD[:200], "cut off"),
        (GOOD[:-1], "damaged"),
        (GOOD + b"\x00", "damaged"),
        (GOOD + bytes(MOST_BYTES), "at most 80 MB"),
    ],
)
def test_what_is_no_such_file_is_refused(data: bytes, words: str) -> None:
    assert words in refusal(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (safetensors.numpy.save({ONE: np.zeros(2, np.float32)}), "not written by this app"),
        (with_header(lambda read: read.pop("__metadata__")), "not written by this app"),
        (with_header(lambda read: read.update(__metadata__=[1])), "not written by this app"),
        (with_metadata(unrolled="2"), "format '2'"),
        (with_metadata(unrolled=[["x"] * 1000]), "has format"),
        (with_metadata(spec=7), "no spec"),
        (with_header(lambda read: read["__metadata__"].pop("spec")), "no spec"),
        (with_header(lambda read: read["__metadata__"].pop("name")), "no name"),
        (with_header(lambda read: read["__metadata__"].pop("step")), "no step"),
        (with_metadata(spec=""), "It is no readable JSON"),
        (with_metadata(spec="{" * 100_000), "It is no readable JSON"),
        (with_metadata(spec='{"seed":' + "[" * 900 + "]" * 900 + "}"), "recipe cannot be used"),
        (with_metadata(spec="[]"), "run is []"),
        (with_metadata(spec="null"), "run is None"),
        (with_metadata(spec='{"model": 3}'), "model is 3"),
        (with_metadata(spec='{"model": {"kind": "\\ud800"}}'), "kind is"),
        (with_spec("", "evil", "x"), "no 'evil'"),
        (with_spec("", "seed", 10**3000), "more than 30 digits"),
        (with_spec("", "seed", True), "seed is True"),
        (with_spec("model", "hidden_size", 10**9), "hidden_size is 1000000000"),
        (with_spec("model", "hidden_size", 4.0), "hidden_size is 4.0"),
        (with_spec("model", "kind", "__import__('os')"), "kind is"),
        (with_spec("model", "kind", ["lstm"]), "kind is"),
        (with_spec("model", "without", {"a": 1}), "without is"),
        (with_spec("train", "learning_rate", "1"), "learning_rate is '1'"),
        (with_spec("task", "name", "../recall"), "task name is"),
        (
            with_metadata(spec=json.dumps(NETWORK.spec.to_dict()).replace("0.005", "NaN")),
            "It is no readable JSON",
        ),
        (with_metadata(step="-1"), "step is '-1'"),
        (with_metadata(step="1e3"), "step is '1e3'"),
        (with_metadata(step="٣"), "step is"),
        (with_metadata(step="501"), "from 0 to 500"),
        (with_metadata(step="9" * 10_000), "from 0 to 500"),
    ],
)
def test_what_the_header_says_is_checked(data: bytes, words: str) -> None:
    assert words in refusal(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (with_weights(lambda a: a.pop(ONE)), f"no weights '{ONE}'"),
        (with_header(lambda h: h.pop(ONE)), f"no weights '{ONE}'"),
        (with_header(lambda h: h.update({"more": h.pop(ONE)})), f"no weights '{ONE}'"),
        (with_weights(lambda a: a.clear()), "and 5 more"),
        (with_weights(lambda a: a.update(evil=np.zeros(3, np.float32))), "weights 'evil'"),
        (with_weights(lambda a: a.update({"x" * 900: np.zeros(3, np.float32)})), "no place for"),
        (with_weights(lambda a: a.update({ONE: np.zeros(3, np.float32)})), f"{ONE} has shape (3,)"),
        (with_weights(lambda a: a.update({ONE: np.zeros((2, 1), np.float32)})), f"{ONE} has shape (2, 1)"),
        (with_weights(lambda a: a.update({ONE: np.zeros(2)})), f"{ONE} holds numbers of type F64"),
        (with_weights(lambda a: a.update({ONE: np.zeros(2, np.int32)})), "of type I32"),
        (with_header(lambda read: read[ONE].update(dtype="F7")), "damaged"),
        (with_header(lambda read: read[ONE].update(dtype="BF16", shape=[4])), "of type BF16"),
        (with_header(lambda read: read[ONE].update(shape=[2**40, 2**40])), "damaged"),
        (with_header(lambda read: read[ONE].update(shape=[-1])), "damaged"),
        (with_header(lambda read: read[ONE].update(data_offsets=[0, 2**62])), "damaged"),
        (with_header(lambda read: read.update({ONE: None})), "damaged"),
        (with_spec("model", "hidden_size", 5), "has shape"),
        (with_spec("model", "layers", 2), "no weights 'rnn.weight_ih_l1'"),
        (with_spec("model", "kind", "gru"), "recipe cannot be used"),
    ],
)
def test_other_weights_than_the_recipe_needs_are_named(data: bytes, words: str) -> None:
    assert words in refusal(data)


def opens_or_refuses(data: bytes) -> None:
    """Anything else that is raised fails the test: a subclass of ValueError has no sentence for a reader."""
    try:
        opened = from_file(data)
    except ValueError as error:
        if type(error) is not ValueError or not str(error).endswith("."):
            raise AssertionError(repr(error)) from error
    else:
        assert from_file(to_file(opened.network, opened.name)).network.key == opened.network.key


@settings(deadline=None)
@given(st.binary(max_size=300))
@example(b"\x01" + bytes(7) + b"{")
def test_any_bytes_are_refused_or_opened(data: bytes) -> None:
    opens_or_refuses(data)
    opens_or_refuses(struct.pack("<Q", len(data) + 1) + b"{" + data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("F32"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_good_file_with_anything_changed_is_refused_or_opened(draw: st.DataObject) -> None:
    changed = bytearray(GOOD)
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(changed) - 1) | st.integers(0, 700))
        until = at + draw.draw(st.integers(0, 6))
        changed[at:until] = draw.draw(st.binary(max_size=6))
    opens_or_refuses(bytes(changed))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_good_header_with_any_value_changed_is_refused_or_opened(draw: st.DataObject) -> None:
    def change(read: dict[str, Any]) -> None:
        part = draw.draw(st.sampled_from([read, *read.values()]))
        part[draw.draw(st.sampled_from([*part, "other"]))] = draw.draw(JSON)

    opens_or_refuses(with_header(change))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_recipe_with_any_value_changed_is_refused_or_read(draw: st.DataObject) -> None:
    values = json.loads(spec_to_json(RunSpec(ModelSpec("gru"), TaskSpec(), TrainSpec(clip=None))))
    part = draw.draw(st.sampled_from([values, *(v for v in values.values() if isinstance(v, dict))]))
    part[draw.draw(st.sampled_from([*part, "other"]))] = draw.draw(JSON)
    try:
        spec = spec_from_json(json.dumps(values))
    except ValueError as error:
        if type(error) is not ValueError:
            raise AssertionError(repr(error)) from error
    else:
        assert spec_from_json(spec_to_json(spec)) == spec


@settings(deadline=None)
@given(models(), st.integers(0, 99))
def test_a_recipe_comes_back_the_same(model: ModelSpec, seed: int) -> None:
    spec = RunSpec(model, seed=seed)
    assert spec_from_json(spec_to_json(spec)) == spec
    assert spec_from_json(spec_to_json(spec).encode()).key == spec.key


@pytest.mark.parametrize(
    "text", ["", "nothing", b"\xff", "{}" + " " * MOST_HEADER, "[" * 10**5, '{"seed": 1e999}']
)
def test_what_is_no_recipe_is_refused(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"^The recipe .*\.$") as refused:
        spec_from_json(text)
    assert type(refused.value) is ValueError


def test_opening_a_file_needs_no_torch() -> None:
    program = "import sys, core.network.files; print('torch' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == ["False"]


@pytest.mark.parametrize("letters", ["a \n", "\\ \\", '" "', "\U0001f600 \u0001", "\u202e é "])
def test_a_visitors_own_text_goes_along_however_long_it_is(letters: str) -> None:
    shortest, longest = (int(TASKS["characters"].lengths[end]) for end in (0, 1))
    text = (letters * 500_000)[:900_000]
    spec = RunSpec(ModelSpec("gru", 4, 4), TaskSpec("characters", shortest, longest, text))
    before = initial_network(spec)
    after = from_file(to_file(before, "my text")).network
    assert after.spec.task.text == text
    assert after.key == before.key


def test_what_is_no_text_is_refused() -> None:
    values = RunSpec(ModelSpec("gru", 4, 4), TaskSpec("characters", 8, 24)).to_dict()
    values["task"]["text"] = "a \ud800 b" * 100
    assert "cannot be used" in refusal(with_metadata(spec=json.dumps(values)))


def test_an_untrained_network_can_be_kept() -> None:
    before = initial_network(RunSpec(seed=3))
    assert from_file(to_file(before, "untrained")).network.step == 0
