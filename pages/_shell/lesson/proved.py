"""What a picture draws of a proof: its kept seeds, their verdict, how long it takes to measure them again."""

import math
from collections.abc import Mapping

from core.experiments import Experiment, Kept, kept
from core.figures.palette import NETWORKS, SIGNALS
from pages._shell.server.proofs import COUNT, points, verdict

WORKERS = 2
"""Seeds of one visitor that are measured at the same time."""


def known_of(proof: Experiment) -> tuple[Kept | None, str]:
    """Return what is kept of an experiment, or None and a sentence that says why nothing is."""
    try:
        return kept(proof), ""
    except ValueError as refusal:
        return None, str(refusal)


def seconds_again(known: Kept | None) -> int:
    """Return how many seconds a visitor waits for `COUNT` seeds on two cores; 0 where nothing is kept."""
    return 0 if known is None else round(known.seconds / len(known.seeds) * COUNT / WORKERS)


def proved(proof: Experiment, known: Kept | None, problem: str) -> dict[str, object]:
    """Return an experiment as its picture draws it, without what a visitor measured."""
    return {
        "proof": proof.id,
        "claim": proof.claim,
        "constant": proof.constant,
        "drawn": proof.drawn,
        "unit": proof.unit,
        "scale": proof.scale,
        "lines": [
            {"name": line.name, "hue": _hue(line.look), "least": line.least}
            for line in proof.lines
            if not line.aside
        ],
        "kept": None if known is None else _kept(known),
        "problem": problem,
        "count": COUNT,
        "seconds": seconds_again(known),
    }


def in_words(proof: Experiment, known: Kept | None) -> str:
    """Return what the picture shows, for who does not see it."""
    if known is None:
        return f"{proof.claim} Nothing is kept of it."
    lines = [
        f"{line.name} {min(of):.2g} to {max(of):.2g}"
        for line in proof.lines
        if not line.aside and (of := [value for value in known.of(line.name) if math.isfinite(value)])
    ]
    return (
        f"{proof.claim} {known.verdict.text}. {proof.unit[:1].upper()}{proof.unit[1:]}: {', '.join(lines)}."
    )


def _kept(known: Kept) -> Mapping[str, object]:
    found = dict(zip(known.seeds, known.values, strict=True))
    versions = ", ".join(f"{name} {version}" for name, version in known.versions.items() if name != "python")
    return {
        "points": points(known.experiment, found),
        "verdict": verdict(known.experiment, found),
        "date": known.date,
        "processor": known.processor,
        "versions": versions,
    }


def _hue(look: str) -> str:
    return NETWORKS[look].hue if look in NETWORKS else SIGNALS.get(look, "")
