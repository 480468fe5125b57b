"""A file is the same network in the browser, and what is no such file is refused there in the same words."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import strategies as st

from core.network import Network
from core.network.files import MOST_HEADER, from_file, to_file
from core.network.shapes import weight_shapes
from core.spec import ModelSpec
from tests.contract.cases import Answering, drawn, specs
from tests.contract.comparing import numbers
from tests.making.networks import network

NETWORK = network(ModelSpec("lstm", 3, 4, peepholes=True))
GOOD = to_file(NETWORK, "my network")
ONE = "readout.bias"
LENGTH = struct.unpack("<Q", GOOD[:8])[0]
HEADER = json.loads(GOOD[8 : 8 + LENGTH])


def with_header(change: Callable[[dict[str, Any]], object]) -> bytes:
    header = json.loads(json.dumps(HEADER))
    change(header)
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + GOOD[8 + LENGTH :]


def with_metadata(**texts: Any) -> bytes:
    return with_header(lambda header: header["__metadata__"].update(texts))


def with_model(**values: Any) -> bytes:
    spec = json.loads(HEADER["__metadata__"]["spec"])
    spec["model"] |= values
    return with_metadata(spec=json.dumps(spec))


def with_array(array: Any, name: str = ONE) -> bytes:
    return safetensors.numpy.save({**NETWORK.weights, name: array}, HEADER["__metadata__"])


def coded(files: list[bytes]) -> list[str]:
    return [base64.b64encode(file).decode() for file in files]


BAD = (
    *(
        b"",
        b"\x00",
        b"PK\x03\x04" + b"\x00" * 100,
        struct.pack("<Q", 2) + b"[]",
        struct.pack("<Q", 3) + b"{,}",
    ),
    *(
        struct.pack("<Q", 4) + b"{\xff\xfe}",
        struct.pack("<Q", 10) + b'{"a": NaN}',
        struct.pack("<Q", 2) + b"{}",
    ),
    *(struct.pack("<Q", 2**63) + b"{}", struct.pack("<Q", MOST_HEADER) + b"{}", b"\x01" + bytes(7) + b"{"),
    *(GOOD[:200], GOOD[:-1], GOOD + b"\x00"),
    with_header(lambda header: header.pop("__metadata__")),
    with_header(lambda header: header.update(__metadata__=[1])),
    *(
        with_metadata(unrolled="2"),
        with_metadata(spec=7),
        with_metadata(spec=""),
        with_metadata(spec="{" * 99),
    ),
    *(
        with_metadata(step="-1"),
        with_metadata(step="1e3"),
        with_metadata(step="501"),
        with_metadata(step="\u0663"),
    ),
    *(with_metadata(name=name) for name in ("", "  ", "a" * 81, "two\nlines", "\u202etxt", "a\u00a0b")),
    *(with_metadata(vocabulary=text) for text in ("", "{}", "[]", "7")),
    *(with_header(lambda header: header.pop(ONE)), with_array(np.zeros(3, np.float32), "evil")),
    *(with_array(np.zeros(3, np.float32)), with_array(np.zeros((2, 1), np.float32)), with_array(np.zeros(2))),
    with_header(lambda header: header.update(more=header.pop(ONE))),
    with_header(lambda header: header[ONE].update(dtype="F7")),
    with_header(lambda header: header[ONE].update(shape=[2**40, 2**40])),
    with_header(lambda header: header[ONE].update(shape=[-1])),
    with_header(lambda header: header[ONE].update(data_offsets=[0, 2**62])),
    with_header(lambda header: header.update({ONE: None})),
    *(with_model(hidden_size=5), with_model(layers=2)),
)
RECIPES = (
    *(
        {"kind": "tree"},
        {"kind": "gru"},
        {"hidden_size": 4.5},
        {"hidden_size": 0},
        {"layers": True},
        {"layers": "1"},
    ),
    *(
        {"without": ["update_gate"]},
        {"without": 3},
        {"peepholes": 1},
        {"connection": "residual"},
        {"decoder": True},
        {"attention": True},
        {"attention": 1},
    ),
    *({"without": ["input_gate", "forget_gate", "output_gate"]}, {"readout": "some"}, {"convention": "mine"}),
    {"evil": 1},
)


def refusal(file: bytes) -> str:
    with pytest.raises(ValueError, match=r"\.$") as refused:
        from_file(file)
    return str(refused.value)


def test_every_kind_of_network_comes_over_to_the_bit(answering: Answering) -> None:
    odd = np.array([0xFF800000, 0x80000000, 1, 0x7F800000], np.uint32).view(np.float32)
    found = [network(model) for model in drawn(specs(), 60)]
    weights = {**NETWORK.weights, ONE: np.resize(odd, NETWORK.weights[ONE].shape)}
    found.append(Network(NETWORK.spec, 7, weights, NETWORK.vocabulary, ("yes", "ü"), "class"))
    answers = answering("networks", coded([to_file(net, "náme") for net in found]))
    for net, told in zip(found, answers, strict=True):
        words = (list(net.vocabulary), list(net.classes), net.answer, net.step, "náme")
        assert tuple(told[name] for name in ("vocabulary", "classes", "answer", "step", "name")) == words
        shapes = weight_shapes(net.spec.model, len(net.vocabulary), len(net.classes))
        assert list(told["weights"]) == list(shapes)
        for name, array in net.weights.items():
            assert numbers(told["weights"][name]).tobytes() == array.astype("<f8").tobytes()


def test_what_is_no_such_file_is_refused_in_the_same_words(answering: Answering) -> None:
    answers = answering("networks", coded(list(BAD)))
    assert answers == [{"refused": refusal(file)} for file in BAD]


def test_a_recipe_that_cannot_be_is_refused(answering: Answering) -> None:
    files = [with_model(**values) for values in RECIPES]
    assert all(refusal(file).startswith("The recipe cannot be used.") for file in files)
    answers = answering("networks", coded(files))
    assert [values for values, one in zip(RECIPES, answers, strict=True) if "refused" not in one] == []


@st.composite
def changed(draw: st.DrawFn) -> bytes:
    """Draw a good file with some bytes changed, most of them in its header."""
    file = bytearray(GOOD)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(file) - 1) | st.integers(0, 700))
        file[at : at + draw(st.integers(0, 6))] = draw(st.binary(max_size=6))
    return bytes(file)


def test_any_file_is_opened_or_refused_in_a_sentence(answering: Answering) -> None:
    """What core opens the browser opens; beyond that it may open a recipe that core cannot train."""
    files = drawn(changed(), 300)
    for file, told in zip(files, answering("networks", coded(files)), strict=True):
        assert "weights" in told or told["refused"].endswith(".")
        try:
            net = from_file(file).network
        except ValueError:
            continue
        assert told["vocabulary"] == list(net.vocabulary)
