"""A loop over the words, written by hand: of a plain RNN with tanh (Elman 1990), whose loop is one line."""

import numpy as np

from ..arrays import Floats
from .trace import Trace


def by_hand(trace: Trace) -> Floats:
    """Return the state after each word, (T, H), from the weights alone.

    Raises:
        ValueError: if the network is no plain RNN of one layer with tanh that begins at zeros.
    """
    model = trace.network.spec.model
    kind = (model.kind, model.activation, model.layers, model.bidirectional, model.initial_state)
    if kind != ("rnn", "tanh", 1, False, "zeros"):
        raise ValueError("The loop is written for an RNN of one layer with tanh that begins at zeros.")
    w = {name: np.asarray(array, np.float64) for name, array in trace.network.weights.items()}
    w_x, w_h = w["rnn.weight_ih_l0"], w["rnn.weight_hh_l0"]
    b = w["rnn.bias_ih_l0"] + w["rnn.bias_hh_l0"]
    h, states = np.zeros(model.hidden_size), []
    for x in w["embedding.weight"][trace.ids]:
        h = np.tanh(w_x @ x + w_h @ h + b)
        states.append(h)
    return np.stack(states)
