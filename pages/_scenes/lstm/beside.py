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


def borne(name: str) -> str:
    """Return how many random starts bear a claim, in words: "17 of 20"."""
    said = kept(experiment(name)).verdict
    return f"{said.bears} of {said.count}"


def between(name: str, line: str) -> str:
    """Return between which shares a line of an experiment lies, in words: "58 to 86 %"."""
    shares = kept(experiment(name)).of(line)
    return f"{percent(min(shares))} to {percent(max(shares))} %"


def at_their_ends() -> dict[str, str]:
    """Return what is told of gates near 0 or 1 after training: of the forget gate, over how many seeds."""
    return {"ends": between(ENDS, "forget gate"), "seeds": str(len(kept(experiment(ENDS)).seeds))}
