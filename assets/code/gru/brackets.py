# Brackets deeper than in training: the unit that follows the depth.
from core.experiments.lessons.gru_brackets import closes, follower, knows_the_end, right_on

numbers = {}
for network in networks:
    unit = follower(network)
    print(network.spec.model.kind, "follows the depth in unit", unit.unit + 1)
    numbers[f"{network.spec.model.kind}, slope"] = unit.slope
lstm = networks[-1]
numbers |= {
    "7 deep, knows when all are closed": float(right_on(lstm, 7, knows_the_end)),
    "7 deep, knows which closes next": float(right_on(lstm, 7, closes)),
}
