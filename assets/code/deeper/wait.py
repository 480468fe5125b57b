# Word by word: what one direction and two say of each noun while the words come in; and how often that is right.
from statistics import median

from core import experiment, kept
from core.experiments.lessons.deeper import of_meanings, said_of_kinds

for spec in of_meanings(0):
    network = train(spec)
    words = network.read(sentence).words
    for count in range(1, len(words) + 1):
        trace = record(network, words[:count])
        print(" ".join(said_of_kinds(trace, at) or "-" for at in range(count)))
found = kept(experiment("deeper/wait"))
numbers = {line.name: median(found.of(line.name)) for line in found.experiment.lines}
