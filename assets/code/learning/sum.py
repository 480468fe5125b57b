# What each word adds to the gradient of W_h, with the loss at the last word alone.
from core.experiments.lessons.learning import asked, share_of_last, sizes

trace = record(network, sentence, operations=held)
added = sizes(trace, asked(trace, network.read(sentence), False))
for word, size in zip(trace.words, added):
    print(f"{word:10} {size:.4f}")
numbers = {"share of the last 3 words": share_of_last(added, 3)}
