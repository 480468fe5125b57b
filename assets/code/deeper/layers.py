# One, two and three layers both ways: what can be read from each layer at each word.
from core.experiments.lessons.deeper_layers import fit_layer, of_verbs, read_layer

numbers = {}
for spec in of_verbs(2)[3:]:
    network = train(spec)
    trace = record(network, sentence)
    for at in range(spec.model.layers):
        shares = read_layer(fit_layer(network, at), trace, at)
        for word, share in zip(trace.words, shares):
            numbers[f"{spec.model.layers} layers, layer {at + 1}, {word}"] = float(share)
