# A table of strings of letters writes, always the likeliest letter: after a while it comes round to where it was.
import numpy as np
from core import count_ngrams, round_trip, stretches_read, task, write_on
from core.experiments.lessons.guess import recipe
from core.experiments.lessons.guess_whale import BEGIN, WRITTEN

order = 4  # ?n: 1, 2, 3, 4, 5, 6
spec = recipe("whale")
letters = task(spec.task).vocabulary
table, read = count_ngrams(stretches_read(spec), order, len(letters)), []


def after(letter):
    read.append(letter)
    likely = np.array(table.probabilities(read[max(len(read) + 1 - order, 0) :]))
    likely[0] = 0  # the sign for all that is unknown is never written
    return likely / likely.sum()


chance = np.random.default_rng(spec.seed).random(WRITTEN)
ids = write_on(after, task(spec.task).read(BEGIN).ids, chance, 0.0)
print("".join(letters[one] for one in ids))
numbers = {"comes round after": float(round_trip(ids))}
