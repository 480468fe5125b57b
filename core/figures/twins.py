"""Not gone, but mixed: what is left of the difference that one word made, word by word, in several networks.

Of each other subject in the place of the sentence's own: ‖s_t(A) − s_t(B)‖ as a share of its first value, of
the hidden state of an RNN and a GRU and of an LSTM's cell state.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..arrays import Floats
from ..instruments import Trace, record
from ..network import Network
from ..tasks.recall import ANSWERS
from .ink import subject_of
from .palette import NETWORKS
from .score import provenance

NAMES = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM's c"}


def twins(networks: Sequence[Network], words: Sequence[str]) -> dict[str, Any]:
    """Return the shares of each network for each twin of a sentence; no twins without a subject.

    Returns:
        "words"; "subject" and its place "at"; "twins": of each other subject its name and the lines, whose
        points are [timestep, share] from the subject on; "caption".
    """
    found = subject_of(words)
    place, subject = found or (len(words), "")
    others = [other for other in ANSWERS if other != subject] if found else []
    alone = [record(network, list(words)) for network in networks]
    return {
        "words": list(words),
        "subject": subject,
        "at": place,
        "twins": [
            {"word": other, "lines": [_line(trace, place, other) for trace in alone]} for other in others
        ],
        "caption": "; ".join(map(provenance, networks)),
    }


def share_left(first: Trace, second: Trace, place: int) -> Floats:
    """Return ‖s_t(A) − s_t(B)‖ from a timestep on as a share of its value there; NaN where that is 0."""
    signal = "cell_state" if first.network.spec.model.kind == "lstm" else "hidden"
    apart = np.linalg.norm(first[signal] - second[signal], axis=1)[place:]
    with np.errstate(all="ignore"):
        shares: Floats = np.divide(apart, apart[0])
    return shares


def _line(trace: Trace, place: int, other: str) -> dict[str, Any]:
    kind = trace.network.spec.model.kind
    words = [*trace.words[:place], other, *trace.words[place + 1 :]]
    shares = share_left(trace, record(trace.network, words), place)
    look = NETWORKS[kind]
    points = [
        [place + step, round(float(share), 4)] for step, share in enumerate(shares) if np.isfinite(share)
    ]
    return {"name": NAMES[kind], "hue": look.hue, "dash": look.dash, "points": points}
