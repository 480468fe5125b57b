# One step in four acts, of the unit that drops most: forget, store, update, output.
from core.instruments.closing import dropped

trace = record(network, sentence, operations=held)
found = dropped(trace)
now = float(trace["cell_state"][found.at, found.unit])
print(f"at {trace.words[found.at]}, unit {found.unit + 1}")
numbers = {
    "held before": found.held,
    "forget gate": found.gate,
    "kept": found.kept,
    "written": now - found.kept,
    "cell state": now,
    "state": float(trace["hidden"][found.at, found.unit]),
}
