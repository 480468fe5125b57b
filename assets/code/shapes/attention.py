# Where each answer looks while the letters come back.
from dataclasses import replace

from core import default_run

spec = default_run("lstm", "reversal")
network = train(replace(spec, model=replace(spec.model, attention=True)))
letters = sentence.split()
trace = record(network, network.read(" ".join((*letters, "<go>", *letters[:0:-1]))))
print(trace.attention.weights.round(2))
numbers = {"largest share of the first look": float(trace.attention.weights[0].max())}
