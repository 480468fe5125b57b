# Another subject: what is left of the difference at each word, in each network.
from core import default_run, fit_probe, initial_network
from core.figures.twins import twins

specs = [default_run(kind, "recall") for kind in ("rnn", "gru", "lstm")]
networks = [train(spec) if trained else initial_network(spec) for spec in specs]
words = networks[0].read(sentence).words
found = twins(networks, words, [fit_probe(network, "subject") for network in networks])
numbers = {
    f"{line['name']}, {twin['word']}": line["points"][-1][1]
    for twin in found["twins"]
    for line in twin["lines"]
}
