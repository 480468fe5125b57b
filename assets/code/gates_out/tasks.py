# Four tasks: which gate is missed most.
from statistics import median

from core import experiment, kept

numbers = {}
for name in ("adding", "total", "anbn", "recall"):
    found = kept(experiment(f"gates_out/tasks/{name}"))
    numbers |= {f"{name}, {line.name}": median(found.of(line.name)) for line in found.experiment.lines}
