"""Every option of every cell, layer and readout: states, gates and all gradients are the reference's."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.equations.squash import SQUASH, sigmoid
from core.instruments import gradient_profile, record
from core.instruments.check import check_gradients
from core.instruments.loss import Loss
from core.instruments.trace import Trace, record_batch
from core.spec import ModelSpec
from core.text import Reading as Sentence
from tests.making.networks import models, network, sentence
from tests.making.reference import Reading, read

quickly = settings(max_examples=60, deadline=None)
lengths = st.integers(1, 6)
seeds = st.integers(0, 1000)


def close(ours: Any, theirs: Any, what: str = "") -> None:
    theirs = np.asarray(theirs)
    scale = max(1.0, np.abs(theirs).max(initial=0.0))
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-11 * scale, err_msg=what)


def numbers(tensors: list[Any]) -> np.ndarray:
    return torch.stack(tensors).detach().numpy()


def assert_same_reading(trace: Trace, reference: Reading) -> None:
    close(trace.logits, numbers(reference.logits), "logits")
    for (layer, reverse), states in reference.hidden.items():
        of = trace.layer(layer, reverse)
        close(of.hidden, numbers(states), f"hidden {layer} {reverse}")
        for name in reference.gates[layer, reverse][0]:
            theirs = numbers([gates[name] for gates in reference.gates[layer, reverse]])
            close(of[name], theirs, f"{name} {layer} {reverse}")
    for (layer, reverse), cells in reference.cells.items():
        close(trace.layer(layer, reverse).cell_state, numbers(cells), "cell state")


@quickly
@given(models(), lengths, seeds)
def test_every_network_reads_like_the_reference(model: ModelSpec, length: int, seed: int) -> None:
    net = network(model, seed)
    reading = sentence(net, length, seed)
    assert_same_reading(record(net, reading), read(net, reading.ids))


@quickly
@given(models(), lengths, seeds)
def test_every_gradient_is_autograds(model: ModelSpec, length: int, seed: int) -> None:
    net = network(model, seed)
    reading = sentence(net, length, seed)
    rng = np.random.default_rng(seed)
    loss = Loss(rng.integers(2, size=length), rng.uniform(0.1, 1, length) * (rng.random(length) < 0.7))
    profile = gradient_profile(record(net, reading), loss=loss)
    reference = read(net, reading.ids)
    value = reference.loss(loss.targets, loss.weights)
    value.backward()  # type: ignore[no-untyped-call]
    close(profile.loss, value.item())
    close(profile.inputs, reference.gradient(reference.inputs), "inputs")
    for (layer, reverse), states in reference.hidden.items():
        ours = profile.layer(layer, reverse)
        close(ours.hidden_gradient, reference.gradient(states), f"hidden {layer} {reverse}")
        close(ours.hidden, np.linalg.norm(reference.gradient(states), axis=1))
        if model.kind == "lstm":
            close(ours.cell_gradient, reference.gradient(reference.cells[layer, reverse]), "cells")
    for name, gradient in profile.weight_gradients().items():
        theirs = reference.weights[name].grad
        close(gradient, np.zeros_like(gradient) if theirs is None else theirs.numpy(), name)
    assert set(profile.contributions()) == set(net.weights)


@quickly
@given(models(), lengths, seeds)
def test_contributions_add_up_and_know_their_norms(model: ModelSpec, length: int, seed: int) -> None:
    net = network(model, seed)
    profile = gradient_profile(record(net, sentence(net, length, seed)), at="each")
    for name, one in profile.contributions().items():
        each = one.each()
        assert each.shape[1:] == net.weights[name].shape
        close(each.sum(axis=0), one.total, name)
        close(one.norms, np.sqrt((each.reshape(len(each), -1) ** 2).sum(axis=1)), name)
        for t in range(len(each)):
            close(one.at(t), each[t], name)


@quickly
@given(models(), st.lists(lengths, min_size=1, max_size=4), seeds)
def test_many_sentences_at_once_read_as_one_by_one(model: ModelSpec, every: list[int], seed: int) -> None:
    net = network(model, seed)
    readings = [sentence(net, length, seed + i) for i, length in enumerate(every)]
    for batched, reading in zip(record_batch(net, readings), readings, strict=True):
        alone = record(net, reading)
        close(batched.logits, alone.logits)
        for layer in range(model.layers):
            for reverse in model.directions:
                for name, signal in alone.layer(layer, reverse).signals.items():
                    close(batched.layer(layer, reverse)[name], signal, name)
        ours, theirs = gradient_profile(batched, 0), gradient_profile(alone, 0)
        for name, gradient in theirs.weight_gradients().items():
            close(ours.weight_gradients()[name], gradient, name)


@quickly
@given(models(), lengths, seeds)
def test_parts_add_up_to_what_is_squashed(model: ModelSpec, length: int, seed: int) -> None:
    net = network(model, seed)
    trace = record(net, sentence(net, length, seed))
    for layer in range(model.layers):
        for reverse in model.directions:
            of = trace.layer(layer, reverse)
            for name, part in of.parts.items():
                activation = SQUASH[model.activation].value if name == "hidden" else np.tanh
                squash = sigmoid if name.endswith("_gate") else activation
                close(squash(part.pre_activation), of[name], name)


@quickly
@given(models(bidirectional=True, layers=1, connection="plain", readout="each"), lengths, seeds)
def test_the_second_direction_is_the_first_on_the_reversed_sentence(
    model: ModelSpec, length: int, seed: int
) -> None:
    net = network(model, seed)
    swapped = {
        name: net.weights[name.removesuffix("_reverse") if name.endswith("_reverse") else f"{name}_reverse"]
        if name.startswith("rnn.")
        else array
        for name, array in net.weights.items()
    }
    other = type(net)(net.spec, 1, swapped)
    reading = sentence(net, length, seed)
    turned = type(reading)(reading.words[::-1], reading.ids[::-1], reading.known[::-1])
    for name, signal in record(net, reading).layer(0, reverse=True).signals.items():
        close(record(other, turned).layer(0)[name][::-1], signal, name)


@quickly
@given(models(), lengths, seeds, st.sampled_from([1.0, 30.0, 1e8]))
def test_gates_lie_between_0_and_1(model: ModelSpec, length: int, seed: int, scale: float) -> None:
    net = network(model, seed, scale)
    for layer in range(model.layers):
        for name, signal in record(net, sentence(net, length, seed)).layer(layer).signals.items():
            if name.endswith("_gate"):
                assert ((signal >= 0) & (signal <= 1)).all()


@quickly
@given(models(bidirectional=False), st.integers(2, 6), st.integers(1, 4), seeds)
def test_truncated_gradients_are_those_of_detached_states(
    model: ModelSpec, length: int, window: int, seed: int
) -> None:
    net = network(model, seed)
    reading = sentence(net, length, seed)
    profile = gradient_profile(record(net, reading), 0, at="each", window=window)
    reference = read(net, reading.ids, window=window)
    reference.loss(np.zeros(length), np.ones(length)).backward()  # type: ignore[no-untyped-call]
    for name, gradient in profile.weight_gradients().items():
        theirs = reference.weights[name].grad
        close(gradient, np.zeros_like(gradient) if theirs is None else theirs.numpy(), name)
    assert profile.cuts == tuple(t for t in range(1, length) if (length - t) % window == 0)


@quickly
@given(models(), lengths, seeds)
def test_float32_is_close_to_float64(model: ModelSpec, length: int, seed: int) -> None:
    """To 1e-3 of the largest number, over a few timesteps and up to three layers."""
    net = network(model, seed, scale=1.0)
    reading = sentence(net, length, seed)
    single, double = (record(net, reading, dtype) for dtype in (np.float32, np.float64))
    assert single.logits.dtype == np.float32
    scale = max(1.0, float(np.abs(double.logits).max()))
    np.testing.assert_allclose(single.logits, double.logits, rtol=0, atol=1e-4 * scale)
    ours, theirs = (gradient_profile(trace, 0).weight_gradients() for trace in (single, double))
    for name, gradient in theirs.items():
        assert ours[name].dtype == np.float32
        largest = max(1.0, float(np.abs(gradient).max()))
        np.testing.assert_allclose(ours[name], gradient, rtol=0, atol=1e-3 * largest, err_msg=name)


def test_sentences_and_losses_that_do_not_fit_are_refused() -> None:
    net = network(ModelSpec("gru", 3, 4))
    good = sentence(net, 3)
    for ids, says in (
        (np.array([], np.int64), "at least one word"),
        (np.array([1, 2]), r"3 words and ids of shape \(2,\)"),
        (np.array([1, 2, 9999]), "no word with id 9999"),
        (np.array([1, -1, 2]), "no word with id -1"),
    ):
        words = good.words if len(ids) else ()
        with pytest.raises(ValueError, match=says):
            record(net, Sentence(words, ids, ids != 0))
    with pytest.raises(ValueError, match="at least one"):
        record_batch(net, [])
    with pytest.raises(ValueError, match="no word in this sentence"):
        record_batch(net, ["the film", "  "])
    trace = record(net, good)
    for loss, says in (
        (Loss(np.zeros(2, np.int64), np.ones(2)), r"this sentence needs \(3,\)"),
        (Loss(np.array([0, 1, 2]), np.ones(3)), "classes 0 to 1"),
    ):
        with pytest.raises(ValueError, match=says):
            gradient_profile(trace, loss=loss)
        with pytest.raises(ValueError, match=says):
            check_gradients(trace, loss=loss)
    with pytest.raises(ValueError, match="2 targets for 3 timesteps"):
        gradient_profile(trace, [0, 1])
    with pytest.raises(ValueError, match="this network answers with negative, positive"):
        gradient_profile(trace, "tail")
    for layer, reverse in ((1, False), (0, True)):
        with pytest.raises(ValueError, match="this network"):
            trace.layer(layer, reverse)


def test_targets_may_be_names_numbers_or_left_out() -> None:
    net = network(ModelSpec("gru", 3, 4))
    trace = record(net, sentence(net, 3))
    likeliest = trace.probabilities.argmax(axis=1)
    mixed = gradient_profile(trace, ["positive", 0, None], at="each")
    np.testing.assert_array_equal(mixed.asked.targets, [1, 0, likeliest[2]])
    assert mixed.loss == pytest.approx(-np.log(trace.probabilities[range(3), mixed.asked.targets]).sum())
    assert gradient_profile(trace, "positive", 1).target == 1
    assert gradient_profile(trace, "positive", 1).at == 1
