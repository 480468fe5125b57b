# How far each cell counts: the largest n of a^n b^n at which it is right.
from core.experiments.lessons.gru_counting import best_unit, counts_to

numbers = {}
for network in networks:
    kind = network.spec.model.kind
    print(kind, "counts in unit", best_unit(network)[0] + 1)
    numbers[f"{kind} counts to"] = float(counts_to(network))
