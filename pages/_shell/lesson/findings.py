"""What the numbers of a lesson bear: which answers tie, and what may be said of them.

A tie is what the shown digits or another seed would turn round.
"""

from collections.abc import Mapping, Sequence
from typing import TypedDict

import numpy as np

from core import GradientProfile, ModelSpec, RunSpec, Trace
from core.arrays import Floats
from core.figures.palette import line_name
from core.instruments.summary import dip, highest_within, lowest_within, units_held
from core.recipes.compare import held_constant
from core.spec import KINDS
from core.tasks import Task
from pages._shell.plain import literal
from pages._shell.words import listed, percent

_CLEARLY = 0.1
"""A difference of gate values that can be seen."""

_GATES_TIE = 0.02
"""Two decimals are shown: means that lie no farther apart may look alike."""

_SHARES_TIE = 0.9
"""A share of a gradient ties with the largest if it comes to this part of it: other seeds change it more."""

_PASSES = 0.1
"""More of its gradient than an untrained cell state keeps over a dozen words: 0.04 to 0.09 over ten seeds."""

_FUNCTIONS = {"tanh": "tanh", "relu": "ReLU", "sigmoid": "the sigmoid"}

LINES: Mapping[str, str] = {
    **{str(kind): line_name(kind) for kind in KINDS},
    "lstm-cell": line_name("lstm", "cell_state"),
    "alike": "no difference",
}
"""What the lines of gradients are called, and the answer that they do not differ."""

FORMERLY = {**{LINES[line]: line for line in LINES}, "LSTM": "lstm", "LSTM's cell state": "lstm-cell"}
"""The lines by what they are called, and by what older links call them."""

_SURE = 0.5
"""An answer that is less probable may be the likeliest of many by luck."""


def lowest_gates(means: Mapping[str, float]) -> list[str]:
    """Return the words whose gate is lowest: several if they tie, the lowest first."""
    return sorted(lowest_within(means, _GATES_TIE), key=lambda word: means[word])


def largest_shares(kept: Mapping[str, float]) -> list[str]:
    """Return whose share of the gradient is largest: several if they tie, the largest first."""
    return sorted(highest_within(kept, _SHARES_TIE), key=lambda name: -kept[name])


def smallest_shares(kept: Mapping[str, float]) -> list[str]:
    """Return whose share of the gradient is smallest: several if they tie, the smallest first."""
    least = min((share for share in kept.values() if share == share), default=0.0)
    tied = [name for name, share in kept.items() if share * _SHARES_TIE <= least]
    return sorted(tied, key=lambda name: kept[name]) or list(kept)


def tie(best: Sequence[str]) -> str:
    """Return the one that is best, or say that several tie: "GRU and LSTM tie"."""
    return best[0] if len(best) == 1 else f"{listed(best)} tie"


def if_tied(best: Sequence[str]) -> list[str]:
    """Return the section of a lesson that explains its ties, if there is one to explain."""
    return ["tie"] if len(best) > 1 else []


def gate_found(trace: Trace, before: Trace, timestep: int) -> str:
    """Return the section that says what the forget gate's closing at a word means.

    "learnt" only for a known word that clearly differs from the other words of the sentence, and by clearly
    more than it did before training.
    """
    closes, closed_before = (dip(one, "forget_gate", timestep) for one in (trace, before))
    if trace.network.is_untrained:
        return "untrained"
    if not trace.known[timestep]:
        return "unknown"
    if closes < _CLEARLY:
        return "alike"
    return "learnt" if closes - closed_before > _CLEARLY else "not learnt"


def written(trace: Trace) -> dict[str, str]:
    """Return at which word an LSTM's input gate is highest, its mean there, and over the sentence."""
    means = trace["input_gate"].mean(axis=1)
    at = int(means.argmax())
    return {
        "opens": literal(trace.words[at]),
        "written": f"{means[at]:.2f}",
        "input_mean": f"{means.mean():.2f}",
    }


def shown(trace: Trace) -> dict[str, str]:
    """Return at which word an LSTM's output gate is highest, its mean there, and over the sentence."""
    means = trace["output_gate"].mean(axis=1)
    at = int(means.argmax())
    return {
        "shows": literal(trace.words[at]),
        "shown": f"{means[at]:.2f}",
        "output_mean": f"{means.mean():.2f}",
    }


def closed_most(trace: Trace, timestep: int) -> dict[str, str]:
    """Return whose forget gate falls most at a word, its value there, and its mean at the other words."""
    gate = trace["forget_gate"]
    others = np.delete(gate, timestep, axis=0).mean(axis=0) if len(gate) > 1 else gate[timestep]
    unit = int((others - gate[timestep]).argmax())
    return {
        "unit": f"{unit + 1}",
        "there": f"{gate[timestep, unit]:.2f}",
        "usually": f"{others[unit]:.2f}",
    }


class OpenGates(TypedDict):
    """What is said of an LSTM's forget gates."""

    bias: str
    open: str
    held: int
    units: int


def open_gates(trace: Trace, begin: int) -> OpenGates:
    """Return what is said of an LSTM's forget gates: bias, mean, and how many of them hold after a word."""
    return {
        "bias": f"{trace.network.spec.model.forget_bias:g}",
        "open": f"{trace['forget_gate'].mean():.2f}",
        "held": units_held(trace, "forget_gate", begin + 1),
        "units": trace.network.spec.model.hidden_size,
    }


def norms_by_line(profiles: Sequence[GradientProfile]) -> dict[str, Floats]:
    """Return the gradient norms of each line that is drawn, by its id."""
    norms = {str(profile.trace.network.spec.model.kind): profile.hidden for profile in profiles}
    for profile in profiles:
        if profile.cell_state is not None:
            norms["lstm-cell"] = profile.cell_state
    return norms


def untrained_shares(kept: Mapping[str, float]) -> list[str]:
    """Return the sections that say what shares mean before training; none where nothing is far back.

    Args:
        kept: The share of each line, "lstm-cell" among them; empty if the answer stands at the word itself.
    """
    if not kept:
        return []
    cell = kept["lstm-cell"]
    textbook = max(kept.values()) < 1 and all(cell > kept[name] for name in kept if name != "lstm-cell")
    return [*_shares_tie(kept), "explain textbook" if textbook else "explain else"]


def trained_shares(kept: Mapping[str, float], held: int, tied: bool) -> list[str]:
    """Return the sections that say what shares mean after training.

    Args:
        kept: The share of each line, "lstm-cell" among them.
        held: How many forget gates of the LSTM hold.
        tied: Whether several keep the least.
    """
    passes = held and kept["lstm-cell"] > _PASSES
    above = any(share > 1 for share in kept.values())
    told = {"explain tie": tied, "explain shares": True, "explain above": above, "explain passes": passes}
    return [section for section, holds in told.items() if holds]


def _shares_tie(kept: Mapping[str, float]) -> list[str]:
    return ["explain tie"] if len(largest_shares(kept)) > 1 else []


def chances(traces: Sequence[Trace], target: int) -> str:
    """Return how probable each network holds an answer at the last word; "NaN" of one without numbers."""
    shares = ((trace.network.spec.model.kind, trace.probabilities[-1, target]) for trace in traces)
    return ", ".join(
        f"{kind.upper()} {f'{percent(share)} %' if np.isfinite(share) else 'NaN'}" for kind, share in shares
    )


def curve_note(specs: Sequence[RunSpec], this: Task) -> str:
    """Say what the curves of these recipes share, and on how many test sentences each point stands."""
    sizes = sorted({min(this.exam_sizes.values()), max(this.exam_sizes.values())})
    points = f"Each point stands on {' to '.join(map(str, sizes))} different test sentences."
    return f"{held_constant(specs)} {points}"


def blocks_of(model: ModelSpec) -> int:
    """Return how many matrices, one for each gate and the candidate, stand on top of one another in W_x."""
    return {"rnn": 1, "gru": 3, "lstm": 4}[model.kind] - len(model.without)


def squashed_sum(model: ModelSpec) -> str:
    """Return what an RNN's new state is, of the sum of what comes in."""
    return "their sum" if model.activation == "identity" else f"{_FUNCTIONS[model.activation]} of their sum"


def answer_found(says: str, sure: float, right: str) -> str:
    """Return the section that says whether the network's answer is right, and no luck."""
    return "wrong" if says != right else "right" if sure > _SURE else "lucky"
