# A GRU beside an LSTM: the unit of the LSTM that keeps and writes most at one word, and the GRU there.
import numpy as np

gru, lstm = (record(network, sentence, operations=held) for network in networks)
state = lstm["cell_state"]
old = np.vstack([np.zeros_like(state[:1]), state[:-1]])
forget, write = lstm["forget_gate"], lstm["input_gate"]
both = np.minimum(forget, write) * np.minimum(abs(forget * old), abs(write * lstm["candidate"]))
at, unit = np.unravel_index(both.argmax(), both.shape)
print(f"at {lstm.words[at]}, unit {unit + 1} of the LSTM")
moves = abs(np.diff(gru["hidden"], axis=0, prepend=0.0))[at].argmax()
numbers = {
    "LSTM keeps": float(forget[at, unit]),
    "LSTM writes": float(write[at, unit]),
    "GRU keeps": float(gru["update_gate"][at, moves]),
    "GRU writes": float(1 - gru["update_gate"][at, moves]),
}
