# What slopes leave of the gradient along the sentence: tanh, sigmoid and ReLU at the same values.
from core import default_run, gradient_profile, initial_network, shares_by_slope, with_radius

network = with_radius(initial_network(default_run("rnn", "recall")), 1.0)
trace = record(network, "the dog that my family had when i was a child had a fluffy")
shares = shares_by_slope(gradient_profile(trace, "tail"))
numbers = {f"{name}, at the second word": float(share[1]) for name, share in shares.items()}
