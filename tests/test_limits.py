"""The numbers of the page on limits: they are those of the networks and of what is kept, and not typed."""

from __future__ import annotations

from core import default_run, experiments
from core.network import initial_network
from pages._scenes.limits.sizes import measured, sizes
from pages._shell.words import thousands


def test_the_sizes_are_those_of_the_networks() -> None:
    found = sizes()
    network = initial_network(default_run("lstm", "recall"))
    assert found["lstm_recall_weights"] == thousands(network.size)
    assert found["lstm_recall_words"] == thousands(len(network.vocabulary))
    assert found["lstm_recall_units"] == str(network.spec.model.hidden_size)


def test_the_claims_are_counted() -> None:
    found = measured()
    assert found["claims"] == str(len(experiments()))
    assert 0 < int(found["failing"]) < len(experiments())
