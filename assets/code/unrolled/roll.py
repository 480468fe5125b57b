# One cell for every word: its weights do not grow with the sentence; those of a window do.
from core.figures.growth import growth

count = len(network.read(sentence).words)
grown = growth(network, 2 * count)
trace = record(network, sentence, operations=held)
last = trace.answers[-1]
print("says", network.classes[int(last.argmax())])
numbers = {
    "weights, any length": float(network.size),
    "a window of this length": float(grown["window"][count]),
    "a window of twice the length": float(grown["window"][2 * count]),
    "sure": float(last.max()),
}
