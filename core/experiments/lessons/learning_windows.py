"""Learning through time: a text in windows, and how far back a gradient has to go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...equations.forward import Pass, arrays
from ...instruments import record
from ...recipes import default_run
from ...spec import RunSpec, TaskSpec
from ...tasks import task
from ..experiment import Experiment, Line, Trained
from .learning import lead

WINDOW = 5
GAP = 15
"""Words between the subject and the word that it decides: the subject is read 16 words before the answer."""

FIXED, MIXED = (2, 5, 10, 12, 14, 16, 20), (2, 3, 4, 5, 6, 10, 16)
"""Words that the gradient goes back, where all sentences have the gap, and where there are short ones."""


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


def far_against_near(values: Sequence[float]) -> float:
    """Return by how much a gradient that reaches the subject is above one that goes 5 words back."""
    return values[FIXED.index(16)] - values[FIXED.index(WINDOW)]


def five_is_enough(values: Sequence[float]) -> float:
    """Return the score of the gradient that goes 5 words back."""
    return values[MIXED.index(WINDOW)]


_LSTM = "An LSTM of 32 units with forget bias 3, 300 steps; only the random start changes."

EXPERIMENTS = (
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
