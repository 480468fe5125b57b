"""The window network: forward and training against PyTorch, its laws, and texts that teach little."""

from collections.abc import Sequence

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core import default_run, drawn, perplexity, stretches_read, table_score, task
from core.arrays import Ints
from core.text import encode, tokenize
from core.vectors import WindowNetwork, WindowSpec, WindowTraining, train_window
from core.vectors.window import WindowWeights, first_weights, gradients, windows

SMALL = WindowSpec(order=3, embedding_size=4, hidden_size=6, steps=40, batch_size=16)
TEXT = [[0, 1, 2, 0, 1, 3, 2], [2, 0]]


def untrained(order: int, size: int = 4, seed: int = 0) -> WindowNetwork:
    """Return a network with random weights."""
    spec = WindowSpec(order=order, embedding_size=3, hidden_size=5)
    return WindowNetwork(spec, first_weights(spec, size, np.random.default_rng(seed)))


def by_torch(tensors: Sequence[torch.Tensor], seen: Ints) -> torch.Tensor:
    """Return the logits of the same network, written with torch.nn.functional."""
    embedding, hidden, hidden_bias, output, output_bias = tensors
    vectors = torch.nn.functional.embedding(torch.tensor(seen), embedding).flatten(start_dim=1)
    inner = torch.tanh(torch.nn.functional.linear(vectors, hidden, hidden_bias))
    return torch.nn.functional.linear(inner, output, output_bias)


def tensors_of(weights: WindowWeights) -> list[torch.Tensor]:
    return [torch.tensor(one, dtype=torch.float64, requires_grad=True) for one in weights]


@pytest.mark.parametrize("order", [1, 2, 5])
def test_probabilities_are_those_of_pytorch(order: int) -> None:
    network = untrained(order)
    ids = np.array([3, 1, 0, 2, 1, 1, 3])
    logits = by_torch(tensors_of(network.weights), windows(ids, order, 4))
    expected = torch.log_softmax(logits, dim=1).detach().numpy()
    found = network.log_probabilities(ids)
    np.testing.assert_allclose(found, expected[np.arange(7), ids], rtol=1e-12)
    for t in range(7):
        np.testing.assert_allclose(network.probabilities(ids[:t]), np.exp(expected[t]), rtol=1e-12)


@pytest.mark.parametrize("order", [1, 2, 4])
def test_gradients_are_those_of_pytorch(order: int) -> None:
    weights = WindowWeights(*(one.astype(np.float64) for one in untrained(order).weights))
    seen, target = windows(np.array([3, 1, 0, 2, 1]), order, 4), np.array([3, 1, 0, 2, 1])
    loss, slopes = gradients(weights, seen, target)
    tensors = tensors_of(weights)
    expected = torch.nn.functional.cross_entropy(by_torch(tensors, seen), torch.tensor(target))
    assert loss == pytest.approx(expected.item(), rel=1e-12)
    by_autograd = torch.autograd.grad(expected, tensors, allow_unused=True)
    for mine, slope in zip(slopes, by_autograd, strict=True):
        its = np.zeros_like(mine) if slope is None else slope.numpy()
        np.testing.assert_allclose(mine, its, rtol=1e-10, atol=1e-15)


def test_a_training_is_that_of_torch_optim_adam(monkeypatch: pytest.MonkeyPatch) -> None:
    """The batches of one training are kept, and PyTorch learns from the same."""
    training = WindowTraining(TEXT, 4, SMALL)
    kept, draw = [], training._batch

    def keeping() -> tuple[Ints, Ints]:
        kept.append(draw())
        return kept[-1]

    monkeypatch.setattr(training, "_batch", keeping)
    tensors = [one.detach().float().requires_grad_() for one in tensors_of(training.network().weights)]
    adam = torch.optim.Adam(tensors, lr=SMALL.learning_rate)
    rate = torch.optim.lr_scheduler.LambdaLR(adam, lambda step: 1 - step / SMALL.steps)
    training.advance(99)
    for seen, target in kept:
        adam.zero_grad()
        loss = torch.nn.functional.cross_entropy(by_torch(tensors, seen), torch.tensor(target))
        for tensor, slope in zip(tensors, torch.autograd.grad(loss, tensors), strict=True):
            tensor.grad = slope
        adam.step()
        rate.step()
    assert len(kept) == SMALL.steps
    for mine, its in zip(training.network().weights, tensors, strict=True):
        np.testing.assert_allclose(mine, its.detach().numpy(), atol=2e-4)


@given(
    ids=st.lists(st.integers(0, 3), max_size=9),
    order=st.integers(1, 6),
    seed=st.integers(0, 99),
)
@settings(max_examples=60, deadline=None)
def test_probabilities_add_up_and_look_at_the_window_alone(ids: list[int], order: int, seed: int) -> None:
    network = untrained(order, seed=seed)
    row = network.probabilities(ids)
    assert row.shape == (4,)
    assert row.sum() == pytest.approx(1, rel=1e-12)
    assert (row > 0).all()
    if len(ids) >= order - 1:
        np.testing.assert_array_equal(network.probabilities([2, 0, *ids]), row)


@pytest.mark.parametrize("order", [1, 2, 4])
def test_no_window_goes_from_one_stretch_into_the_next(order: int) -> None:
    stretches = [[3, 1, 0, 2], [2], [], [1, 1, 0]]
    training = WindowTraining(stretches, 4, WindowSpec(order=order))
    apart = [windows(np.array(stretch), order, 4) for stretch in stretches if stretch]
    np.testing.assert_array_equal(training._seen, np.concatenate(apart))


def test_rows_are_read_each_by_itself() -> None:
    network, rows = untrained(3), np.random.default_rng(0).integers(4, size=(3, 6))
    apart = [network.log_probabilities(row) for row in rows]
    np.testing.assert_allclose(network.log_probabilities(rows), apart, rtol=1e-12)


def test_before_a_text_stands_a_vector_of_its_own() -> None:
    assert windows(np.array([3, 1]), 4, 9).tolist() == [[9, 9, 9], [9, 9, 3]]
    one, moved = untrained(3), untrained(3)
    moved.weights.embedding[-1] += 1
    assert not np.allclose(one.probabilities([2]), moved.probabilities([2]))
    np.testing.assert_array_equal(one.probabilities([2, 1]), moved.probabilities([2, 1]))


@pytest.mark.parametrize("order", [1, 2, 6])
def test_its_weights_are_counted_by_the_formula(order: int) -> None:
    for size in (1, 53):
        spec = WindowSpec(order=order, embedding_size=5, hidden_size=7)
        network = WindowNetwork(spec, first_weights(spec, size, np.random.default_rng(0)))
        assert network.weight_count == spec.weight_count(size)
        assert network.size == size
    longer = WindowSpec(order=order + 1, embedding_size=5, hidden_size=7)
    assert longer.weight_count(53) - spec.weight_count(53) == 5 * 7


def test_a_training_is_a_function_of_its_text_and_its_spec() -> None:
    once, slices = WindowTraining(TEXT, 4, SMALL), WindowTraining(TEXT, 4, SMALL)
    once.advance(99)
    early = slices.network()
    kept = early.weights.embedding.copy()
    while not slices.done:
        slices.advance(7)
    assert (once.step, slices.step, len(once.losses)) == (40, 40, 40)
    for one, same in zip(once.network().weights, slices.network().weights, strict=True):
        np.testing.assert_array_equal(one, same)
    np.testing.assert_array_equal(early.weights.embedding, kept, "what was taken goes on learning")
    other = train_window(TEXT, 4, WindowSpec(3, 4, 6, 40, 16, seed=1))
    assert not np.allclose(other.weights.output, once.network().weights.output)


def test_it_learns_what_its_window_shows_and_nothing_else() -> None:
    """In "0 1 2 2 0 1 2 2 …" two pieces tell the next one, one piece does not."""
    text = [[0, 1, 2, 2] * 30]
    wide, narrow = (train_window(text, 3, WindowSpec(order, 4, 8, 300, 32)) for order in (3, 2))
    assert wide.probabilities([1, 2])[2] > 0.95
    assert wide.probabilities([2, 2])[0] > 0.95
    assert narrow.probabilities([1, 2])[2] == pytest.approx(0.5, abs=0.1)
    assert wide.probabilities([])[0] > 0.2, "a text begins with 0; cut windows share its place"


def test_its_perplexity_is_that_of_its_probabilities() -> None:
    network, ids = train_window(TEXT, 4, SMALL), [0, 1, 2, 0, 3]
    given = [network.probabilities(ids[:t])[piece] for t, piece in enumerate(ids)]
    expected = perplexity(given).from_cross_entropy
    assert np.exp(-network.log_probabilities(ids).mean()) == pytest.approx(expected, rel=1e-12)


def test_one_word_is_drawn_from_it() -> None:
    network = train_window([[0, 1, 2] * 20], 3, WindowSpec(2, 4, 8, 200, 32))
    row = network.probabilities([0])
    assert drawn(row, 0.5) == 1
    assert drawn(row, float(row[0]) / 2) == 0


def test_it_sits_the_exam_of_a_text_as_a_table_does() -> None:
    spec = default_run("lstm", "characters")
    this = task(spec.task)
    network = train_window(stretches_read(spec), len(this.vocabulary), WindowSpec(3, 8, 16, 200, 64))
    assert 1 < table_score(network, this) < this.chance
    gap = task(default_run("lstm", "recall").task)
    assert 0 <= table_score(untrained(2, len(gap.vocabulary)), gap) < 0.5


@pytest.mark.parametrize("order", [1, 2, 6])
@pytest.mark.parametrize("text", ["", "word", "again again again again", "nospacesatallinthistext", "a b"])
def test_any_text_is_learnt_from_even_if_the_window_is_larger(text: str, order: int) -> None:
    words = tokenize(text) or ("",)
    vocabulary = tuple(sorted(set(words)))
    ids = encode(words, vocabulary)
    network = train_window([ids], len(vocabulary), WindowSpec(order, 4, 8, 100, 8))
    row = network.probabilities(ids)
    assert row.sum() == pytest.approx(1)
    if len(vocabulary) == 1:
        assert row.tolist() == [1.0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"order": 0}, "order is 0; choose a whole number from 1 to 64"),
        ({"hidden_size": 2000}, "hidden_size is 2000"),
        ({"steps": 1.5}, "steps is 1.5"),
        ({"learning_rate": float("nan")}, "learning_rate is nan"),
        ({"seed": -1}, "seed is -1"),
    ],
)
def test_a_spec_cannot_be_wrong(change: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        WindowSpec(**change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stretches", "size", "said"),
    [
        ([[]], 3, "There is no piece to learn from"),
        ([], 3, "There is no piece to learn from"),
        ([[0, 3]], 3, "One piece is 3; ids run from 0 to 2"),
        ([[0.5]], 3, "expected ids, whole numbers"),
        ([[0]], 0, "size is 0"),
    ],
)
def test_what_is_no_text_is_refused(stretches: list[list[int]], size: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        WindowTraining(stretches, size)
    with pytest.raises(ValueError, match="ids run from 0 to 3"):
        untrained(2).probabilities([4])
