# Eight cells, from no gate to all three: the middle of 20 random starts.
from statistics import median

from core import experiment, kept

found = kept(experiment("gates_out/eight"))
numbers = {line.name: median(found.of(line.name)) for line in found.experiment.lines}
