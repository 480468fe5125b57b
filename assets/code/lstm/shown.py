# What one unit holds and shows at each word; and what is said where all output gates open a word too early.
from core import Clamp, task
from core.instruments.showing import waiting

trace = record(network, sentence, operations=held)
found = waiting(trace, task(network.spec.task).telling)
unit = found.unit if found else 0
for at, word in enumerate(trace.words):
    c, o, h = (trace[name][at, unit] for name in ("cell_state", "output_gate", "hidden"))
    print(f"{word:10} c {c:5.2f}  o {o:.2f}  h {h:5.2f}")
before = max(len(trace) - 2, 0)
opened = record(network, sentence, operations=[*held, Clamp("output_gate", 1, start=before, stop=before + 1)])
for name, one in [("left alone", trace), ("all o = 1", opened)]:
    said = one.answers[before]
    print(f"{trace.words[before]}, {name}: {network.classes[int(said.argmax())]} {said.max():.0%}")
last = {name: float(trace[name][-1, unit]) for name in ("cell_state", "output_gate", "hidden")}
numbers = {"held": last["cell_state"], "gate": last["output_gate"], "shown": last["hidden"]}
