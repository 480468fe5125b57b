"""Beside the gradients after training: the same of networks that began with other random weights."""

from operator import ge, lt

import streamlit as st

from core.experiments import experiment, kept
from pages._shell.lesson.proof import show_proof
from pages._shell.words import written

PROOF = "gradients/trained"


def random_starts() -> None:
    """Offer what the networks of many random starts keep, and to measure it anew."""
    with st.expander("The same in other random starts", icon=":material/scatter_plot:"):
        show_proof(PROOF)


def over_seeds() -> dict[str, str]:
    """Return what is told of these networks: in how many gates carry and the RNN loses most, and the ends."""
    found = kept(experiment(PROOF))
    rnn, gru, hidden, cell = (found.of(line.name) for line in found.experiment.lines)
    gates = list(map(min, gru, cell))
    return {
        "seeds": str(len(found.seeds)),
        "carried": str(sum(ge(share, 0.1) for share in gates)),
        "loses": str(sum(map(lt, rnn, gates))),
        "lstm_h": f"{written(min(hidden))} to {written(max(hidden))}",
        "cell": f"{written(min(cell))} to {written(max(cell))}",
    }
