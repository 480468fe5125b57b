# A class for a sentence: many words in, one answer out.
from core import default_run

network = train(default_run("lstm", "everyday"))
trace = record(network, sentence)
last = trace.answers[-1]
print(network.classes[int(last.argmax())])
numbers = {f"sure of {name}": float(share) for name, share in zip(network.classes, last)}
