# Word by word: what one direction and two say of each noun while the words come in.
from core.experiments.lessons.deeper import of_meanings, said_of_kinds

for spec in of_meanings(0):
    network = train(spec)
    words = network.read(sentence).words
    for count in range(1, len(words) + 1):
        trace = record(network, words[:count])
        print(" ".join(said_of_kinds(trace, at) or "-" for at in range(count)))
numbers = {"units": float(network.spec.model.hidden_size)}
