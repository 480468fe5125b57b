# The means of the gates at each word, and the word at which the forget gate is lowest.
from core.instruments.summary import lowest_mean

trace = record(network, sentence, operations=held)
for word, forget, write in zip(trace.words, trace["forget_gate"].mean(axis=1), trace["input_gate"].mean(axis=1)):
    print(f"{word:10} forget {forget:.2f}  input {write:.2f}")
lowest = min(lowest_mean(trace, "forget_gate").values(), key=lambda one: one.mean)
print("lowest at", trace.words[lowest.timestep])
numbers = {"lowest mean": lowest.mean, "mean over all": float(trace["forget_gate"].mean())}
