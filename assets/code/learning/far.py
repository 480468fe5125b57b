# Right answers over a gap of 15 words, by how far the gradient goes back.
from statistics import median

from core import experiment, kept

found = kept(experiment("learning/far"))
numbers = {line.name: median(found.of(line.name)) for line in found.experiment.lines}
