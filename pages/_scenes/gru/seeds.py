"""What is kept of the proofs of this lesson, by the names of their lines."""

from collections.abc import Mapping, Sequence
from statistics import median

from core.experiments import experiment, kept

Kept = Mapping[str, tuple[float, ...]]


def kept_values(proof: str) -> Kept:
    """Return what was measured on each line, a number a random start; nothing where nothing is kept."""
    known = experiment(proof)
    try:
        found = kept(known)
    except ValueError:
        return {line.name: () for line in known.lines}
    return {line.name: found.of(line.name) for line in known.lines}


def borne_by(proof: str) -> str:
    """Return how many random starts bear a claim, in words: "18 of 20"."""
    try:
        said = kept(experiment(proof)).verdict
    except ValueError:
        return "some"
    return f"{said.bears} of {said.count}"


def middle_of(values: Sequence[float]) -> str:
    """Return the middle one of what was measured, in words."""
    return f"{median(values):g}" if values else "not measured"


def ends_of(values: Sequence[float]) -> str:
    """Return between which ends they lie, in words: "15 to 45"."""
    return f"{min(values):g} to {max(values):g}" if values else "not measured"
