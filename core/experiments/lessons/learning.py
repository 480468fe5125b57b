"""Learning through time: where a gradient comes from, how far a step goes, what truncation does not learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...arrays import Floats
from ...equations.forward import Pass, arrays
from ...instruments import Loss, Trace, gradient_profile, record
from ...instruments.check import check_gradients
from ...network import initial_network
from ...recipes import default_run
from ...spec import RunSpec
from ...tasks import task
from ...tasks.recall import ANSWERS
from ...text import Reading
from ..experiment import Experiment, Line, Trained

UNITS, EMBEDDING = 4, 3
"""Of the small network: few enough for every number to be read."""

WEIGHT = "rnn.weight_hh_l0"
LAST = 3
"""Words whose part of the gradient is told."""

RATE, LARGE = 10, 50


def small_rnn(seed: int) -> RunSpec:
    """Return the recipe of the RNN whose numbers are shown."""
    usual = default_run("rnn", "recall", seed)
    return replace(usual, model=replace(usual.model, hidden_size=UNITS, embedding_size=EMBEDDING))


def answer_of(reading: Reading) -> str:
    """Return the answer that belongs to the first word that decides one; "" where there is none."""
    return next((ANSWERS[word.lower()] for word in reading.words if word.lower() in ANSWERS), "")


def asked(trace: Trace, reading: Reading, every: bool) -> Loss:
    """Return the mean loss over all words, each asked for the next one, or the loss of the last word alone.

    Where no word decides the answer, the last word is asked for the network's own.
    """
    classes, steps = trace.network.classes, len(trace)
    answer = answer_of(reading)
    last = classes.index(answer) if answer else int(trace.answers[-1].argmax())
    following = [classes.index(reading.vocabulary[index]) for index in reading.ids[1:]]
    weights = np.full(steps, 1 / steps) if every else np.eye(steps)[-1]
    return Loss(np.array([*following, last], np.int64), weights)


def sizes(trace: Trace, loss: Loss) -> Floats:
    """Return how much each timestep adds to the gradient of W_h, (T,): its numbers without sign, added."""
    added = gradient_profile(trace, loss=loss).contributions()[WEIGHT].each()
    found: Floats = np.abs(added).sum(axis=(1, 2))
    return found


def share_of_last(found: Floats, count: int) -> float:
    """Return which part of all sizes the last timesteps have; NaN where nothing is added at all."""
    whole = found.sum()
    return float(found[-count:].sum() / whole) if whole else float("nan")


def loss_after(trace: Trace, loss: Loss, rate: float) -> float:
    """Return the loss of a sentence after a step of plain gradient descent on it."""
    gradients = gradient_profile(trace, loss=loss).weight_gradients()
    weights = {name: array - rate * gradients[name] for name, array in arrays(trace.network).items()}
    return loss.value(Pass.forward(trace.network.spec.model, weights, trace.ids[:, None]).logits[:, 0])


def _probe(seed: int) -> tuple[Trace, Reading]:
    network = initial_network(small_rnn(seed))
    this = task(network.spec.task)
    return record(network, this.probe), this.read(this.probe)


def ends(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the part of the last words, with a loss at the last one alone and at every one."""
    trace, reading = _probe(seed)
    return tuple(share_of_last(sizes(trace, asked(trace, reading, each)), LAST) for each in (False, True))


def digits(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return to how many digits sums and nudges agree: of the last word's loss and of all words'."""
    trace, reading = _probe(seed)
    checks = [check_gradients(trace, loss=asked(trace, reading, each), each=20) for each in (False, True)]
    return tuple(float(-np.log10(max(check.relative_error, 1e-16))) for check in checks)


def steps(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the loss before a step, and after one of each rate."""
    trace, reading = _probe(seed)
    loss = asked(trace, reading, every=True)
    return tuple(loss_after(trace, loss, rate) for rate in (0, RATE, LARGE))


def first(values: Sequence[float]) -> float:
    """Return the first number."""
    return values[0]


def least(values: Sequence[float]) -> float:
    """Return the smallest number."""
    return min(values)


def lead(values: Sequence[float]) -> float:
    """Return by how much the first number is above the second."""
    return values[0] - values[1]


def down_and_up(values: Sequence[float]) -> float:
    """Return by how much the loss falls with the usual rate or rises with the large one: the lesser."""
    before, after, far = values
    return min(before - after, far - before)


_SMALL = "One sentence of 14 words, an RNN of 4 units before training; only the random start changes."

EXPERIMENTS = (
    Experiment(
        "learning/sum",
        "With the loss at the last word alone the last 3 of 14 words make over half of the gradient of W_h.",
        _SMALL,
        (Line("loss at the last word", "rnn", 0.5), Line("loss at every word")),
        ends,
        first,
        0.5,
        unit="part of the last 3 words",
        scale="percent",
        said="The last words make most of the gradient.",
        source="Bengio et al. 1994",
    ),
    Experiment(
        "learning/sum/check",
        "The sum over the words and a nudge of the weight agree to six digits.",
        _SMALL,
        (Line("loss at the last word", "rnn", 6.0), Line("loss at every word", "", 6.0)),
        digits,
        least,
        6.0,
        unit="digits that agree",
        said="The gradient of a shared weight is the sum over all timesteps.",
        source="Werbos 1990",
    ),
    Experiment(
        "learning/step",
        "A step of rate 10 lowers the loss of its sentence, one of rate 50 makes it higher than before.",
        _SMALL,
        (Line("before"), Line("rate 10", "rnn"), Line("rate 50")),
        steps,
        down_and_up,
        0.0,
        unit="loss of the sentence",
        expected="mostly",
        said="A learning rate that is too large makes the loss grow.",
    ),
)
