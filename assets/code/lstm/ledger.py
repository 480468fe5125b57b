# Whose writing is in memory at the end, as shares.
from core import ledger

trace = record(network, sentence, operations=held)
shares = ledger(trace).shares()
for word, share in zip(trace.words, shares):
    print(f"{word:10} {share:.0%}")
written = dict.fromkeys(trace.words, 0.0)
for word, share in zip(trace.words, shares):
    written[word] += float(share)
numbers = {"the largest writer": max(written.values())}
