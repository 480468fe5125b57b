# One class from the last state, the mean of all, or each unit's largest value.
from core import experiment

numbers = {}
for name, spec in zip(("last state", "mean", "largest values"), experiment("shapes/pool").recipes(0)):
    network = train(spec)
    last = record(network, sentence).answers[-1]
    print(name, network.classes[int(last.argmax())])
    numbers[name] = float(last.max())
