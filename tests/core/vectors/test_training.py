"""CBOW and skip-gram: gradients and steps against PyTorch, examples against counting, and what is learnt."""

from collections import Counter

import numpy as np
import pytest
import torch

from core.vectors import VectorSpec, VectorTraining, count_neighbours, grammar_analogies, grammar_sentences
from core.vectors import train_vectors as trained
from core.vectors.training import METHODS, Method, examples, gradients

SENTENCES = (("a", "b", "c", "a"), ("b", "d"))
WORDS = ("a", "b", "c", "d")


def test_an_example_of_cbow_is_a_word_and_the_mean_of_its_neighbours() -> None:
    found = examples(SENTENCES, VectorSpec(window=2), WORDS)
    given, target = found.batch(np.arange(6), 4)
    assert target.tolist() == [0, 1, 2, 0, 1, 3]
    third, half = 1 / 3, 1 / 2
    by_hand = [
        [0, half, half, 0],
        [2 * third, 0, third, 0],
        [2 * third, third, 0, 0],
        [0, half, half, 0],
        [0, 0, 0, 1.0],
        [0, 1.0, 0, 0],
    ]
    assert np.allclose(given, np.array(by_hand))


def test_a_word_without_neighbours_is_no_example_of_cbow() -> None:
    found = examples((("a",), ("c", "a"), ("b",)), VectorSpec(), WORDS)
    assert found.target.tolist() == [2, 0]


def test_examples_of_skip_gram_are_the_counted_pairs() -> None:
    sentences = grammar_sentences(50)
    words, table = count_neighbours(sentences, 2)
    found = examples(sentences, VectorSpec("skip-gram", window=2), words)
    pairs = Counter(zip(found.given[:, 0].tolist(), found.target.tolist(), strict=True))
    assert {pair: table[pair] for pair in np.ndindex(table.shape) if table[pair]} == dict(pairs)
    assert np.all(found.share == 1)


@pytest.mark.parametrize("method", METHODS)
def test_gradients_are_those_of_pytorch(method: Method) -> None:
    generator = np.random.default_rng(1)
    read, guessed = generator.normal(size=(2, 4, 3))
    given, target = examples(SENTENCES, VectorSpec(method), WORDS).batch(np.array([0, 1, 1, 3, 5]), 4)
    found = gradients(read, guessed, given, target)
    tensors = [torch.tensor(one, requires_grad=True) for one in (read, guessed)]
    logits = torch.tensor(given) @ tensors[0] @ tensors[1].T
    loss = torch.nn.functional.cross_entropy(logits, torch.tensor(target))
    slopes = torch.autograd.grad(loss, tensors)
    assert found.loss == pytest.approx(loss.item(), rel=1e-12)
    for mine, slope in zip((found.read, found.guessed), slopes, strict=True):
        assert np.allclose(mine, slope.numpy(), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("method", METHODS)
def test_a_training_is_that_of_torch_optim_adam(method: Method) -> None:
    spec = VectorSpec(method, size=3, steps=40, batch=16, learning_rate=0.05, seed=3)
    training = VectorTraining(SENTENCES, spec)
    tensors = [
        torch.tensor(training.vectors(which).matrix, requires_grad=True) for which in ("read", "guessed")
    ]
    adam = torch.optim.Adam(tensors, lr=0.05)
    generator = np.random.default_rng(3)
    generator.normal(size=(2, 4, 3))
    known = examples(SENTENCES, spec, training.words)
    for _ in range(40):
        given, target = known.batch(generator.integers(len(known.target), size=16), 4)
        logits = torch.tensor(given) @ tensors[0] @ tensors[1].T
        loss = torch.nn.functional.cross_entropy(logits, torch.tensor(target))
        for tensor, slope in zip(tensors, torch.autograd.grad(loss, tensors), strict=True):
            tensor.grad = slope
        adam.step()
    training.advance(40)
    assert np.allclose(training.vectors("read").matrix, tensors[0].detach().numpy(), atol=1e-8)
    assert np.allclose(training.vectors("guessed").matrix, tensors[1].detach().numpy(), atol=1e-8)


def test_a_training_is_a_function_of_its_sentences_and_its_spec() -> None:
    sentences, spec = grammar_sentences(60), VectorSpec(steps=30)
    once, slices = VectorTraining(sentences, spec), VectorTraining(sentences, spec)
    once.advance(99)
    early = slices.vectors()
    kept = early.matrix.copy()
    for _ in range(10):
        assert not slices.done
        slices.advance(3)
    assert once.done
    assert slices.done
    assert (once.step, len(once.losses)) == (30, 30)
    assert once.losses == slices.losses
    assert np.array_equal(once.vectors().matrix, slices.vectors().matrix)
    assert np.array_equal(early.matrix, kept), "vectors that were taken do not go on learning"
    other = trained(sentences, VectorSpec(steps=30, seed=1))
    assert not np.allclose(once.vectors().matrix, other.matrix)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("method", METHODS)
def test_a_balanced_text_gives_the_analogies_and_an_unbalanced_one_does_not(
    method: Method, seed: int
) -> None:
    def right(balanced: bool) -> int:
        sentences = grammar_sentences(balanced=balanced, seed=seed)
        return trained(sentences, VectorSpec(method, seed=seed)).right(grammar_analogies(), exclude=False)

    assert right(balanced=True) >= 46
    assert right(balanced=False) <= 40


@pytest.mark.parametrize("seed", range(5))
def test_a_crossing_that_no_sentence_shows_is_found_by_skip_gram(seed: int) -> None:
    sentences = grammar_sentences(held_out="princess", seed=seed)
    vectors = trained(sentences, VectorSpec("skip-gram", seed=seed))
    assert vectors.analogy("prince", "king", "queen", 1, exclude=False)[0][0] == "princess"


def test_the_loss_begins_at_chance_and_falls() -> None:
    training = VectorTraining(grammar_sentences(), VectorSpec(steps=300))
    training.advance(300)
    assert training.losses[0] == pytest.approx(np.log(len(training.words)), abs=0.05)
    assert np.mean(training.losses[-20:]) < 0.8 * training.losses[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"method": "glove"}, "one of cbow, skip-gram; 'glove' was asked for"),
        ({"size": 0}, "size is from 1 to 300; 0 was asked for"),
        ({"window": 21}, "window is from 1 to 20; 21 was"),
        ({"steps": 100_001}, "steps is from 1 to 100,000; 100001 was"),
        ({"batch": 0}, "batch is from 1 to 10,000; 0 was"),
        ({"learning_rate": float("nan")}, "above 0 and at most 1; nan was"),
    ],
)
def test_a_spec_cannot_be_wrong(change: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        VectorSpec(**change)  # type: ignore[arg-type]


@pytest.mark.parametrize("sentences", [[["word"]], [["again"] * 9], [["one"], ["two"]], []])
def test_a_text_from_which_nothing_can_be_learnt_is_told_in_a_sentence(sentences: list[list[str]]) -> None:
    with pytest.raises(ValueError, match=r"two different words or more|has a neighbour"):
        VectorTraining(sentences)
