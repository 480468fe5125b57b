# Right answers as more words stand between: the middle of 20 random starts.
from statistics import median

from core import experiment, kept

numbers = {}
for name in ("gradients/gap", "gradients/gap/verb"):
    found = kept(experiment(name))
    numbers |= {f"{name}, {line.name}": median(found.of(line.name)) for line in found.experiment.lines}
