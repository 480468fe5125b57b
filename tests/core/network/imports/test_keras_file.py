"""Files that Keras 3.15.1 wrote (`keras.zip`), with what it answered: an oracle beside the equations."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from pathlib import Path
from struct import pack

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import record
from core.network.imports import arrays_of, import_network
from core.network.imports import hdf5 as format_of
from core.network.imports.keras_file import read_h5
from tests.making.foreign import words

with zipfile.ZipFile(Path(__file__).parent / "keras.zip") as kept:
    FILES = {name: kept.read(name) for name in kept.namelist() if name != "answers.json"}
    SAID = json.loads(kept.read("answers.json"))
GOOD = FILES["bigru.weights.h5"]


def whole(weights: bytes, how: int = zipfile.ZIP_STORED, config: str = "{}") -> bytes:
    """Return a `.keras` file of these weights."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        archive.writestr("config.json", config)
        archive.writestr("model.weights.h5", weights)
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(ValueError, match=r"\.$") as refused:
        import_network(data, words(9))
    assert len(str(refused.value)) < 600
    return str(refused.value)


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_keras_answers_as_keras_does(name: str) -> None:
    data = FILES[name]
    network = import_network(data, words(9), classes=["a", "b"])
    found = record(network, [words(9)[index] for index in SAID["ids"]]).logits
    np.testing.assert_allclose(found, SAID["answers"][name.partition(".")[0]], rtol=1e-5, atol=1e-6)
    assert network.spec.model.reset_gate == ("before" if name.startswith("gru") else "after")
    if data.startswith(format_of.SIGNATURE):
        assert import_network(whole(data), words(9), classes=["a", "b"]).key == network.key


def test_layers_are_stacked_in_the_order_of_the_model_not_of_their_names() -> None:
    names = [name for name in arrays_of(FILES["named.h5"]) if name.endswith("weight_hh_l0")]
    assert ["zebra" in name for name in names] == [True, False]


def test_what_the_optimiser_keeps_is_left_aside() -> None:
    assert b"optimizer" in FILES["lstm.weights.h5"]
    assert not [name for name in arrays_of(FILES["lstm.weights.h5"]) if "optimizer" in name]


def test_layers_whose_order_nothing_says_are_refused_by_name() -> None:
    told = refusal(FILES["named.weights.h5"].replace(b"lstm_1\0", b"second\0"))
    assert "does not say which recurrent layer stands on which" in told
    assert "'second/cell'" in told


def test_a_compressed_entry_is_refused_before_it_is_unpacked() -> None:
    bomb = whole(bytes(30_000_000), zipfile.ZIP_DEFLATED)
    tracemalloc.start()
    try:
        assert "is compressed, and may be larger than it looks" in refusal(bomb)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_an_array_that_claims_more_than_there_is_is_refused_before_it_is_read() -> None:
    rows, columns = pack("<Q", 4), pack("<Q", 12)
    assert rows + columns in GOOD
    claimed = GOOD.replace(rows + columns, pack("<Q", 2**40) + columns)
    assert "claims the shape (1099511627776, 12)" in refusal(claimed)


def test_arrays_in_pieces_are_refused() -> None:
    layout = b"\x08\x00\x18\x00\x00\x00\x00\x00\x03\x01"
    at_once = GOOD.replace(layout, layout[:-1] + b"\x02")
    assert at_once != GOOD
    assert "is compressed or lies in pieces" in refusal(at_once)


def test_a_group_that_holds_itself_ends() -> None:
    group = GOOD.index(b"SNOD")
    itself = GOOD[: group + 16] + GOOD[64:72] + GOOD[group + 24 :]
    assert "deep in one another" in refusal(itself) or "damaged" in refusal(itself)


@pytest.mark.parametrize("length", [8, 9, 13, 14, 64, 96, 200, 2000, len(GOOD) - 40])
def test_a_file_that_is_cut_off_is_refused(length: int) -> None:
    refusal(GOOD[:length])


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=6),
)
def test_a_file_with_bytes_changed_is_read_or_refused_in_a_sentence(
    name: str, changes: list[tuple[float, int]]
) -> None:
    data = bytearray(FILES[name])
    written = [at for at, byte in enumerate(data) if byte]
    for place, value in changes:
        data[written[min(int(place * len(written)), len(written) - 1)]] = value
    try:
        import_network(bytes(data), words(9))
        told = "It was read."
    except ValueError as error:
        told = str(error)
    assert told.endswith(".")


def test_names_without_order_are_not_needed_for_one_layer() -> None:
    assert [name for name in read_h5(FILES["simple.h5"]) if name.endswith("/recurrent_kernel")]


def described(name: str, **settings: object) -> str:
    """Return a model's description with one layer, as deep in it as Keras writes it."""
    layer = {"class_name": name, "config": settings}
    inside = {"class_name": "Bidirectional", "config": {"merge_mode": "concat", "layer": layer}}
    return json.dumps(
        {"class_name": "Sequential", "config": {"layers": [layer if name == "Bidirectional" else inside]}}
    )


def test_settings_that_the_arrays_do_not_tell_are_refused_where_they_are_not_the_usual_ones() -> None:
    usual = described("GRU", activation="tanh", recurrent_activation="sigmoid", go_backwards=False)
    assert import_network(whole(GOOD, config=usual), words(9), classes=["a", "b"])
    for name, setting, value in (
        ("GRU", "activation", "relu"),
        ("GRU", "activation", {"class_name": "function", "config": "custom"}),
        ("LSTM", "recurrent_activation", "hard_sigmoid"),
        ("SimpleRNN", "go_backwards", True),
        ("Bidirectional", "merge_mode", "sum"),
    ):
        sentence = refusal(whole(GOOD, config=described(name, **{setting: value})))
        assert f"A {name} layer has {setting}" in sentence
    forward, backward = b'"go_backwards": false', b'"go_backwards": true '
    assert forward in FILES["simple.h5"]
    turned = FILES["simple.h5"].replace(forward, backward)
    assert "A SimpleRNN layer has go_backwards True" in refusal(turned)
    assert "model_config in the file is not JSON" in refusal(turned.replace(b'{"class_name": "Seq', b"no", 1))
    assert "is not JSON" in refusal(whole(GOOD, config="[" * 100_000))
    assert "is not JSON" in refusal(whole(GOOD, config="no"))
