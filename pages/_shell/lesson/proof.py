"""A proof on a page: the seeds that are kept as points, what they say of the claim, and a button to doubt it.

What is measured anew comes to the browser over a stream of its own (`pages._shell.server.proofs`): no page is
run for it, and the control that began it ends it. It stays with the visit.
"""

import math
from collections.abc import Mapping

from core.experiments import Experiment, Kept, experiment, kept
from core.figures.palette import NETWORKS, SIGNALS
from pages._shell.server.proofs import COUNT, measurements, points, verdict
from pages._shell.stage import show_picture
from pages._shell.visit.visitor import watcher

STREAM = "proofs/events"
WORKERS = 2
"""Seeds of one visitor that are measured at the same time."""


def show_proof(name: str, *, veiled: bool = False) -> None:
    """Show an experiment: its kept seeds, its verdict, when and on what it was measured; and measure it anew.

    Args:
        name: The id of the experiment.
        veiled: Whether it stays covered until the reader has predicted.
    """
    proof = experiment(name)
    try:
        known, problem = kept(proof), ""
    except ValueError as refusal:
        known, problem = None, str(refusal)
    here = measurements().of(watcher(), proof.fingerprint)
    show_picture(
        "seeds",
        {
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
            "here": {"points": points(proof, here), "verdict": verdict(proof, here)},
            "count": COUNT,
            "seconds": 0 if known is None else round(known.seconds / len(known.seeds) * COUNT / WORKERS),
        },
        key=f"proof_{proof.id.replace('/', '_')}",
        name=proof.id.replace("/", "-"),
        alt=_in_words(proof, known),
        veiled=veiled,
        stream=STREAM,
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


def _in_words(proof: Experiment, known: Kept | None) -> str:
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


def _hue(look: str) -> str:
    return NETWORKS[look].hue if look in NETWORKS else SIGNALS.get(look, "")
