"""Attention of a decoder: every number against torch, its laws, and what it is for."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core import AttentionTrace, from_file, gradient_profile, initial_network, record, to_file, weight_count
from core.equations.attention import Attention
from core.instruments import Loss, Trace, check_gradients, effect_on_answer, reach_map, truncation
from core.nets.layer import Layered
from core.nets.run import Run
from core.network import Network
from core.recipes import default_run
from core.recipes.compare import differences, names, replaced
from core.recipes.link import from_line, to_line
from core.spec import KINDS, Kind, ModelSpec, RunSpec, TaskSpec, TrainSpec
from core.tasks import task
from core.tasks.base import joined
from core.text import Reading
from tests.making.networks import network
from tests.making.oracles import LAYERS

every_kind = pytest.mark.parametrize("kind", KINDS)
THIS = task(TaskSpec("reversal", 2, 6))
SIZES = [(9, 5, 3, 4), (2, 1, 1, 1), (8, 4, 2, 16), (5, 5, 2, 3), (4, 0, 2, 3), (12, 2, 2, 64)]
"""Timesteps, seam, sentences, units."""


def some_network(kind: Kind, layers: int = 1, seed: int = 2) -> Network:
    return network(ModelSpec(kind, 5, 7, layers=layers, decoder=True, attention=True), seed)


def looked(trace: Trace) -> AttentionTrace:
    assert trace.attention is not None
    return trace.attention


def torchs(outputs: Any, seam: int) -> tuple[Any, Any, Any]:
    """Return scores, weights (T, B, S) and what the readout sees (T, B, 2H) of states (T, B, H)."""
    found, states = outputs[:seam].transpose(0, 1), outputs[seam:].transpose(0, 1)
    scores = torch.bmm(states, found.transpose(1, 2))
    weights = scores.softmax(dim=-1)
    context = torch.cat([torch.zeros_like(outputs[:seam]), torch.bmm(weights, found).transpose(0, 1)])
    return scores.transpose(0, 1), weights.transpose(0, 1), torch.cat([outputs, context], dim=-1)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("losses", [None, 3])
def test_the_equations_and_their_way_back_are_torchs(
    size: tuple[int, int, int, int], losses: int | None
) -> None:
    steps, seam, sentences, units = size
    rng = np.random.default_rng(0)
    outputs = rng.standard_normal((steps, sentences, units))
    ours = Attention.over(outputs, seam)
    states = torch.tensor(outputs, requires_grad=True)
    scores, weights, pooled = torchs(states, seam)
    for name, theirs in (("scores", scores), ("weights", weights), ("pooled", pooled)):
        np.testing.assert_allclose(getattr(ours, name), theirs.detach(), rtol=0, atol=1e-13, err_msg=name)
    asked = rng.standard_normal((steps, losses or 1, sentences, 2 * units))
    told = ours.backward(asked if losses else asked[:, 0])
    for loss in range(losses or 1):
        (theirs,) = torch.autograd.grad(pooled, states, torch.tensor(asked[:, loss]), retain_graph=True)
        np.testing.assert_allclose(told[:, loss] if losses else told, theirs, rtol=0, atol=1e-12)


@every_kind
@pytest.mark.parametrize("layers", [1, 2])
def test_a_network_reads_and_goes_back_as_a_pair_of_torch_modules(kind: Kind, layers: int) -> None:
    net = some_network(kind, layers)
    ids, targets = (getattr(THIS.exam(5), name)[3] for name in ("ids", "targets"))
    w = {name: torch.tensor(array, dtype=torch.float64) for name, array in net.weights.items()}
    outside = {name: array.requires_grad_() for name, array in w.items() if "_l" not in name}
    inputs, state, parts = outside["embedding.weight"][torch.tensor(ids)][:, None], None, {}
    states = []
    for part, own in (("rnn", inputs[:5]), ("decoder", inputs[5:])):
        parts[part] = LAYERS[kind](5, 7, layers).double()
        parts[part].load_state_dict({name[len(part) + 1 :]: w[name] for name in w if name.startswith(part)})
        found, state = parts[part](own, state)
        states.append(found)
    scores, weights, pooled = torchs(torch.cat(states), 5)
    logits = pooled[:, 0] @ outside["readout.weight"].T + outside["readout.bias"]
    trace = record(net, Reading(tuple(THIS.vocabulary[i] for i in ids), ids, ids > 0))
    seen = looked(trace)
    assert seen.seam == 5
    for ours, theirs in ((seen.scores, scores), (seen.weights, weights), (seen.context, pooled[5:, :, 7:])):
        np.testing.assert_allclose(ours, theirs[:, 0].detach(), rtol=0, atol=1e-12)
    np.testing.assert_allclose(trace.logits, logits.detach(), rtol=0, atol=1e-12)
    loss = torch.nn.functional.cross_entropy(logits[5:], torch.tensor(targets[5:]), reduction="sum")
    loss.backward()  # type: ignore[no-untyped-call]
    asked = Loss(targets, (np.arange(len(ids)) >= 5).astype(float))
    told = gradient_profile(trace, loss=asked).weight_gradients()
    expected: dict[str, Any] = {name: weight.grad for name, weight in outside.items()}
    for part, made in parts.items():
        expected |= {f"{part}.{name}": weight.grad for name, weight in made.named_parameters()}
    assert told.keys() == expected.keys()
    for name, gradient in expected.items():
        np.testing.assert_allclose(told[name], gradient, rtol=1e-10, atol=1e-12, err_msg=name)


@every_kind
def test_training_is_the_gradient_of_the_trace_in_sentences_of_any_length(kind: Kind) -> None:
    net = some_network(kind)
    batch = joined([THIS.exam(length) for length in (2, 6, 3)])
    chosen = np.random.default_rng(0).permutation(len(batch.ids))[:20]
    ids, targets, weights, last = (
        getattr(batch, name)[chosen] for name in ("ids", "targets", "weights", "last")
    )
    model = Layered(net)
    steps, rows = np.nonzero(weights.T)
    logits = model.logits(torch.from_numpy(ids.T.copy()), last, steps, rows)
    each = torch.nn.functional.cross_entropy(logits, torch.from_numpy(targets[rows, steps]), reduction="none")
    (each * torch.from_numpy(weights[rows, steps])).sum().backward()  # type: ignore[no-untyped-call]
    expected: dict[str, Any] = dict.fromkeys(net.weights, 0.0)
    for row, end in enumerate(last):
        own = ids[row, : end + 1]
        trace = record(net, Reading(tuple(THIS.vocabulary[i] for i in own), own, own > 0))
        asked = np.flatnonzero(weights[row])
        np.testing.assert_allclose(logits.detach()[rows == row], trace.logits[asked], rtol=0, atol=1e-4)
        loss = Loss(targets[row, : end + 1], weights[row, : end + 1].astype(float))
        for name, gradient in gradient_profile(trace, loss=loss).weight_gradients().items():
            expected[name] = expected[name] + gradient
    for name, parameter in model.named_parameters():
        close = 1e-4 * max(1.0, np.abs(expected[name]).max())
        assert parameter.grad is not None
        np.testing.assert_allclose(parameter.grad.numpy(), expected[name], rtol=0, atol=close, err_msg=name)


@given(seed=st.integers(0, 1000), seam=st.integers(0, 6), scale=st.sampled_from([0.1, 1.0, 30.0]))
@settings(max_examples=40, deadline=None)
def test_weights_are_a_mean_and_know_no_order(seed: int, seam: int, scale: float) -> None:
    """They sum to 1; words that change places take their weights along, and the context stays."""
    rng = np.random.default_rng(seed)
    outputs = scale * rng.standard_normal((6, 2, 3))
    ours = Attention.over(outputs, seam)
    assert ours.weights.shape == (6 - seam, 2, seam)
    assert (ours.weights >= 0).all()
    if seam:
        np.testing.assert_allclose(ours.weights.sum(axis=-1), 1, rtol=1e-12)
        least, most = outputs[:seam].min(axis=0), outputs[:seam].max(axis=0)
        assert ((ours.context >= least - 1e-9) & (ours.context <= most + 1e-9)).all()
    else:
        assert not ours.pooled[..., 3:].any()
    order = np.arange(6)
    order[:seam] = rng.permutation(seam)
    moved = Attention.over(outputs[order], seam)
    np.testing.assert_array_equal(moved.scores, ours.scores[..., order[:seam]])
    np.testing.assert_allclose(moved.weights, ours.weights[..., order[:seam]], rtol=1e-12)
    np.testing.assert_allclose(moved.context, ours.context, rtol=1e-9, atol=1e-12)


def test_one_word_has_all_the_weight_and_equal_ones_share_it() -> None:
    net = some_network("gru")
    assert looked(record(net, "a <go>")).weights.tolist() == [[1.0]]
    seen = Attention.over(np.ones((4, 1, 3)), 2)
    np.testing.assert_array_equal(seen.weights, 0.5)


@every_kind
@pytest.mark.parametrize("text", ["a b c", "a <go>", "<go> a b", "a b c <go> c b"])
def test_the_seam_may_be_anywhere(kind: Kind, text: str) -> None:
    net = some_network(kind)
    trace = record(net, text)
    seam = trace.words.index("<go>")
    assert looked(trace).weights.shape == (len(trace) - seam, seam)
    assert looked(trace).context.shape == (len(trace) - seam, 7)
    assert not trace.forward.pooled[:seam, :, 7:].any()
    assert check_gradients(trace, 3).passes()


def test_without_the_option_there_is_none() -> None:
    net = network(ModelSpec("gru", 5, 7, decoder=True))
    trace = record(net, "a b <go> b")
    assert trace.attention is None
    assert net.weights["readout.weight"].shape == (8, 7)


def test_first_weights_differ_only_in_the_readout() -> None:
    """So that a run with attention and one without begin alike."""
    both = [replaced(default_run("lstm", "reversal"), "model", "attention", on) for on in (False, True)]
    without, with_it = (initial_network(spec).weights for spec in both)
    assert [name for name in without if not np.array_equal(without[name], with_it[name])] == [
        "readout.weight",
        "readout.bias",
    ]
    assert with_it["readout.weight"].shape == (8, 128)


@every_kind
def test_instruments_look_through_it_or_refuse(kind: Kind) -> None:
    net = some_network(kind)
    trace = record(net, THIS.probe)
    rows = reach_map(trace, 1).hidden
    for i in range(len(trace)):
        np.testing.assert_allclose(rows[i], gradient_profile(trace, 1, i).hidden, rtol=1e-9, atol=1e-15)
    assert effect_on_answer(trace).shape == (7,)
    with pytest.raises(ValueError, match=r"looks back at every state of the encoder: nothing can be cut\.$"):
        truncation(trace, 2)
    count = weight_count(net.spec.model, len(net.vocabulary), len(net.classes))
    assert count.total == net.size
    assert count.lines[-1].formula == "K·(2H + 1)"


def test_a_batch_is_its_sentences() -> None:
    """`Pass.sentence` takes one out of a batch, with what its decoder looked at."""
    net = some_network("lstm")
    ids = THIS.exam(4).ids[:3]
    weights = {name: array.astype(float) for name, array in net.weights.items()}
    batch = type(record(net, "a").forward).forward(net.spec.model, weights, ids.T, seam=4)
    for index, own in enumerate(ids):
        alone = record(net, Reading(tuple(THIS.vocabulary[i] for i in own), own, own > 0))
        one = batch.sentence(index)
        np.testing.assert_allclose(one.logits[:, 0], alone.logits, rtol=0, atol=1e-12)
        assert one.attention is not None
        np.testing.assert_allclose(one.attention.weights[:, 0], looked(alone).weights, rtol=0, atol=1e-12)


def test_attention_is_an_option_of_recipes_links_and_files() -> None:
    line = "reversal-lstm-attention"
    spec = from_line(line)
    assert (spec.model.decoder, spec.model.attention, to_line(spec)) == (True, True, line)
    plain = from_line("reversal-lstm")
    assert differences([plain, spec]) == ("attention",)
    assert names([plain, spec]) == ("no attention", "attention")
    assert "decoder, attention" in spec.label()
    assert RunSpec.from_dict(spec.to_dict()) == spec
    assert "attention" not in plain.to_dict()["model"]
    net = initial_network(spec)
    opened = from_file(to_file(net, "with attention")).network
    assert (opened.key, opened.spec) == (net.key, spec)
    assert record(opened, THIS.probe).logits.tobytes() == record(net, THIS.probe).logits.tobytes()


def test_attention_needs_a_decoder() -> None:
    with pytest.raises(ValueError, match=r"there is no decoder .* or leave attention out\.$"):
        ModelSpec(attention=True)
    with pytest.raises(ValueError, match="choose True or False"):
        ModelSpec(decoder=True, attention=1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no answer of several words"):
        from_line("recall-lstm-decoder.yes-attention")


def trained(kind: Kind, attention: bool, seed: int = 0) -> dict[int, float]:
    """Return the share of right sentences by letters, of the task's measured recipe."""
    spec = replaced(default_run(kind, "reversal"), "model", "attention", attention)
    return dict(Run(replace(spec, seed=seed)).advance(spec.train.steps).curve)


@pytest.mark.slow
@every_kind
def test_a_decoder_that_looks_back_returns_longer_sentences(kind: Kind) -> None:
    looks, does_not = (trained(kind, attention) for attention in (True, False))
    assert looks[8] > does_not[8] + 0.15
    assert looks[12] < looks[8]


def test_a_run_with_attention_is_the_same_again_and_learns() -> None:
    model = ModelSpec("gru", 8, 16, decoder=True, attention=True)
    spec = RunSpec(model, TaskSpec("reversal", 2, 3), TrainSpec(60, 32, 0.02))
    first, again = Run(spec).advance(60), Run(spec).advance(60)
    assert first.losses.tobytes() == again.losses.tobytes()
    assert first.losses[-1] < 0.5 * first.losses[0] <= math.log(8)
    assert first.weights["readout.weight"].shape == (8, 32)
