# What is left at each word when the largest eigenvalue of W_h is set.
from core import default_run, initial_network, shares_by_radius

network = initial_network(default_run("rnn", "recall"))
one, more = shares_by_radius(network, sentence, network.classes.index("tail"), (1.0, 1.1))
numbers = {"radius 1, at the second word": float(one[1]), "radius 1.1, at the second word": float(more[1])}
