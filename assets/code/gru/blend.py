# The update gate mixes each unit's old state with its new value.
from core.instruments.mixed import clearest, kept

trace = record(network, sentence, operations=held)
found = clearest(trace)
print(f"at {trace.words[found.at]}, unit {found.unit + 1}")
numbers = {"keeps": found.keep, "of": found.old, "new value": found.fresh, "goes to": found.state}
print("kept in the mean", kept(trace).mean())
