"""Where is the dog? What can still be read of the subject after each word, from several networks' states.

Knows traces and probes; the browser writes it as words whose ink is their probability
(`assets/stage/pictures/ink.js`).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..instruments import CLASS_LABELS, Probe, ProbeScore, Trace
from ..tasks.recall import ADJECTIVES, ANSWERS
from .palette import NETWORKS
from .score import provenance

STATES = {"hidden": "hidden state", "cell_state": "cell state"}

MOST_LAG = 24
"""Words since the subject up to which held-out sentences are told: networks were trained on as many."""


def subject_of(words: Sequence[str]) -> tuple[int, str] | None:
    """Return the place and the name of a sentence's subject; None where it has none."""
    named = CLASS_LABELS["subject"](tuple(words))
    return next(((place, str(name)) for place, name in enumerate(named) if name is not None), None)


def ink(
    traces: Sequence[Trace], probes: Sequence[Probe], scores: Sequence[ProbeScore] = ()
) -> dict[str, Any]:
    """Return what probes read of the subject in the same sentence, a row for each network.

    With it goes what the browser needs to tell the same of any other sentence by itself
    (`assets/stage/pictures/subjects.js`): the keys of the networks, and which word is right after which.

    Args:
        traces: What the networks do on the sentence.
        probes: Of each, what reads its state.
        scores: Of each, how its probe does on held-out sentences; without them no such lines are drawn.
    """
    words = traces[0].words
    found = subject_of(words)
    place, subject = found or (len(words), "")
    rows = [_row(trace, probe, place, subject) for trace, probe in zip(traces, probes, strict=True)]
    lines = [_line(score) for score in scores]
    chance = float(np.mean([score.chance.mean() for score in scores])) if scores else 0.0
    return {
        "words": list(words),
        "known": [bool(known) for known in traces[0].known],
        "subject": subject,
        "at": place,
        "answer": ANSWERS.get(subject, ""),
        "rows": rows,
        "lines": lines,
        "chance": chance,
        "caption": "; ".join(provenance(trace.network) for trace in traces),
        "networks": [trace.network.key for trace in traces],
        "answers": dict(ANSWERS),
        "adjectives": list(ADJECTIVES),
    }


def still_read(row: dict[str, Any]) -> bool:
    """Return whether the subject is what is read from a row's state after the last word."""
    last = row["read"][-1]
    return bool(last and last["right"])


def lost_at(row: dict[str, Any]) -> int | None:
    """Return the first word after which something else than the subject is read; None if there is none."""
    return next((place for place, one in enumerate(row["read"]) if one and not one["right"]), None)


def _row(trace: Trace, probe: Probe, place: int, subject: str) -> dict[str, Any]:
    kind = trace.network.spec.model.kind
    look = NETWORKS[kind]
    read = probe.read(trace)
    last = trace.answers[-1]
    says = trace.network.classes[int(last.argmax())]
    asked = trace.words[-1] in ADJECTIVES and subject in ANSWERS
    return {
        "name": look.name,
        "note": f"{STATES[probe.state]}, {trace.network.spec.model.hidden_size} units",
        "hue": look.hue,
        "read": [_after(probe, read[at], subject) if at >= place else None for at in range(len(trace.words))],
        "says": {
            "word": says,
            "share": _finite(float(last.max())),
            "right": says == ANSWERS[subject] if asked else None,
        },
    }


def _after(probe: Probe, read: Any, subject: str) -> dict[str, Any]:
    if not np.isfinite(read).all():
        return {"word": "", "share": None, "of": None, "right": False}
    word = probe.classes[int(read.argmax())]
    of = float(read[probe.classes.index(subject)]) if subject in probe.classes else 0.0
    return {"word": word, "share": round(float(read.max()), 5), "of": round(of, 5), "right": word == subject}


def _line(score: ProbeScore) -> dict[str, Any]:
    look = NETWORKS[score.kind]
    points = [
        [int(lag), round(float(share), 4)]
        for lag, share in zip(score.lags, score.share, strict=True)
        if lag <= MOST_LAG and np.isfinite(share)
    ]
    return {"name": look.name, "hue": look.hue, "dash": look.dash, "points": points}


def _finite(number: float) -> float | None:
    return round(number, 5) if np.isfinite(number) else None
