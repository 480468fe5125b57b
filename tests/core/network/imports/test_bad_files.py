"""Files that are not what they should be: one sentence each, nothing executed, no memory taken."""

from __future__ import annotations

import io
import json
import pickle
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from core.network.imports import arrays_of, import_network
from tests.making.foreign import Foreign, pt, safe, words

GOOD = pt(Foreign().state_dict())
SAFE = safe(Foreign())
HAPPENED: list[str] = []


class Evil:
    """What would happen if its pickle were executed is that `HAPPENED` has something in it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return HAPPENED.append, ("it was executed",)


def rezipped(
    change: Callable[[str, bytes], bytes], how: int = zipfile.ZIP_STORED, data: bytes = GOOD
) -> bytes:
    """Return a zip archive with its entries changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", how) as new:
        for info in old.infolist():
            new.writestr(info.filename, change(info.filename, old.read(info)))
    return out.getvalue()


def with_pickle(pickled: bytes) -> bytes:
    return rezipped(lambda name, data: pickled if name.endswith("data.pkl") else data)


def keras() -> bytes:
    """Return a `.keras` file whose entries somebody has compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", "{}")
        archive.writestr("model.weights.h5", bytes(10**6))
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(ValueError, match=r"\.$") as refused:
        import_network(data, words(9))
    assert len(str(refused.value)) < 600
    return str(refused.value)


def said_of(data: bytes) -> str:
    try:
        import_network(data, words(9))
    except ValueError as error:
        return str(error)
    return "It was read."


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "The file is empty"),
        (b"hello there, this is no file of weights", "neither safetensors nor a state_dict"),
        (b"\x89HDF\r\n\x1a\n" + bytes(99), "HDF5 of another version than Keras writes"),
        (keras(), "is compressed, and may be larger than it looks"),
        (pickle.dumps(Evil()), "before version 1.6"),
        (pt(Foreign().state_dict(), _use_new_zipfile_serialization=False), "before version 1.6"),
        (with_pickle(pickle.dumps(Evil(), 2)), "The file asks for '__builtin__.getattr'"),
        (
            with_pickle(b"\x80\x02cposix\nsystem\nX\x02\x00\x00\x00ls\x85R."),
            "The file asks for 'posix.system'",
        ),
        (with_pickle(b"\x80\x04\x8c\x05posix\x8c\x06system\x93."), "The file asks for 'posix.system'"),
        (with_pickle(b"\x80\x02(X\x02\x00\x00\x00lsiposix\nsystem\n."), "asks for the step INST"),
        (with_pickle(b"\x80\x02ctorch\nFloatStorage\n)R."), "The file calls 'torch.FloatStorage'"),
        (with_pickle(b"\x80\x02}(X\x01\x00\x00\x00aK\x01u."), "no named arrays"),
        (with_pickle(b"\x80\x02}()K\x01u."), "has a tuple as key"),
        (with_pickle(b"\x80\x02"), "damaged"),
        (with_pickle(b"."), "damaged"),
        (with_pickle(b"\x80\x02N(."), "no named arrays"),
        (with_pickle(b"\x80\x02" + b"N0" * 150_000 + b"."), "asks for the step POP"),
        (GOOD[: len(GOOD) // 2], "cut off"),
        (rezipped(lambda _, data: data, zipfile.ZIP_DEFLATED), "is compressed"),
        (rezipped(lambda name, data: data[:-4] if name.endswith("data/0") else data), "damaged"),
        (rezipped(lambda name, data: b"big" if name.endswith("byteorder") else data), "big-endian"),
        (SAFE[:300], "cut off"),
        (struct.pack("<Q", 2**40) + b"{" + bytes(99), "too long"),
        (struct.pack("<Q", 8) + b"{" * 8, "no JSON"),
        (SAFE[:-4], "not where it should be"),
    ],
)
def test_a_file_that_is_something_else_is_refused_in_a_sentence(data: bytes, told: str) -> None:
    assert told in refusal(data)
    assert HAPPENED == []


def test_a_whole_model_is_refused_by_the_name_of_its_class() -> None:
    told = refusal(pt(nn.Linear(2, 2)))
    assert "torch.nn.modules.linear.Linear" in told
    assert "torch.save(model.state_dict(), PATH)" in told


def test_a_memo_of_four_thousand_million_entries_takes_no_memory() -> None:
    data = with_pickle(b"\x80\x02Nr\xff\xff\xff\x7f.")
    tracemalloc.start()
    try:
        refusal(data)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_tuples_in_tuples_take_no_time() -> None:
    """Each holds the one before twice: to hash or to print the last one would never end."""
    nested = b"2\x86" * 60  # DUP is refused, so the memo does it
    assert "the step DUP" in refusal(with_pickle(b"\x80\x02)" + nested + b"."))
    nested = b"".join(b"q\x01h\x01\x86" for _ in range(60))
    for end in (b".", b"Q.", b"NQ.", b"\x93.", b"}h\x01Ks.", b"R."):
        refusal(with_pickle(b"\x80\x02)" + nested + end))


@pytest.mark.parametrize(
    ("shape", "stride", "offset", "count"),
    [
        ((9, 3), (3, 1), 1, 27),  # one beyond the end
        ((9, 3), (-3, 1), 26, 27),
        ((10**9, 10**9), (0, 0), 0, 27),
        ((9, 3), (3, 1), 0, 10**12),
        ((9, 3), (3,), 0, 27),
        ((1,) * 9, (1,) * 9, 0, 27),
        ((9, 1), (3, 2**70), 0, 27),
    ],
)
def test_an_array_that_does_not_lie_in_its_numbers_is_refused(
    shape: tuple[int, ...], stride: tuple[int, ...], offset: int, count: int
) -> None:
    assert "damaged" in refusal(with_pickle(_one_tensor(shape, stride, offset, count)))


def test_the_tensor_of_these_tests_is_one_that_can_be_read() -> None:
    found = arrays_of(with_pickle(_one_tensor((9, 3), (3, 1), 0, 27)))["w"]
    assert found.shape == (9, 3)
    assert (found.read() == Foreign().word_vectors.weight.detach().numpy()).all()


def _one_tensor(shape: tuple[int, ...], stride: tuple[int, ...], offset: int, count: int) -> bytes:
    """Return the pickle of {"w": a tensor}, as torch writes it."""

    class Storage:
        pass

    class Pickler(pickle.Pickler):
        def persistent_id(self, one: object) -> object:
            return ("storage", torch.FloatStorage, "0", "cpu", count) if isinstance(one, Storage) else None

    class Tensor:
        def __reduce__(self) -> tuple[Any, ...]:
            return torch._utils._rebuild_tensor_v2, (Storage(), offset, shape, stride, False, {})

    out = io.BytesIO()
    Pickler(out, 2).dump({"w": Tensor()})
    return out.getvalue()


def test_views_and_transposed_weights_are_read_as_they_are() -> None:
    state = Foreign().state_dict()
    state["head.weight"] = state["head.weight"].t().contiguous().t()
    whole = torch.cat([torch.zeros(7, 3), state["word_vectors.weight"]])
    state["word_vectors.weight"] = whole[7:]
    found = import_network(pt(state), words(9))
    assert found.key == import_network(GOOD, words(9)).key


def test_parameters_are_read_like_their_numbers() -> None:
    state = dict(Foreign().named_parameters())
    assert import_network(pt(state), words(9)).key == import_network(GOOD, words(9)).key


def test_a_claim_of_many_numbers_in_safetensors_is_refused() -> None:
    header = {"w": {"dtype": "F32", "shape": [2**40, 2**40], "data_offsets": [0, 4]}}
    for change in (
        {"shape": [-1]},
        {"shape": "x"},
        {"dtype": "C64"},
        {"data_offsets": [4, 0]},
        {"dtype": 5},
        {},
    ):
        text = json.dumps({"w": header["w"] | change}).encode()
        refusal(struct.pack("<Q", len(text)) + text + bytes(4))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_file_with_bytes_changed_is_read_or_refused_in_a_sentence(data: st.DataObject) -> None:
    good = data.draw(st.sampled_from([GOOD, SAFE]))
    changed = bytearray(good)
    for _ in range(data.draw(st.integers(1, 3))):
        changed[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    assert said_of(bytes(changed)).endswith(".")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_list_of_arrays_with_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        changed = bytearray(archive.read(next(n for n in archive.namelist() if n.endswith("data.pkl"))))
    for _ in range(data.draw(st.integers(1, 3))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    assert said_of(with_pickle(bytes(changed))).endswith(".")
