"""Learning through time: where a gradient comes from, how far a step goes, what truncation does not learn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from ...arrays import Floats
from ...equations.forward import Pass, arrays
from ...instruments import Loss, Trace, gradient_profile, record
from ...instruments.check import check_gradients
from ...network import Network, initial_network
from ...recipes import default_run
from ...spec import RunSpec, TaskSpec
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
WINDOW = 5
GAP = 15
"""Words between the subject and the word that it decides: the subject is read 16 words before the answer."""

FIXED, MIXED = (2, 5, 10, 12, 14, 16, 20), (2, 3, 4, 5, 6, 10, 16)
"""Words that the gradient goes back, where all sentences have the gap, and where there are short ones."""

SEARCHED = (32, 16)
"""Units and numbers a word of the network that is searched."""

SMALLER, LARGER = 16, 64
"""Units of networks with fewer and with more weights."""

EVALUATIONS, COST = 180, 3
"""How often the loss may be computed, and how many of these a gradient counts for: one there, two back."""

MOST = 6000
"""Losses after which luck is given up."""

STEP, LONGEST = 1.0, 1.0
"""The rate of a gradient step, and the norm to which a longer gradient is cut."""

NUDGE, GROWS = 0.1, 1.5
"""How far a search begins to jump in each weight; by what it then goes farther, where a jump was good."""


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


def searched(seed: int, units: int = SEARCHED[0]) -> RunSpec:
    """Return the recipe of the RNN that gradients and luck start from."""
    numbers = SEARCHED[1]
    usual = default_run("rnn", "recall", seed)
    return replace(usual, model=replace(usual.model, hidden_size=units, embedding_size=numbers))


class Eight:
    """Eight sentences, one a subject with the same words after it, and what a network says after each."""

    def __init__(self, network: Network, after: str = "had a big") -> None:
        self.model, classes = network.spec.model, network.classes
        sentences = [network.read(f"the {subject} {after}") for subject in ANSWERS]
        self.ids = np.array([sentence.ids for sentence in sentences]).T
        self.targets = np.array([classes.index(answer) for answer in ANSWERS.values()])
        self.rows = np.arange(len(self.targets))

    def forward(self, weights: Mapping[str, Floats]) -> tuple[Pass, Floats, float]:
        """Return the pass, the probabilities after the last word (8, K), and the mean loss."""
        done = Pass.forward(self.model, weights, self.ids)
        logits = done.logits[-1]
        top = logits.max(axis=1, keepdims=True)
        spread = np.log(np.exp(logits - top).sum(axis=1, keepdims=True)) + top
        loss = float((spread[:, 0] - logits[self.rows, self.targets]).mean())
        return done, np.exp(logits - spread), loss

    def gradients(self, weights: Mapping[str, Floats]) -> dict[str, Floats]:
        """Return the gradient of the mean loss by each weight."""
        done, shares, _ = self.forward(weights)
        slope = np.zeros_like(done.logits)
        slope[-1] = shares
        slope[-1, self.rows, self.targets] -= 1
        back = done.backward(slope / len(self.rows))
        return {name: one.total for name, one in done.contributions(back).items()}

    def right(self, weights: Mapping[str, Floats]) -> int:
        """Return how many of the eight answers are right."""
        return int((self.forward(weights)[1].argmax(axis=1) == self.targets).sum())


def by_gradient(network: Network) -> Iterator[int]:
    """Yield how many answers are right after each gradient step."""
    eight = Eight(network)
    weights = arrays(network)
    while True:
        slopes = eight.gradients(weights)
        norm = float(np.sqrt(sum((slope**2).sum() for slope in slopes.values())))
        rate = STEP * min(1.0, LONGEST / norm)
        weights = {name: array - rate * slopes[name] for name, array in weights.items()}
        yield eight.right(weights)


def by_luck(network: Network, seed: int) -> Iterator[int]:
    """Yield how many answers are right after each random jump; one is kept if the loss is lower then.

    A jump that was good makes the next ones larger, one that was not smaller, so that about a fifth are good
    (Rechenberg 1973).
    """
    eight, rng = Eight(network), np.random.default_rng(seed)
    weights = arrays(network)
    lowest, far = eight.forward(weights)[2], NUDGE
    right = eight.right(weights)
    while True:
        jump = {name: array + far * rng.standard_normal(array.shape) for name, array in weights.items()}
        loss = eight.forward(jump)[2]
        if loss < lowest:
            lowest, weights, far = loss, jump, far * GROWS
            right = eight.right(weights)
        else:
            far /= GROWS**0.25
        yield right


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


def both(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how many of eight answers gradients and luck get right."""
    return _found(searched(seed), seed)


def by_units(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how many of eight answers gradients and luck get right, with fewer units and with more."""
    small, large = (_found(searched(seed, units), seed) for units in (SMALLER, LARGER))
    return *small, *large


def _found(spec: RunSpec, seed: int) -> tuple[float, float]:
    network = initial_network(spec)
    steps = next(islice(by_gradient(network), EVALUATIONS // COST - 1, None))
    return steps, next(islice(by_luck(network, seed), EVALUATIONS - 1, None))


def until_right(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how many losses gradients and luck need until all answers are right; at most `MOST`."""
    network = initial_network(searched(seed))
    ways = ((by_gradient(network), COST), (by_luck(network, seed), 1))
    found = []
    for way, cost in ways:
        tries = enumerate(islice(way, MOST // cost), start=1)
        found.append(next((float(cost * count) for count, right in tries if right == len(ANSWERS)), MOST))
    return tuple(found)


def lstm(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of the LSTM that reads in windows."""
    return (default_run("lstm", "recall", seed),)


def carried(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how probable the answer is where the state goes on between windows, and where it is set to 0."""
    network = trained[0].network
    this = task(network.spec.task)
    answer = network.classes.index(this.probe_answer)
    own = " ".join(this.probe.split()[-WINDOW:])
    return tuple(float(record(network, text).probabilities[-1, answer]) for text in (this.probe, own))


def truncated(shortest: int, longest: int, back: int, seed: int) -> RunSpec:
    """Return the recipe of an LSTM whose gradient goes so many words back; its forget gates begin open."""
    usual = default_run("lstm", "recall", seed)
    return replace(
        usual,
        model=replace(usual.model, forget_bias=3.0),
        task=TaskSpec("recall", shortest, longest),
        train=replace(usual.train, steps=300, truncation=back),
    )


def fixed(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipes that learn from sentences with the gap alone."""
    return tuple(truncated(GAP, GAP, back, seed) for back in FIXED)


def mixed(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipes that learn from sentences with gaps of 3 to 24 words."""
    return tuple(truncated(3, 24, back, seed) for back in MIXED)


def over_the_gap(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the share of right answers on held-out sentences with the gap, of each network."""
    found = []
    for network in (one.network for one in trained):
        exam = task(network.spec.task).exam(GAP)
        logits = Pass.forward(network.spec.model, arrays(network), exam.ids.T).logits
        found.append(float((logits[-1].argmax(axis=1) == exam.targets[:, -1]).mean()))
    return tuple(found)


def first(values: Sequence[float]) -> float:
    """Return the first number."""
    return values[0]


def least(values: Sequence[float]) -> float:
    """Return the smallest number."""
    return min(values)


def times(values: Sequence[float]) -> float:
    """Return how many times the first number the second is."""
    return values[1] / values[0]


def lead(values: Sequence[float]) -> float:
    """Return by how much the first number is above the second."""
    return values[0] - values[1]


def luck_with_more(values: Sequence[float]) -> float:
    """Return how many more answers luck has right with more units than with fewer."""
    return values[3] - values[1]


def down_and_up(values: Sequence[float]) -> float:
    """Return by how much the loss falls with the usual rate or rises with the large one: the lesser."""
    before, after, far = values
    return min(before - after, far - before)


def far_against_near(values: Sequence[float]) -> float:
    """Return by how much a gradient that reaches the subject is above one that goes 5 words back."""
    return values[FIXED.index(16)] - values[FIXED.index(WINDOW)]


def five_is_enough(values: Sequence[float]) -> float:
    """Return the score of the gradient that goes 5 words back."""
    return values[MIXED.index(WINDOW)]


_SMALL = "One sentence of 14 words, an RNN of 4 units before training; only the random start changes."
_LSTM = "An LSTM of 32 units with forget bias 3, 300 steps; only the random start changes."

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
    Experiment(
        "learning/search",
        "After as many losses as 60 gradient steps cost, gradients get 3 more of 8 answers right than luck.",
        "The same RNN of 32 units from the same start, the same eight sentences.",
        (Line("gradients"), Line("luck", "rnn")),
        both,
        lead,
        3.0,
        unit="right answers of 8",
        said="Gradients find weights that luck does not.",
    ),
    Experiment(
        "learning/search/tries",
        "Luck needs at least 3 times as many losses as gradients to get all 8 answers right.",
        "The same RNN of 32 units from the same start, the same eight sentences.",
        (Line("gradients"), Line("luck", "rnn")),
        until_right,
        times,
        3.0,
        unit="losses until 8 of 8 are right",
        scale="log",
        said="Gradients find weights that luck does not.",
    ),
    Experiment(
        "learning/search/units",
        f"Luck is no worse with more weights: with {LARGER} units it has as many of 8 answers right as with "
        f"{SMALLER}, or more.",
        "The same eight sentences, as many losses as 60 gradient steps cost; only the units differ.",
        (
            Line(f"gradients, {SMALLER} units"),
            Line(f"luck, {SMALLER} units", "rnn"),
            Line(f"gradients, {LARGER} units"),
            Line(f"luck, {LARGER} units", "rnn"),
        ),
        by_units,
        luck_with_more,
        0.0,
        unit="right answers of 8",
        expected="mostly",
        said="The more weights there are, the less luck finds.",
    ),
    Experiment(
        "learning/windows",
        "Set to 0 between windows of 5, the state loses the dog; carried on, it keeps it.",
        "One sentence, the LSTM's own recipe; only the random start changes.",
        (Line("state carried on", "lstm"), Line("state set to 0")),
        carried,
        lead,
        0.4,
        lstm,
        unit="probability of “tail”",
        scale="percent",
        expected="mostly",
        slow=True,
        said="The state goes from one window of the text into the next.",
        source="Mikolov et al. 2010",
    ),
    Experiment(
        "learning/far",
        "Over a gap of 15 words, a gradient that goes 16 words back learns the answer, one that goes 5 back "
        "does not.",
        f"{_LSTM} All sentences have 15 words between subject and answer.",
        tuple(Line(f"{back} words back", "lstm" if back == WINDOW else "") for back in FIXED),
        over_the_gap,
        far_against_near,
        0.5,
        fixed,
        unit="right answers over a gap of 15",
        scale="percent",
        slow=True,
        said="Truncated backpropagation does not learn what is farther away than it goes back.",
        source="Williams and Peng 1990",
    ),
    Experiment(
        "learning/far/short",
        "With gaps of 3 to 24 words, a gradient that goes 5 words back is right over a gap of 15, too.",
        f"{_LSTM} Sentences have 3 to 24 words between subject and answer.",
        tuple(Line(f"{back} words back", "lstm" if back == WINDOW else "") for back in MIXED),
        over_the_gap,
        five_is_enough,
        0.75,
        mixed,
        unit="right answers over a gap of 15",
        scale="percent",
        slow=True,
        said="Truncated backpropagation does not learn what is farther away than it goes back.",
        source="Williams and Peng 1990",
    ),
)
