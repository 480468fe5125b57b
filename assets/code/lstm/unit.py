# One unit through the sentence: its forget gate, its cell state, and what it drops.
from core.instruments.closing import dropped

trace = record(network, sentence, operations=held)
found = dropped(trace, after=3)
for word, gate, state in zip(trace.words, trace["forget_gate"][:, found.unit], trace["cell_state"][:, found.unit]):
    print(f"{word:10} f {gate:.2f}  c {state:.2f}")
numbers = {"held": found.held, "kept": found.kept, "gate": found.gate, "usual gate": found.usually}
