# The reset gate lets so much of the old state into each unit's new value.
from core.instruments.mixed import resets, shut_out

trace = record(network, sentence, operations=held)
found = shut_out(trace)
print(f"at {trace.words[found.at]}, unit {found.unit + 1}")
numbers = {"r": found.reset, "word alone": found.alone, "word and old state": found.full, "new value": found.fresh}
print("open in the mean", resets(trace).mean())
