"""Claims of *Inside the LSTM* on the first sample of everyday English; the others are experiments."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from core import Clamp, Trace, default_run, ledger, record, task, train
from pages._scenes.lstm.closing import dropped, neutral_words_pass
from pages._scenes.lstm.memory import shares_by_word
from tests.bench.claims import Claim


@lru_cache(maxsize=16)
def probe_trace(seed: int) -> Trace:
    """Return what the default network of a seed does on the first sample."""
    network = train(default_run("lstm", "everyday", seed))
    return record(network, task(network.spec.task).probe)


def means(seed: int, gate: str) -> dict[str, float]:
    """Return the mean of a gate at each word after the first; of a word that comes twice, the lower one."""
    trace = probe_trace(seed)
    found: dict[str, float] = {}
    for word, mean in list(zip(trace.words, trace[gate].mean(axis=1), strict=True))[1:]:
        found[word] = min(mean, found.get(word, np.inf))
    return found


def writes_not(seed: int) -> float:
    """Return by how much the input gate is higher at "not" than at any other word."""
    found = means(seed, "input_gate")
    written = found.pop("not")
    return written - max(found.values())


def words_pass(seed: int) -> float:
    """Return 1 if neutral words pass, else 0."""
    trace = probe_trace(seed)
    return float(neutral_words_pass(trace, task(default_run("lstm", "everyday").task).telling))


def turns_at_the_end(seed: int) -> float:
    """Return how much more the answer changes at the last word than at "but"."""
    trace = probe_trace(seed)
    positive = trace.probabilities[:, trace.network.classes.index("positive")]
    steps, at = np.abs(np.diff(positive)), list(trace.words).index("but")
    return float(steps[-1] - steps[at - 1])


def carried_not(seed: int) -> float:
    """Return the share of "not" in what the unit that drops most at "but" held."""
    found = dropped(probe_trace(seed))
    return found.writers["not"] if probe_trace(seed).words[found.at] == "but" else 0.0


def unit_closes(seed: int) -> float:
    """Return by how much the forget gate of the unit that drops most closes there."""
    found = dropped(probe_trace(seed))
    return found.usually - found.gate


def not_is_gone(seed: int) -> float:
    """Return how much less than a quarter of the memory at the end was written by "not"."""
    return 0.25 - shares_by_word(probe_trace(seed))["not"]


def held_keeps_all(seed: int) -> float:
    """Return how much more of the memory passes "but" with f held at 1 there than with f held at 0."""
    trace = probe_trace(seed)
    at = list(trace.words).index("but")

    def passes(value: float) -> float:
        held = Clamp("forget_gate", value, None, at, at + 1)
        written = ledger(record(trace.network, trace.words, operations=[held])).written
        before, after = np.abs(written[at - 1]).sum(), np.abs(written[at, :at]).sum()
        return float(after / before)

    return passes(1) - passes(0)


CLAIMS = (
    Claim("lstm/gates", "It writes most at “not”.", writes_not, 0.02),
    Claim("lstm/gates", "Neutral words pass.", words_pass, 1.0),
    Claim("lstm/gates", "The answer turns at the last word, not at “but”.", turns_at_the_end, 0.2),
    Claim("lstm/unit", "What the unit drops at “but” was written by “not”.", carried_not, 0.5),
    Claim("lstm/unit", "Its gate closes there, and is open elsewhere.", unit_closes, 0.4),
    Claim("lstm/ledger", "“not” is nearly gone.", not_is_gone, 0.0),
    Claim("lstm/hold", "Held at 1, f keeps the whole memory; held at 0, none of it.", held_keeps_all, 1.0),
)
