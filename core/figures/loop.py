"""A loop over the words, written by hand, beside the layer: batches and windows of a plain RNN."""

from typing import Any

import numpy as np

from ..instruments import Trace
from ..instruments.by_hand import by_hand
from .palette import palette


def loop(trace: Trace) -> dict[str, Any]:
    """Return what the picture of batches and windows needs: words, vectors, sizes, the network's key."""
    model = trace.network.spec.model
    return {
        "network": trace.network.key,
        "words": list(trace.words),
        "embedding": model.embedding_size,
        "units": model.hidden_size,
        "vectors": [
            [round(float(one), 3) for one in row]
            for row in trace.network.weights["embedding.weight"][trace.ids]
        ],
        "apart": float(np.abs(by_hand(trace) - trace.hidden).max()),
        "palette": palette(),
    }
