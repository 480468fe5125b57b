"""Weights of Keras: the equations of its documentation, in NumPy, are the oracle; TensorFlow is too large."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core import record
from core.network.imports import arrays_of, import_network
from tests.making.foreign import words

Arrays = dict[str, np.ndarray]


def sigma(x: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-x)))


def lstm(x: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray | None) -> np.ndarray:
    """Return the states of `keras.layers.LSTM`: blocks i, f, c, o of x @ kernel + h @ recurrent + bias."""
    h = c = np.zeros(len(recurrent))
    states = []
    for row in x:
        z = row @ kernel + h @ recurrent + (0 if bias is None else bias)
        i, f, g, o = np.split(z, 4)
        c = sigma(f) * c + sigma(i) * np.tanh(g)
        h = sigma(o) * np.tanh(c)
        states.append(h)
    return np.array(states)


def gru(x: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray | None) -> np.ndarray:
    """Return the states of `keras.layers.GRU`: blocks z, r, h; a bias of two rows means `reset_after`."""
    after = bias is None or bias.ndim == 2
    rows = np.zeros((2, kernel.shape[1])) if bias is None else bias if after else np.array([bias, 0 * bias])
    h, (k_z, k_r, k_h) = np.zeros(len(recurrent)), np.split(kernel, 3, axis=1)
    u_z, u_r, u_h = np.split(recurrent, 3, axis=1)
    (b_z, b_r, b_h), (d_z, d_r, d_h) = (np.split(row, 3) for row in rows)
    states = []
    for row in x:
        z, r = sigma(row @ k_z + b_z + h @ u_z + d_z), sigma(row @ k_r + b_r + h @ u_r + d_r)
        recalled = r * (h @ u_h + d_h) if after else (r * h) @ u_h
        h = z * h + (1 - z) * np.tanh(row @ k_h + b_h + recalled)
        states.append(h)
    return np.array(states)


def simple(x: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray | None) -> np.ndarray:
    h, states = np.zeros(len(recurrent)), []
    for row in x:
        h = np.tanh(row @ kernel + h @ recurrent + (0 if bias is None else bias))
        states.append(h)
    return np.array(states)


CELLS = {"lstm": (lstm, 4), "gru": (gru, 3), "simple_rnn": (simple, 1)}


def model(kind: str, layers: int, both: bool, biases: str, seed: int) -> tuple[Arrays, Any]:
    """Return the weights of a Keras model by their paths, and what it answers to ids."""
    rng = np.random.default_rng(seed)
    run, blocks = CELLS[kind]
    words, numbers, units, classes = 9, 3, 4, 2
    arrays: Arrays = {"sequential/embedding/embeddings": rng.normal(size=(words, numbers))}
    stack: list[list[str]] = []
    width = numbers
    for at in range(layers):
        name = f"sequential/bidirectional_{at}" if both else f"sequential/{kind}_{at}"
        folders = [f"{name}/{way}_{kind}/{kind}_cell/" for way in ("forward", "backward")]
        stack.append(folders if both else [f"{name}/{kind}_cell/"])
        for folder in stack[-1]:
            arrays[f"{folder}kernel"] = rng.normal(size=(width, blocks * units))
            arrays[f"{folder}recurrent_kernel"] = rng.normal(size=(units, blocks * units))
            shape = (2, blocks * units) if kind == "gru" and biases == "after" else (blocks * units,)
            if biases != "none":
                arrays[f"{folder}bias"] = rng.normal(size=shape)
        width = units * len(stack[-1])
    arrays["sequential/dense/kernel"] = rng.normal(size=(width, classes))
    arrays["sequential/dense/bias"] = rng.normal(size=classes)
    arrays = {name: one.astype(np.float32) for name, one in arrays.items()}

    def answers(ids: list[int]) -> np.ndarray:
        wide = {name: one.astype(np.float64) for name, one in arrays.items()}
        x = wide["sequential/embedding/embeddings"][ids]
        for folders in stack:
            parts = [
                (wide[f"{folder}kernel"], wide[f"{folder}recurrent_kernel"], wide.get(f"{folder}bias"))
                for folder in folders
            ]
            back = [run(x[::-1], *parts[1])[::-1]] if len(parts) > 1 else []
            x = np.concatenate([run(x, *parts[0]), *back], axis=1)
        return np.asarray(x @ wide["sequential/dense/kernel"] + wide["sequential/dense/bias"])

    return arrays, answers


def npz(arrays: Arrays) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays)  # type: ignore[arg-type]
    return file.getvalue()


GOOD = npz(model("gru", 1, False, "after", 0)[0])
FLAGS = (GOOD.index(b"PK\x01\x02") + 8.5) / len(GOOD)
"""Where the directory of the archive says how its first entry is packed, as a share of the file."""


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(list(CELLS)),
    st.integers(1, 3),
    st.booleans(),
    st.sampled_from(["after", "before", "none"]),
    st.integers(0, 99),
    st.lists(st.integers(0, 8), min_size=1, max_size=7),
)
def test_every_layer_of_keras_answers_by_its_equations(
    kind: str, layers: int, both: bool, biases: str, seed: int, ids: list[int]
) -> None:
    arrays, answers = model(kind, layers, both, biases, seed)
    network = import_network(npz(arrays), words(9), classes=["a", "b"])
    found = record(network, [words(9)[index] for index in ids]).logits
    np.testing.assert_allclose(found, answers(ids), rtol=1e-10, atol=1e-12)
    assert network.spec.model.reset_gate == ("before" if (kind, biases) == ("gru", "before") else "after")


def test_names_of_older_versions_and_other_types_are_read() -> None:
    arrays, _ = model("gru", 1, False, "after", 0)
    once = import_network(npz(arrays), words(9))
    older = {f"{name}:0": np.asfortranarray(one.astype(np.float64)) for name, one in arrays.items()}
    assert import_network(npz(older), words(9)).key == once.key


def refusal(data: bytes) -> str:
    with pytest.raises(ValueError, match=r"\.$") as refused:
        import_network(data, words(9))
    return str(refused.value)


def test_what_is_no_plain_array_is_refused() -> None:
    arrays, _ = model("lstm", 1, False, "after", 0)
    compressed = io.BytesIO()
    np.savez_compressed(compressed, **arrays)  # type: ignore[arg-type]
    assert "is compressed" in refusal(compressed.getvalue())
    assert "holds numbers of type 'object'" in refusal(npz(arrays | {"x": np.array([{}], dtype=object)}))
    assert "'>f4'" in refusal(npz(arrays | {"x": np.zeros(3, ">f4")}))
    assert "'arr_0'" in refusal(npz({f"arr_{at}": one for at, one in enumerate(arrays.values())}))
    assert "has the shape" in refusal(npz(arrays | {"sequential/lstm_0/lstm_cell/bias": np.zeros(5, "f4")}))
    for header in (b"\x93NUMPY\x01\x00\xff\xff" + b"(" * 9000, b"", b"\x93NUMPY\x09\x00", b"hello"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("x.npy", header)
        assert "is no array of NumPy" in refusal(out.getvalue())


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=4))
@example([(FLAGS, 0x20)])  # an entry that says it is a patch
@example([(FLAGS, 0x40)])  # one that says it is encrypted
def test_a_file_with_bytes_changed_is_read_or_refused_in_a_sentence(changes: list[tuple[float, int]]) -> None:
    data = bytearray(GOOD)
    for place, value in changes:
        data[min(int(place * len(data)), len(data) - 1)] = value
    try:
        import_network(bytes(data), words(9))
        told = "It was read."
    except ValueError as error:
        told = str(error)
    assert told.endswith(".")


def test_a_claim_of_more_numbers_than_there_are_is_refused_before_it_is_read() -> None:
    good = io.BytesIO()
    np.save(good, np.zeros((2, 3), "f4"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x.npy", good.getvalue().replace(b"(2, 3)", b"(9, 3)"))
    with pytest.raises(ValueError, match="is no array of NumPy"):
        arrays_of(out.getvalue())
