# Which answer reaches which earlier word.
from core import default_run, reach_map

numbers = {}
for kind in ("rnn", "gru", "lstm"):
    found = reach_map(record(train(default_run(kind, "recall")), sentence))
    print(kind, found.hidden.shape)
    numbers[f"{kind}: words"] = float(len(found.hidden))
