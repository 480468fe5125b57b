"""A network of the visitor's own on its page: opened from files, corrected by hand, found by its key."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

import pytest
import torch
from streamlit.testing.v1 import AppTest

from core import default_run, task
from core.network import Network, initial_network
from core.network.files import from_file, to_file
from core.network.imports import Imports, import_network
from core.spec import Kind, TaskName
from pages._shell.server.imported import ImportedNetworks, imported_networks
from pages._shell.server.networks import network_files
from tests.making.foreign import Foreign, pt, safe, words
from tests.pages import visiting
from tests.pages.visiting import choose, link, run, score, visit

WORDS = ["<pad>", "<unk>", "the", "film", "was", "not", "good"]


def imported(seed: int = 0, **options: Any) -> Network:
    return import_network(safe(Foreign(seed=seed, **options)), words(9), source="reviews.pt")


def opening(weights: bytes, name: str = "model.pt", vocabulary: list[str] | None = None) -> AppTest:
    """Open the page and put files into its fields."""
    app = visit("own")
    field, beside = app.file_uploader
    field.upload(name, weights)
    if vocabulary is not None:
        beside.upload("words.txt", "\n".join(vocabulary).encode())
    return run(app)


def said(app: AppTest) -> str:
    """Return what the page says; names of arrays have underscores, which Markdown has escaped."""
    return visiting.said(app).replace("\\_", "_")


def button(app: AppTest, label: str) -> Any:
    (only,) = [one for one in app.button if one.label == label]
    return only


def shown(app: AppTest) -> Network:
    (told,) = score(app)["networks"]
    return from_file(gzip.decompress(network_files().file(told["key"]))).network


def test_a_state_dict_and_its_words_become_a_network_that_reads() -> None:
    model = Foreign("gru", 7, layers=2, both=True)
    app = opening(pt(model.state_dict()), "my *model*.pt", WORDS)
    assert "**GRU**, 2 layers, both directions, 4 units" in said(app)
    assert "| embedding.weight | (7, 3) | word_vectors.weight (7, 3) |" in said(app)
    (names,) = [one for one in app.text_input if one.label.startswith("Names of the answers")]
    names.set_value("bad, good")
    button(app, "Look into it").click()
    run(app)
    network = shown(app)
    assert network.classes == ("bad", "good")
    assert network.vocabulary[0] == "<unk>"
    assert "no recipe; " in said(app)
    assert "from my *model*.pt" in said(app)
    assert "trained" not in score(app)["networks"][0]["from"]
    assert link(app, "network") == [network.key]


def test_the_link_shows_the_network_to_whoever_has_it() -> None:
    network = imported(3, layers=2, both=True)
    imported_networks().put(Imports(network, ("A note.",)))
    app = visit("own", network=network.key, layer="1", reading="backwards")
    assert shown(app).key == network.key
    assert "A note." in said(app)
    signals = score(app)["signals"].values()
    assert {(one["layer"], one["reverse"]) for one in signals} == {(0, True)}
    assert score(app)["lens"] is None
    assert link(visit("own", network=network.key), "network") == [network.key]


def test_a_link_to_a_network_that_is_gone_says_so_and_asks_for_its_files() -> None:
    app = visit("own", network="0123456789abcdef")
    assert "not on this server, or not any more" in said(app)
    assert "one that was trained here" in said(app)
    assert "not any more" not in said(run(app)), "once"
    assert len(app.file_uploader) == 2


def test_a_file_of_this_app_needs_no_words_beside_it() -> None:
    network = imported(4)
    app = opening(to_file(network, "mine"), "mine.safetensors")
    assert shown(app).key == network.key


@pytest.mark.parametrize("name", ["reversal", "adding", "recall"])
def test_a_network_that_was_trained_here_is_opened_with_its_own_sentences(name: TaskName) -> None:
    network = initial_network(default_run("lstm", name))
    app = opening(to_file(network, "mine"), "mine.safetensors")
    assert shown(app).key == network.key
    assert score(app)["sentence"] == task(network.spec.task).probe
    app = choose(app, "own_guess", "show-me")
    number = r"\*\*([\d,]+)\*\*"
    counts = re.search(rf"Of its ([\d,]+) weights, {number}.*?{number}.*?{number}", said(app))
    assert counts is not None
    whole, *parts = (int(one.replace(",", "")) for one in counts.groups())
    assert whole == sum(parts) == network.size


def test_what_does_not_fit_is_named_and_can_be_said_by_hand() -> None:
    state = Foreign(words=7).state_dict()
    state["first.weight"] = state.pop("head.weight")
    state["other.weight"] = torch.zeros(5, 4)
    app = opening(pt(state), vocabulary=WORDS)
    assert "Leave out" in " ".join(one.label for one in app.checkbox)
    assert button(app, "Look into it").disabled
    (role,) = [one for one in app.selectbox if one.label == "Weight"]
    (array,) = [one for one in app.selectbox if one.label == "is the array"]
    role.set_value("rnn.bias_ih_l0")
    array.set_value("first.weight")
    button(app, "Take it").click()
    run(app)
    assert "By hand: rnn.bias_ih_l0 is first.weight" in said(app)
    assert "'first.weight' has the shape (2, 4); rnn.bias_ih_l0 has to have (16,)." in said(app)
    button(app, "Forget what was said by hand").click()
    run(app)
    assert "has to have" not in said(app)


def test_arrays_with_names_of_their_own_are_said_by_hand_one_by_one() -> None:
    state = {f"p{at}": one for at, one in enumerate(Foreign(words=7).state_dict().values())}
    app = opening(pt(state), vocabulary=WORDS)
    assert "No recurrent layer was found" in said(app)
    for role, name in (("rnn.weight_ih_l0", "p1"), ("rnn.weight_hh_l0", "p2")):
        (weight,) = [one for one in app.selectbox if one.label == "Weight"]
        (array,) = [one for one in app.selectbox if one.label == "is the array"]
        weight.set_value(role)
        array.set_value(name)
        button(app, "Take it").click()
        run(app)
    assert "**LSTM**, 1 layer, one direction, 4 units" in said(app)


@pytest.mark.parametrize(
    ("weights", "vocabulary", "told"),
    [
        (b"", None, "The file is empty."),
        (b"GIF89a" * 9, None, "neither safetensors nor a state_dict"),
        (b"\x80\x02cos\nsystem\n.", None, "was not opened"),
        (pt(Foreign(words=7).state_dict()), ["<unk>", "a"], "has 2 words, and 'word_vectors.weight' has the"),
        (pt(Foreign(words=7).state_dict()), ["a", "a"], "'a' twice"),
        (to_file(imported(), "mine")[:-4], None, "damaged or cut off"),
    ],
)
def test_a_bad_file_is_told_in_a_sentence_and_nothing_is_lost(
    weights: bytes, vocabulary: list[str] | None, told: str
) -> None:
    app = opening(weights, vocabulary=vocabulary)
    assert told in said(app)
    assert len(app.file_uploader) == 2


def test_the_oldest_networks_make_room_and_the_newest_always_stays() -> None:
    kept = ImportedNetworks(most=2, most_bytes=10_000)
    small = [Imports(imported(seed), ()) for seed in (1, 2, 3)]
    for one in small:
        kept.put(one)
    assert [kept.get(one.network.key) for one in small] == [None, *small[1:]]
    large = Imports(imported(hidden=64), ())
    kept.put(large)
    assert [kept.get(one.network.key) for one in small] == [None] * 3
    assert kept.get(large.network.key) is large


def test_a_sentence_is_offered_in_words_that_the_network_knows() -> None:
    vocabulary = ["[UNK]", "le", "chat", "dort"]
    network = import_network(safe(Foreign(words=4)), vocabulary)
    imported_networks().put(Imports(network, ()))
    app = visit("own", network=network.key)
    assert score(app)["sentence"] == "le chat dort"
    assert json.dumps(score(app)["samples"]) == "[]"


@pytest.mark.parametrize(
    ("kind", "look", "stands", "lesson"),
    [
        ("rnn", "unrolled", {"unrolled", "readout", "hidden"}, "The unrolled RNN"),
        ("gru", "gates", {"readout", "reset_gate", "update_gate", "candidate", "hidden"}, "GRU"),
        ("lstm", "memory", {"readout", "memory", "carousel", "ledger"}, "Inside the LSTM"),
        ("lstm", "gradient", {"profile", "paths-lstm", "contributions", "reach-lstm"}, "Vanishing gradients"),
    ],
)
def test_its_rows_can_stand_as_in_a_lesson(kind: Kind, look: str, stands: set[str], lesson: str) -> None:
    network = imported(5, kind=kind)
    imported_networks().put(Imports(network, ()))
    app = visit("own", network=network.key, look=look)
    rows = [one["id"] for one in score(app)["staves"] if not one.get("hidden") and one["id"] != "apart"]
    assert {row for row in rows if not row.startswith("mean-")} == stands
    (link_to,) = [one for one in app.get("page_link") if "What these rows say" in one.proto.label]
    assert lesson in link_to.proto.label
    everything = score(choose(app, "own_look", "all"))["staves"]
    assert {one["id"] for one in everything} == {one["id"] for one in score(app)["staves"]}


def test_an_rnn_has_no_gates_and_no_memory_to_look_at() -> None:
    network = imported(5, kind="rnn")
    imported_networks().put(Imports(network, ()))
    app = visit("own", network=network.key, look="memory")
    assert "look=memory" in said(app)
    (offered,) = [one for one in app.get("button_group") if one.proto.id.endswith("own_look")]
    assert len(offered.proto.options) == 3
