# How many words back a tenth of the last answer's gradient reaches, before and after training; in the LSTM along c.
import numpy as np
from core import reach_map

numbers = {}
for network in networks:
    trace = record(network, sentence)
    found = reach_map(trace, [None] * (len(trace) - 1) + [target])
    last = (found.hidden if found.cell_state is None else found.cell_state)[-1]
    few = np.flatnonzero(last[::-1] < 0.1 * last[-1])
    words = (few[0] if len(few) else len(trace)) - 1
    numbers[f"{network.spec.model.kind} after {network.step} steps"] = float(words)
