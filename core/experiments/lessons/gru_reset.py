"""The reset gate: what it keeps out of a GRU's new value at "but", and what holding it does to answers."""

from __future__ import annotations

from collections.abc import Sequence

from ...instruments import Clamp, record, record_batch
from ...instruments.mixed import resets
from ...recipes import default_run
from ...spec import RunSpec
from ...tasks import task
from ..experiment import Experiment, Line, Trained

SENTENCE = "I really loved this movie but the ending was terrible"
TURN, RIGHT = "but", "negative"

LEAST = 0.1
"""By so much less sure an answer is clearly less sure."""

OTHERS = 0.05
"""Of all test sentences at least this share is answered otherwise."""

GATE = "reset_gate"


def recipes(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of a GRU that reads everyday English."""
    return (default_run("gru", "everyday", seed),)


def held_at_turn(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how sure the right answer is, as trained, with r at 1 and at 0 at "but".

    After that the mean r there, and elsewhere.
    """
    network = trained[0].network
    free = record(network, SENTENCE)
    at, right = free.words.index(TURN), network.classes.index(RIGHT)
    holds = [Clamp(GATE, value, None, at, at + 1) for value in (1.0, 0.0)]
    traces = [free, *(record(network, SENTENCE, operations=[hold]) for hold in holds)]
    means = resets(free).mean(axis=1)
    rest = (means.sum() - means[at]) / (len(means) - 1)
    return *(float(trace.probabilities[-1, right]) for trace in traces), float(means[at]), float(rest)


def less_sure(numbers: Sequence[float]) -> float:
    """Return by how much less sure the right answer is with r at 1."""
    return numbers[0] - numbers[1]


def held_everywhere(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return which share of all test sentences is answered otherwise with r at 1, and with r at 0."""
    network = trained[0].network
    known = task(network.spec.task)
    texts = [
        [known.vocabulary[one] for one in ids]
        for point in known.exam_points
        for ids in known.exam(point).ids.tolist()
    ]
    free = [int(trace.logits[-1].argmax()) for trace in record_batch(network, texts)]
    shares = []
    for value in (1.0, 0.0):
        held = [record(network, text, operations=[Clamp(GATE, value)]) for text in texts]
        others = sum(int(one.logits[-1].argmax()) != said for one, said in zip(held, free, strict=True))
        shares.append(others / len(texts))
    return tuple(shares)


def fewer(shares: Sequence[float]) -> float:
    """Return the smaller share of answers that are others."""
    return min(shares)


EXPERIMENTS = (
    Experiment(
        "gru/reset",
        f"With r held at 1 at “{TURN}”, the right answer is at least {100 * LEAST:.0f} points less sure: "
        "the clause before comes through.",
        f"One sentence, “{SENTENCE}”, one recipe; only the random start changes.",
        (
            Line("as trained", "gru"),
            Line(f"r at 1 at “{TURN}”", GATE),
            Line(f"r at 0 at “{TURN}”", GATE),
            Line(f"mean r at “{TURN}”", GATE, aside=True),
            Line("mean r elsewhere", GATE, aside=True),
        ),
        held_at_turn,
        less_sure,
        LEAST,
        recipes,
        unit=f"how sure “{RIGHT}” is; means of r are over units",
        scale="percent",
        slow=True,
        said="The reset gate lets a unit drop what was said before while it makes its new value.",
        source="Cho et al. 2014",
    ),
    Experiment(
        "gru/reset/everywhere",
        "A trained GRU needs its reset gate: with r held at 1 at all words, or at 0, it answers "
        f"at least {100 * OTHERS:.0f} of 100 test sentences otherwise.",
        "One task, one recipe, all test sentences; only the random start changes.",
        (Line("r at 1 at all words", GATE, OTHERS), Line("r at 0 at all words", GATE, OTHERS)),
        held_everywhere,
        fewer,
        OTHERS,
        recipes,
        unit="share of test sentences answered otherwise",
        scale="percent",
        slow=True,
        said="A GRU has a reset gate because it needs one.",
        source="Cho et al. 2014",
    ),
)
