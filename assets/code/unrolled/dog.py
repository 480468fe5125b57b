# Where is the dog? What a linear probe reads of the subject from each state.
from core import fit_probe

numbers = {}
for network in networks:
    trace, probe = record(network, sentence, operations=held), fit_probe(network, "subject")
    read = probe.read(trace)
    for word, row in zip(trace.words, read):
        print(f"{network.spec.model.kind:5} {word:10} {probe.classes[int(row.argmax())]}")
    numbers[f"{network.spec.model.kind}, at the end"] = float(read[-1].max())
