# What each direction of a network knows of each noun; and of how many, in test sentences, by where the clue stands.
from statistics import median

from core import experiment, kept
from core.experiments.lessons.deeper import both_ways, probes, read_at

network = train(both_ways(0)[0])
trace = record(network, sentence)
left, right = probes(network)
for at, word in enumerate(trace.words):
    print(f"{word:10} left {read_at(left, trace, at):10} right {read_at(right, trace, at)}")
found = kept(experiment("deeper/both"))
numbers = {line.name: median(found.of(line.name)) for line in found.experiment.lines}
