"""What is kept of the proofs of this lesson, by the names of their lines."""

from collections.abc import Mapping

from core.experiments import experiment, kept

Kept = Mapping[str, tuple[float, ...]]


def kept_values(proof: str) -> Kept:
    """Return a number a random start for each line; none where nothing is kept."""
    known = experiment(proof)
    try:
        return {line.name: kept(known).of(line.name) for line in known.lines}
    except ValueError:
        return {line.name: () for line in known.lines}


def borne_by(proof: str) -> str:
    """Return how many random starts bear a claim, in words: "18 of 20"."""
    try:
        said = kept(experiment(proof)).verdict
    except ValueError:
        return "some"
    return f"{said.bears} of {said.count}"
