"""Not gone, but mixed: what one word's difference leaves, word by word, and what a probe still reads of it.

Of each other subject in the place of the sentence's own: ‖s_t(A) − s_t(B)‖ as a share of its first value, of
the hidden state of an RNN and a GRU and of an LSTM's cell state, beside the subjects that a probe reads from
either state. The difference may be as large as at first and neither subject be read: then it is mixed.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..instruments import Probe, Trace, record
from ..instruments.twins import share_left, verdict_of
from ..network import Network
from ..tasks.recall import ANSWERS
from .ink import subject_of
from .palette import NETWORKS
from .score import provenance

NAMES = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM's cell state"}


def twins(networks: Sequence[Network], words: Sequence[str], probes: Sequence[Probe]) -> dict[str, Any]:
    """Return what each network keeps of each twin's difference; no twins without a subject.

    Args:
        networks: What reads the sentence and its twins.
        words: The sentence.
        probes: Of each network, what reads the subject from its state.

    Returns:
        "words"; "subject" and its place "at"; "caption"; "twins": of each other subject its name and its
        "lines", one for each network: the "points" [timestep, share] from the subject on, what is "read"
        there of the sentence and of the twin, and the "verdict" (`verdict_of`).
    """
    found = subject_of(words)
    place, subject = found or (len(words), "")
    others = [other for other in ANSWERS if other != subject] if found else []
    alone = [(record(network, list(words)), probe) for network, probe in zip(networks, probes, strict=True)]
    return {
        "words": list(words),
        "subject": subject,
        "at": place,
        "twins": [
            {"word": other, "lines": [_line(trace, probe, place, subject, other) for trace, probe in alone]}
            for other in others
        ],
        "caption": "; ".join(map(provenance, networks)),
    }


def _line(trace: Trace, probe: Probe, place: int, subject: str, other: str) -> dict[str, Any]:
    kind = trace.network.spec.model.kind
    words = [*trace.words[:place], other, *trace.words[place + 1 :]]
    twin = record(trace.network, words)
    shares = share_left(trace, twin, place)
    look = NETWORKS[kind]
    points = [
        [place + step, round(float(share), 4)] for step, share in enumerate(shares) if np.isfinite(share)
    ]
    read = [[word or "" for word in probe.says(one)[place:]] for one in (trace, twin)]
    both = (read[0][-1], read[1][-1]) == (subject, other)
    return {
        "name": NAMES[kind],
        "hue": look.hue,
        "points": points,
        "read": read,
        "verdict": verdict_of(float(shares[-1]), both_read=both),
    }
