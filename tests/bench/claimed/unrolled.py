"""What the lesson on the unrolled RNN says, measured over seeds."""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np
import torch

from core import Network, ProbeScore, default_run, fit_probe, initial_network, judge_probe, record, train
from core.figures.growth import weights_at_once
from core.figures.loop import by_hand
from core.figures.twins import share_left, twins
from core.instruments.labelled import State
from core.spec import KINDS, Kind
from pages._scenes.unrolled.step import recipe as small
from pages._shell.lesson.subjects import LONG
from tests.bench.claims import Claim

FAR = 24
"""Words after the subject."""

WINDOW = 14
"""Words that a window network sees at once, as many as the sentence that is shown first has."""


@cache
def network(kind: Kind, seed: int, trained: bool = True) -> Network:
    """Return the lesson's network of a cell, from a seed."""
    spec = default_run(kind, "recall", seed)
    return train(spec) if trained else initial_network(spec)


def state_of(kind: Kind) -> State:
    """Return which state of a cell is read."""
    return "cell_state" if kind == "lstm" else "hidden"


def score(kind: Kind, seed: int, trained: bool = True) -> ProbeScore:
    """Return how often the subject is read rightly from a cell's state, by lag."""
    shown = network(kind, seed, trained)
    return judge_probe(fit_probe(shown, "subject", state=state_of(kind)), shown)


def more_weights(seed: int) -> float:
    """Return how many times as many weights a network has that sees the window at once."""
    shown = network("rnn", seed, trained=False)
    return weights_at_once(shown, WINDOW) / shown.size


def kept_longer(seed: int) -> float:
    """Return how much more often the subject is read from GRU and LSTM than from the RNN."""
    rnn, *gated = (score(kind, seed).at(FAR) for kind in KINDS)
    return min(gated) - rnn


def as_on_the_page(seed: int) -> float:
    """Return 1 if in the first sentence GRU and LSTM end on the dog, and the RNN does not."""
    last = []
    for kind in KINDS:
        shown = network(kind, seed)
        says = fit_probe(shown, "subject", state=state_of(kind)).says(record(shown, LONG))
        last.append(says[-1] == "dog")
    return float(last == [False, True, True])


def forgotten(seed: int) -> float:
    """Return minus how often the subject is read from untrained networks, of the best of three."""
    return -max(score(kind, seed, trained=False).at(FAR) for kind in KINDS)


def left(kind: Kind, seed: int, trained: bool) -> float:
    """Return what is left, after the last word, of the difference between dog and cat."""
    shown = network(kind, seed, trained)
    return float(share_left(record(shown, LONG), record(shown, LONG.replace("dog", "cat")), 1)[-1])


def became(kind: Kind, seed: int) -> Counter[str]:
    """Return what becomes of the differences between the dog and the seven others, by verdict."""
    shown = network(kind, seed)
    probe = fit_probe(shown, "subject", state=state_of(kind))
    told = twins([shown], LONG.split(), [probe])
    return Counter(twin["lines"][0]["verdict"] for twin in told["twins"])


def mixed(seed: int) -> float:
    """Return in which share of the seven the RNN's difference is not gone, but mixed."""
    return became("rnn", seed)["mixed"] / 7


def kept(seed: int) -> float:
    """Return in which share of the seven GRU and LSTM keep it, of the one that keeps fewer."""
    return min(became(kind, seed)["kept"] for kind in ("gru", "lstm")) / 7


def faded(seed: int) -> float:
    """Return minus what is left of it untrained, of the cell that has most."""
    return -max(left(kind, seed, trained=False) for kind in KINDS)


def one_matrix(seed: int) -> float:
    """Return minus how far W [h, x] is from W_hh h + W_xh x, at most, over all words of the sentence."""
    trace = record(train(small(seed=seed)), LONG)
    w = trace.network.weights
    both = np.hstack([w["rnn.weight_hh_l0"], w["rnn.weight_ih_l0"]]).astype(np.float64)
    before = np.vstack([trace.top.initial_hidden, trace.hidden[:-1]])
    read = np.hstack([before, trace.inputs]) @ both.T
    part = trace.top.parts["hidden"]
    return -float(np.abs(read - (part.recurrent + part.input)).max())


def old_state_counts(seed: int) -> float:
    """Return how far the states after the same word are apart, read after other ones."""
    network = train(small(seed=seed))
    return float(np.abs(record(network, "the dog a").hidden[-1] - record(network, "had a").hidden[-1]).max())


def as_built_in(seed: int) -> float:
    """Return minus how far a loop by hand is from `torch.nn.RNN`, at most."""
    trace = record(network("rnn", seed), LONG)
    model, weights = trace.network.spec.model, trace.network.weights
    layer = torch.nn.RNN(model.embedding_size, model.hidden_size, batch_first=True).double()
    with torch.no_grad():
        for name, parameter in layer.named_parameters():
            parameter.copy_(torch.tensor(np.asarray(weights[f"rnn.{name}"], np.float64)))
        states, last = layer(torch.tensor(trace.inputs, dtype=torch.float64)[None])
    hand = by_hand(trace)
    apart = max(np.abs(states[0].numpy() - hand).max(), np.abs(last[0, 0].numpy() - hand[-1]).max())
    return -float(apart)


CLAIMS: tuple[Claim, ...] = (
    Claim("unrolled/roll", "A network that sees 14 words at once needs more weights.", more_weights, 1.5),
    Claim("unrolled/step", "One matrix is two, to the last digits.", one_matrix, -1e-12),
    Claim("unrolled/step", "The same word gives another state after another.", old_state_counts, 0.01),
    Claim("unrolled/loop", "A loop by hand is the built-in layer.", as_built_in, -1e-12, True),
    Claim(
        "unrolled/dog", "The RNN loses the dog over 24 words, GRU and LSTM keep it.", kept_longer, 0.3, True
    ),
    Claim("unrolled/dog", "In the first sentence it is so.", as_on_the_page, 1, True),
    Claim("unrolled/dog", "Untrained, all of them forget it.", forgotten, -0.3),
    Claim("unrolled/twin", "In the RNN many a subject is not gone, but mixed.", mixed, 0.4, True),
    Claim("unrolled/twin", "GRU and LSTM keep all seven.", kept, 1, True),
    Claim("unrolled/twin", "Untrained, the difference fades in all.", faded, -0.1),
)
