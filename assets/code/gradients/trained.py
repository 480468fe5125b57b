# Which share of the answer's gradient is left at each word, after training.
from core import gradient_profile
from core.instruments.summary import share_kept

numbers = {}
for network in networks:
    profile = gradient_profile(record(network, sentence, operations=held), target)
    for name, norms in (("h", profile.hidden), ("c", profile.cell_state)):
        if norms is not None:
            numbers[f"{network.spec.model.kind} {name}, at the second word"] = share_kept(norms, 1)
