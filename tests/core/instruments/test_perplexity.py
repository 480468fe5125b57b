"""Perplexity in three forms, against exact fractions; the probability of a sentence, against PyTorch."""

import math
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core import initial_network
from core.instruments import next_log_probabilities, perplexity, record
from core.recipes import default_run


@given(st.lists(st.floats(1e-9, 1), min_size=1, max_size=40))
def test_the_three_forms_are_one_number(given_: list[float]) -> None:
    found = perplexity(given_)
    product = math.prod(map(Fraction, given_))  # exact
    expected = math.exp(-(math.log(product.numerator) - math.log(product.denominator)) / len(given_))
    for form in (found.from_cross_entropy, found.from_product, found.from_bits):
        assert form == pytest.approx(expected, rel=1e-12)
    assert found.bits == pytest.approx(found.cross_entropy / math.log(2), rel=1e-12, abs=1e-15)


def test_the_product_of_a_long_text_stays_in_range() -> None:
    found = perplexity(np.full(30_000, 0.01))
    assert found.from_product == pytest.approx(100, rel=1e-12)


def test_guessing_among_equals_is_their_number() -> None:
    assert perplexity([1 / 6] * 10).from_bits == pytest.approx(6)
    assert perplexity([1.0]).from_product == 1


def test_what_was_held_impossible_is_infinite() -> None:
    assert perplexity([0.5, 0.0]).from_product == math.inf


@pytest.mark.parametrize("wrong", [[1.5], [-0.1], [math.nan]])
def test_what_is_no_probability_is_refused(wrong: list[float]) -> None:
    with pytest.raises(ValueError, match=r"One probability is .*; expected numbers from 0 to 1"):
        perplexity(wrong)


def test_a_text_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no probability"):
        perplexity([])


def test_a_sentence_is_as_probable_as_its_words_one_after_the_other() -> None:
    network = initial_network(default_run("gru", "words"))
    trace = record(network, "the cat and the fiddle")
    logs = torch.log_softmax(torch.from_numpy(np.array(trace.logits)), dim=1).numpy()
    expected = [logs[t, trace.ids[t + 1]] for t in range(len(trace) - 1)]
    np.testing.assert_allclose(next_log_probabilities(trace), expected, rtol=1e-12)


def test_a_sentence_of_one_word_leaves_nothing_to_predict() -> None:
    assert next_log_probabilities(record(initial_network(default_run("rnn", "words")), "the")).shape == (0,)


def test_a_network_that_answers_something_else_gives_a_sentence_no_probability() -> None:
    trace = record(initial_network(default_run("lstm", "sentiment")), "the film was good")
    with pytest.raises(ValueError, match="does not answer with a next word"):
        next_log_probabilities(trace)
