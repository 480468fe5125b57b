# By how much the guess moves when a word is another one: of a table, and of a network.
import numpy as np
from core import count_ngrams, default_run, record_batch, stand_ins, stretches_read, sway

order = 4  # ?n: 1, 2, 3, 4, 5, 6
network = train(default_run("lstm", "recall"))
reading, words = network.read(sentence), network.vocabulary
table = count_ngrams(stretches_read(network.spec), 6, len(words))
others = stand_ins(table, reading.ids)


def by_table(rows):
    return np.array([table.probabilities(row[max(len(row) + 1 - order, 0) :]) for row in rows])


def by_network(rows):
    traces = record_batch(network, [[words[one] for one in row] for row in rows], np.float32)
    return np.array([trace.probabilities[-1] for trace in traces])


numbers = {}
for name, guess in (("table", by_table), ("network", by_network)):
    moved = sway(guess, reading.ids, others)
    print(name, dict(zip(reading.words, moved.round(3))))
    numbers[f"{name}, moved by the second word"] = float(moved[1])
