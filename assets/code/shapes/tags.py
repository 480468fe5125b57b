# A tag for every word, from the left alone and from both ends.
from dataclasses import replace

from core import default_run

spec = default_run("lstm", "tagging")
numbers = {}
for both in (False, True):
    network = train(replace(spec, model=replace(spec.model, bidirectional=both)))
    trace = record(network, sentence)
    for word, answer in zip(trace.words, trace.answers):
        numbers[f"{'both ends' if both else 'left'}: {word}"] = float(answer[1])
