# An encoder and a decoder: letters come back through one state, four of them well and twelve of them badly.
from core import default_run, write_answer

network = train(default_run("lstm", "reversal"))
for letters in ("a b c d", "b a h d e c f g a b d e"):
    print(letters, "->", *write_answer(network, letters))
numbers = {"units": float(network.spec.model.hidden_size)}
