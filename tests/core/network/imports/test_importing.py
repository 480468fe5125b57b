"""Networks that were trained elsewhere: torch's own answers are the oracle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core import gradient_profile, reach_map, record, record_batch, weight_count
from core.figures.score import provenance
from core.instruments import fit_probe
from core.instruments.generate import generate
from core.network import Network, initial_network
from core.network.files import from_file, to_file
from core.network.imports import import_network
from tests.making.foreign import Foreign, pt, safe, words


def answers(network: Network, ids: list[int], vocabulary: list[str]) -> np.ndarray:
    """Return the logits after each word, read by this program."""
    return record(network, [vocabulary[index] for index in ids]).logits


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_option_answers_as_torch_does(data: st.DataObject) -> None:
    draw = data.draw
    kind = draw(st.sampled_from(["rnn", "gru", "lstm"]))
    count = draw(st.integers(2, 12))
    wide = draw(st.booleans())
    relu = kind == "rnn" and draw(st.booleans())
    model = Foreign(
        kind,
        count,
        draw(st.integers(1, 5)),
        draw(st.integers(1, 5)),
        draw(st.sampled_from([2, 3, 5])),
        layers=draw(st.integers(1, 8)),
        both=draw(st.booleans()),
        biases=draw(st.booleans()),
        readout_bias=draw(st.booleans()),
        seed=draw(st.integers(0, 99)),
        **({"nonlinearity": "relu"} if relu else {}),
    )
    file = draw(st.sampled_from([safe, lambda model: pt(model.state_dict())]))(model)
    ids = draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=9))
    vocabulary = words(count)
    names = [f"c{at}" for at in range(model.head.out_features)]
    network = import_network(file, vocabulary, classes=names, activation="relu" if relu else "tanh")
    if wide:
        model = model.double()
    expected = model.logits(ids)
    close = 1e-12 if wide else 1e-6
    np.testing.assert_allclose(answers(network, ids, vocabulary), expected, rtol=close, atol=close)


def test_weights_of_64_and_16_bits_are_taken() -> None:
    for change, close in ((torch.float64, 1e-6), (torch.float16, 0), (torch.bfloat16, 0)):
        model = Foreign().to(change)
        for file in (safe(model), pt(model.state_dict())):
            network = import_network(file, words(9))
            expected = model.head.weight.detach().to(torch.float32).numpy()
            np.testing.assert_allclose(network.weights["readout.weight"], expected, rtol=close, atol=0)


def test_the_last_states_of_both_directions_are_a_readout() -> None:
    model, ids = Foreign("gru", both=True, layers=2).double(), [1, 5, 3, 2]
    network = import_network(pt(model.float().state_dict()), words(9), readout="last")
    model = model.double()
    with torch.no_grad():
        _, last = model.encoder(model.word_vectors(torch.tensor([ids])))
        expected = model.head(torch.cat([last[-2], last[-1]], dim=1))[0].numpy()
    np.testing.assert_allclose(answers(network, ids, words(9))[-1], expected, rtol=1e-12)


def test_the_word_for_unknown_ones_comes_first_whatever_its_place() -> None:
    model, vocabulary = Foreign(words=5, classes=5), ["<pad>", "the", "[UNK]", "film", "good"]
    network = import_network(safe(model), vocabulary)
    assert network.vocabulary == ("[UNK]", "<pad>", "the", "film", "good")
    assert network.classes == network.vocabulary
    expected = model.logits([1, 3, 2])[:, [2, 0, 1, 3, 4]]
    found = record(network, "the film zzz").logits
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


def test_without_a_word_for_unknown_ones_they_are_read_as_zeros_and_never_answered() -> None:
    model, vocabulary = Foreign(words=4, classes=4), ["a", "the", "film", "good."]
    network = import_network(safe(model), vocabulary)
    assert network.vocabulary[0] == "<unk>"
    trace = record(network, "the film zzz")
    np.testing.assert_allclose(trace.logits[:2, 1:], model.logits([1, 2]), rtol=1e-5, atol=1e-6)
    assert not trace.inputs[2].any()
    assert (trace.probabilities[:, 0] == 0).all()
    assert generate(network, "the", 5)


def test_two_names_make_a_sigmoid_two_classes() -> None:
    model = Foreign(classes=1)
    network = import_network(safe(model), words(9), classes=["bad", "good"])
    shares = record(network, ["word1", "word2"]).probabilities
    expected = torch.sigmoid(torch.from_numpy(model.logits([1, 2])))[:, 0].numpy()
    np.testing.assert_allclose(shares[:, 1], expected, rtol=1e-5)
    assert import_network(safe(model), words(9)).answer == "number"


def test_checkpoints_cells_and_modules_on_one_another_are_understood() -> None:
    model, ids = Foreign(layers=2), [1, 2, 3]
    state = model.state_dict()
    once = import_network(pt(state), words(9))
    checkpoint = {"epoch": 3, "best": 0.5, "state_dict": state, "optimizer": {"state": {0: {"step": 1}}}}
    assert import_network(pt(checkpoint), words(9), source="a file").key == once.key
    renamed = {
        name.replace("encoder", "first").replace("_l0", "_l0")
        if "_l1" not in name
        else name.replace("encoder", "second").replace("_l1", "_l0"): one
        for name, one in state.items()
    }
    assert "second.weight_hh_l0" in renamed
    apart = import_network(pt(renamed), words(9))
    np.testing.assert_array_equal(answers(apart, ids, words(9)), answers(once, ids, words(9)))
    single = {name.removesuffix("_l0"): one for name, one in Foreign().state_dict().items()}
    assert import_network(pt(single), words(9)).spec.model.layers == 1


def test_it_says_that_it_has_no_recipe_and_where_it_came_from(tmp_path: Path) -> None:
    path = tmp_path / "reviews.pt"
    path.write_bytes(pt(Foreign(layers=2, both=True).state_dict()))
    network = import_network(path, words(9))
    told = provenance(network)
    assert told.startswith("LSTM, 4 units, both directions, 2 layers, vectors of 3 · ")
    assert f"· no recipe; {network.size} weights; from reviews.pt · network {network.key}" in told
    assert "trained" not in told
    assert "step" not in told
    with pytest.raises(ValueError, match="no recipe"):
        initial_network(network.spec)
    with pytest.raises(ValueError, match="no task to draw sentences from"):
        fit_probe(network, "subject")
    with pytest.raises(ValueError, match="no recipe"):
        network.spec.trainer  # noqa: B018


def test_it_comes_back_from_its_own_file_to_the_bit() -> None:
    network = import_network(safe(Foreign()), words(9), source="modèle <b>.pt")
    opened = from_file(to_file(network, "mine")).network
    assert opened.key == network.key
    assert opened.spec == network.spec
    assert opened.vocabulary == network.vocabulary
    assert opened.key != from_file(to_file(import_network(safe(Foreign()), words(9)), "mine")).network.key


def test_the_instruments_work_on_it() -> None:
    network = import_network(safe(Foreign("lstm", layers=2, both=True)), words(9))
    trace = record(network, "word1 word2 zzz word3")
    assert np.isfinite(gradient_profile(trace, 1).hidden).all()
    assert reach_map(trace).hidden.shape == (4, 4)
    assert weight_count(network.spec.model, 9, 2).total == network.size
    assert len(record_batch(network, ["word1", "word2 word3"])) == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"vocabulary": words(8)}, r"has 8 words, and 'word_vectors.weight' has the shape \(9, 3\)"),
        ({"vocabulary": words(10)}, r"has 10 words, and 'word_vectors.weight' has the shape \(9, 3\)"),
        ({"classes": ["a"]}, r"1 names of classes, and readout.weight has the shape \(2, 4\)"),
        ({"mapping": {"readout.weight": "nothing"}}, "no array 'nothing'"),
        ({"mapping": {"rnn.weight": "head.bias"}}, "no weight 'rnn.weight'"),
        (
            {"mapping": {"rnn.bias_ih_l0": "head.bias"}},
            r"'head.bias' has the shape \(2,\); rnn.bias_ih_l0 has to have \(16,\)",
        ),
        ({"activation": "swish"}, "activation is 'swish'"),
        ({"unknown": "nobody"}, "unknown is 'nobody'"),
    ],
)
def test_what_does_not_fit_is_named_with_both_shapes(change: dict[str, Any], told: str) -> None:
    given = {"file": safe(Foreign()), "vocabulary": words(9)} | change
    with pytest.raises(ValueError, match=told):
        import_network(**given)


def test_a_mapping_by_hand_counts() -> None:
    state = {f"p{at}": one for at, one in enumerate(Foreign().state_dict().values())}
    with pytest.raises(ValueError, match="No recurrent layer was found"):
        import_network(pt(state), words(9))
    roles = [
        "embedding.weight",
        *(f"rnn.{part}_l0" for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")),
    ]
    by_hand = dict(zip([*roles, "readout.weight", "readout.bias"], state, strict=True))
    found = import_network(pt(state), words(9), mapping=by_hand)
    assert found.key == import_network(pt(Foreign().state_dict()), words(9)).key


def test_arrays_without_a_place_are_named_and_may_be_ignored() -> None:
    state = Foreign().state_dict() | {"norm.weight": torch.ones(4), "steps": torch.tensor(3)}
    with pytest.raises(ValueError, match=r"'norm.weight' \(4,\), 'steps' \(\)"):
        import_network(pt(state), words(9))
    found = import_network(pt(state), words(9), ignore=["norm.weight", "steps"])
    assert found.key == import_network(pt(Foreign().state_dict()), words(9)).key


def test_a_projection_is_refused_by_its_name() -> None:
    with pytest.raises(ValueError, match="projection"):
        import_network(pt(Foreign(hidden=4, proj_size=2).encoder.state_dict()), words(9))


def test_limits_are_checked_before_numbers_are_read() -> None:
    header = {"w.weight_hh_l0": {"dtype": "F32", "shape": [1200, 300], "data_offsets": [0, 1440000]}}
    header["w.weight_ih_l0"] = {"dtype": "F32", "shape": [1200, 3], "data_offsets": [1440000, 1454400]}
    text = json.dumps(header).encode()
    data = len(text).to_bytes(8, "little") + text + bytes(1454400)
    with pytest.raises(ValueError, match="hidden_size is 300"):
        import_network(data, words(9))
    with pytest.raises(ValueError, match="50,001 words; the most is 50,000"):
        import_network(safe(Foreign()), [str(at) for at in range(50_001)])
