"""Claims of *Vanishing gradients*: shares of the gradient at "dog", before and after training.

`python -m tests.bench.claimed.gradients` prints what `pages/_scenes/gradients/kept.py` keeps.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import lru_cache

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

from core import (
    Network,
    default_run,
    gradient_profile,
    initial_network,
    record,
    recurrent_bound,
    shares_by_radius,
    shares_by_slope,
    task,
    train,
    with_radius,
)
from core.instruments.summary import origin, share_kept
from core.spec import KINDS
from pages._shell.lesson.findings import norms_by_line
from tests.bench.claims import Claim


@lru_cache(maxsize=32)
def shares(seed: int, trained: bool) -> dict[str, float]:
    """Return which share each line keeps, of the default networks with a seed, on the first sentence."""
    profiles = []
    for kind in KINDS:
        spec = replace(default_run(kind, "recall"), seed=seed)
        network = train(spec) if trained else initial_network(spec)
        recall = task(spec.task)
        trace = record(network, recall.probe)
        profiles.append(gradient_profile(trace, network.classes.index(recall.probe_answer)))
        begin = origin(trace.words, recall.telling)
    return {line: share_kept(norms, begin) for line, norms in norms_by_line(profiles).items()}


def _rnn(seed: int) -> tuple[Network, str, int, int]:
    """Return an untrained RNN, the first sentence, the answer's class and the timestep of "dog"."""
    network = initial_network(replace(default_run("rnn", "recall"), seed=seed))
    recall = task(network.spec.task)
    begin = origin(recall.probe.split(), recall.telling)
    return network, recall.probe, network.classes.index(recall.probe_answer), begin


def sigmoid_fades(seed: int) -> float:
    """Return how many times the share with tanh slopes is that with sigmoid slopes, at radius 1."""
    network, probe, target, begin = _rnn(seed)
    left = shares_by_slope(gradient_profile(record(with_radius(network, 1.0), probe), target))
    return float(left["tanh"][begin] / left["sigmoid"][begin])


def radius_above_one_fades(seed: int) -> float:
    """Return what part of the gradient is gone at "dog" with a largest eigenvalue of 1.1."""
    network, probe, target, begin = _rnn(seed)
    return float(1 - shares_by_radius(network, probe, target, [1.1])[0, begin])


def bound_says_little(seed: int) -> float:
    """Return how many times what arrives at "dog" the bound allows, with a largest eigenvalue of 1.1."""
    network, probe, target, begin = _rnn(seed)
    bound = recurrent_bound(with_radius(network, 1.1)) ** (len(probe.split()) - 1 - begin)
    return float(bound / shares_by_radius(network, probe, target, [1.1])[0, begin])


def powers(seed: int) -> float:
    """Return how far 1.1 and 0.9 are apart after 50 steps; the same whatever the seed."""
    return float(1.1**50 / 0.9**50) + 0 * seed


CLAIMS = (
    Claim("gradients/unit", "0.9 leaves under 1 % after 50 steps, 1.1 over 100 times as much.", powers, 1e4),
    Claim(
        "gradients/slopes",
        "With sigmoid slopes less than a thousandth of what tanh leaves arrives at “dog”.",
        sigmoid_fades,
        1000.0,
    ),
    Claim(
        "gradients/radius",
        "With a largest eigenvalue of 1.1 less than a fifth of the gradient arrives at “dog”.",
        radius_above_one_fades,
        0.8,
    ),
    Claim(
        "gradients/radius",
        "The bound of the largest singular value allows over a hundred times what arrives.",
        bound_says_little,
        100.0,
    ),
)


def main() -> None:
    """Print the shares of ten seeds, line by line."""
    for trained in (False, True):
        found = [shares(seed, trained) for seed in range(10)]
        print("TRAINED" if trained else "UNTRAINED")
        for line in found[0]:
            print(f'    "{line}": ({", ".join(f"{one[line]:.2g}" for one in found)}),')


if __name__ == "__main__":
    main()
