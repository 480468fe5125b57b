"""Below the scenes: what is claimed here, in networks of many random starts."""

import streamlit as st

from core.experiments import experiment, kept
from pages._shell.lesson.proof import show_proof
from pages._shell.words import percent

ENDS = "lstm/gates/ends"


def random_starts(*names: str, title: str = "The same in other random starts") -> None:
    """Offer what was measured in many networks, and to measure it anew.

    Args:
        names: Ids of the experiments.
        title: What is offered.
    """
    with st.expander(title, icon=":material/scatter_plot:"):
        for name in names:
            show_proof(name)


def largest(name: str, line: str) -> float:
    """Return the largest number that is kept of a line of an experiment."""
    return max(kept(experiment(name)).of(line))


def at_their_ends() -> dict[str, str]:
    """Return what is told of gates near 0 or 1 after training: of the forget gate, over how many seeds."""
    found = kept(experiment(ENDS))
    shares = found.of("forget gate")
    return {
        "ends": f"{percent(min(shares))} to {percent(max(shares))} %",
        "seeds": str(len(found.seeds)),
    }
