# What each direction of a network knows of each noun.
from core.experiments.lessons.deeper import both_ways, probes, read_at

network = train(both_ways(0)[0])
trace = record(network, sentence)
left, right = probes(network)
for at, word in enumerate(trace.words):
    print(f"{word:10} left {read_at(left, trace, at):10} right {read_at(right, trace, at)}")
numbers = {"units of a direction": float(network.spec.model.hidden_size)}
