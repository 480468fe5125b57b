# One step: a word's vector and the old state, times a matrix, plus the bias, squashed.
trace = record(network, sentence, operations=held)
print("old state", trace.hidden[0].round(4))
print("new state", trace.hidden[1].round(4))
numbers = {
    "numbers that go in": float(network.spec.model.embedding_size + network.spec.model.hidden_size),
    "cells of the matrix": float(
        network.spec.model.hidden_size * (network.spec.model.embedding_size + network.spec.model.hidden_size)
    ),
}
