# Four ways to write a GRU: with the sign of z's weights turned, two and two are the same network.
from core import experiment, kept

found = kept(experiment("gru/conventions"))
numbers = {line.name: found.of(line.name)[0] for line in found.experiment.lines}
