"""The small network of this lesson, and what a sentence asks of it: every next word, or the answer alone."""

from dataclasses import replace

import numpy as np

from core import Loss, Network, Reading, RunSpec, Trace, default_run, gradient_profile
from core.arrays import Floats
from core.equations.forward import Pass, arrays
from core.tasks.recall import ANSWERS

UNITS, EMBEDDING = 4, 3
"""Few enough for every number to be read."""

SEED = 15
"""One of twenty on which the last words have the usual part of the gradient: 91 %; half have over 93 %."""

WEIGHT = "rnn.weight_hh_l0"


def recipe(seed: int = SEED) -> RunSpec:
    """Return the recipe of the RNN whose numbers are shown."""
    usual = default_run("rnn", "recall", seed)
    small = replace(usual.model, hidden_size=UNITS, embedding_size=EMBEDDING)
    return replace(usual, model=small)


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


def loss_after(network: Network, trace: Trace, loss: Loss, rate: float) -> float:
    """Return the loss of a sentence after a step of plain gradient descent on it."""
    gradients = gradient_profile(trace, loss=loss).weight_gradients()
    after = {name: array - rate * gradients[name] for name, array in arrays(network).items()}
    return loss.value(Pass.forward(network.spec.model, after, trace.ids[:, None]).logits[:, 0])
