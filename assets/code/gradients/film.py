# Which share is left before and after training; `Run(spec).advance(n)` gives the steps between.
from core import default_run, gradient_profile, initial_network
from core.instruments.summary import share_kept

numbers = {}
for kind in ("rnn", "gru", "lstm"):
    spec = default_run(kind, "recall")
    for when, network in (("before", initial_network(spec)), ("after", train(spec))):
        profile = gradient_profile(record(network, sentence), "tail")
        norms = profile.hidden if profile.cell_state is None else profile.cell_state
        numbers[f"{kind}, {when}"] = share_kept(norms, 1)
