# A text in windows of five words: how sure the network is with the state carried on, and begun anew.
from core import truncation

trace = record(network, sentence)
found = truncation(trace, 5)
begins = found.cuts[-1] if found.cuts else 0
alone = record(network, " ".join(trace.words[begins:]))
target = int(found.full.target)
print("the gradient is cut before", [trace.words[at] for at in found.cuts])
numbers = {
    "sure, state carried on": float(trace.probabilities[-1, target]),
    "sure, begun anew": float(alone.probabilities[-1, target]),
}
