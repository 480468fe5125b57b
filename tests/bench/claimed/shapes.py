"""What the lesson on shapes of sequence problems says, measured over seeds.

`python -m tests.bench.claimed.shapes` prints what `pages/_scenes/shapes/kept.py` keeps.
"""

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from core import Network, RunSpec, default_run, generate, record_batch
from core.nets.run import Run
from core.spec import TaskName
from core.tasks.everyday import CLEAR, RATED
from core.tasks.reviews import STARS, is_new, stars_of
from pages._scenes.shapes import pool
from pages._scenes.shapes.examples import EXAMPLES
from pages._scenes.shapes.kept import SCORES
from tests.bench.claims import Claim

SHORT, BEYOND, LONG = 4, 10, 12
"""Letters of a sequence that is returned, of one beyond training, and of one that is not returned."""

WRITTEN = 20
"""Reviews that are written for each number of stars, to see how many are new."""


def right(name: TaskName, seed: int) -> float:
    """Return the share of right test sentences of an LSTM's measured recipe."""
    return _score(default_run("lstm", name, seed))


def new(seed: int) -> float:
    """Return the share of reviews that training never read, among the right ones that an LSTM writes."""
    run = Run(default_run("lstm", "reviews", seed))
    run.train(run.spec.train.steps)
    network, found = run.network(), []
    for stars in STARS:
        for draw in range(WRITTEN):
            words = generate(network, stars, 32, 1.0, draw).replace(".", " .").split()
            found += [is_new(int(stars), words)] if stars_of(words) == int(stars) else []
    return sum(found) / len(found)


def translated_with_attention(seed: int) -> float:
    """Return by how much oftener a GRU translates without a fault with attention than without."""
    spec = default_run("gru", "translation", seed)
    return _score(_of_model(spec, attention=True)) - _score(spec)


def lost(seed: int) -> float:
    """Return how much rarer twelve letters come back without a fault than four."""
    run = Run(default_run("lstm", "reversal", seed))
    curve = dict(run.advance(run.spec.train.steps).curve)
    return curve[SHORT] - curve[LONG]


def more_with_attention(seed: int) -> float:
    """Return by how much oftener ten letters come back without a fault with attention than without."""
    spec = default_run("lstm", "reversal", seed)
    runs = [Run(_of_model(spec, attention=looks)) for looks in (False, True)]
    without, looking = (dict(run.advance(run.spec.train.steps).curve) for run in runs)
    return looking[BEYOND] - without[BEYOND]


def alike(seed: int) -> float:
    """Return minus how far apart the last state, the mean and the largest values are."""
    scores = [_score(replace(spec, seed=seed)) for spec in pool.recipes()]
    return min(scores) - max(scores)


def _of_model(spec: RunSpec, **changed: Any) -> RunSpec:
    return replace(spec, model=replace(spec.model, **changed))


def _score(spec: RunSpec) -> float:
    return Run(spec).advance(spec.train.steps).score


def kept(name: str, seed: int) -> float:
    """Return how often a network is right at the task of a shape, by the name of the example."""
    example = EXAMPLES[name]
    run = Run(default_run(example.kind, example.task, seed))
    measured = run.advance(run.spec.train.steps)
    if name == "word":
        return _words_right(run.network())
    return measured.score if example.point is None else dict(measured.curve)[example.point]


def _words_right(network: Network) -> float:
    """Return of which share of the rated words a network says alone whether they are good or bad."""
    words = [word for word, valence in RATED.items() if abs(valence) >= CLEAR]
    traces = record_batch(network, words)
    said = [network.classes[int(trace.probabilities[-1].argmax())] for trace in traces]
    right = [(one == "positive") == (RATED[word] > 0) for one, word in zip(said, words, strict=True)]
    return float(np.mean(right))


CLAIMS: tuple[Claim, ...] = (
    Claim("shapes/kinds", "An LSTM writes reviews that go with their stars.", partial(right, "reviews"), 0.9),
    Claim(
        "shapes/kinds",
        "An LSTM translates sentences that it never read.",
        partial(right, "translation"),
        0.9,
    ),
    Claim("shapes/kinds", "Some reviews it never read (one in eight was kept back).", new, 0.03),
    Claim("shapes/bottleneck", "One state returns four letters, but not twelve.", lost, 0.8),
    Claim(
        "shapes/attention",
        "With attention far more sequences of ten letters come back.",
        more_with_attention,
        0.15,
        slow=True,
    ),
    Claim(
        "shapes/attention",
        "With attention a GRU translates more sentences.",
        translated_with_attention,
        0.2,
        slow=True,
    ),
    Claim(
        "shapes/pool",
        "Last state, mean and largest values are right about equally often (within 5 points).",
        alike,
        -0.05,
        slow=True,
    ),
)


def main() -> None:
    """Print the scores of ten seeds, line by line."""
    for name in SCORES:
        print(f'    "{name}": ({", ".join(f"{kept(name, seed):.3g}" for seed in range(10))}),', flush=True)


if __name__ == "__main__":
    main()
