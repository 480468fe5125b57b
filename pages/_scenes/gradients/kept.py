"""Which share of its gradient each line keeps at "dog", of ten networks a cell.

They are kept because to train thirty networks takes half a minute. Measured on 2026-11-29 (AMD EPYC, torch
2.13.0) with the default recipes, seeds 0 to 9, on the sentence that is shown at first. `python -m
tests.bench.claimed.gradients` prints them anew. On another kind of processor trained networks differ;
`python -m tests.bench.claims gradients` measures what is claimed of them.
"""

from collections.abc import Mapping

SEEDS = 10
DATE = "2026-11-29"

UNTRAINED: Mapping[str, tuple[float, ...]] = {
    "rnn": (0.00021, 0.00023, 0.00023, 0.00048, 0.00017, 0.00013, 0.00012, 0.00031, 0.00035, 8.5e-05),
    "gru": (0.0018, 0.0022, 0.0028, 0.0031, 0.0017, 0.0042, 0.0026, 0.0018, 0.0042, 0.0024),
    "lstm": (0.0088, 0.014, 0.0091, 0.0087, 0.0093, 0.006, 0.0087, 0.009, 0.0094, 0.0049),
    "lstm-cell": (0.065, 0.098, 0.066, 0.064, 0.074, 0.057, 0.061, 0.052, 0.076, 0.039),
}
"""Before training; a place a seed."""

TRAINED: Mapping[str, tuple[float, ...]] = {
    "rnn": (0.0019, 0.11, 0.011, 0.0073, 0.025, 0.83, 0.0004, 0.025, 0.18, 0.00031),
    "gru": (0.76, 1.1, 1.1, 0.53, 1.2, 0.68, 0.54, 0.45, 1.5, 1.3),
    "lstm": (0.049, 0.0066, 0.026, 0.0043, 0.27, 0.052, 0.0076, 0.043, 0.06, 0.049),
    "lstm-cell": (0.69, 0.7, 1.3, 0.24, 1.4, 0.49, 0.14, 1.1, 0.61, 1.1),
}
"""After training; the same seeds in the same places."""


def over_seeds() -> dict[str, str]:
    """Return what is told of the ten networks of each cell: the ends between which their shares lie."""
    least = min(*TRAINED["gru"], *TRAINED["lstm-cell"])
    ends = {line: f"{_low(min(found))} to {max(found):.2g}" for line, found in TRAINED.items()}
    return {
        "seeds": str(SEEDS),
        "least": f"{least:.2g}",
        "rnn": ends["rnn"],
        "gru": ends["gru"],
        "lstm": ends["lstm"],
        "cell": ends["lstm-cell"],
    }


def _low(share: float) -> str:
    return f"{share:.2g}" if share >= 0.01 else f"{share:.1g}"
