"""Whose writing is in an LSTM's memory, as a word is all its places in the sentence."""

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from core import Trace, ledger
from core.arrays import Floats
from core.instruments.summary import highest_within

_TIES = 0.9
"""A share of the memory ties with the largest if it comes to this part of it."""

_HALF, _LITTLE = 0.5, 0.25
"""Who fills the memory has more than half of it; who is nearly gone, less than a quarter."""


class Gone(NamedTuple):
    """A word that once filled the memory: which word dropped most of it, and its share of what is left."""

    word: str
    at: str
    left: float


def shares_by_word(trace: Trace, timestep: int = -1) -> dict[str, float]:
    """Return how much of the memory after a word each word has written, in the order of the sentence.

    What a word wrote that stands there several times is added up; what is left of the start has no word.
    """
    shares = ledger(trace).shares(timestep)[:-1]
    found: dict[str, float] = dict.fromkeys(trace.words, 0.0)
    for word, share in zip(trace.words, shares, strict=True):
        found[word] += float(share)
    return found


def kept_by_word(trace: Trace) -> Floats:
    """Return which share (T,) of the memory before it each word keeps; NaN where nothing was in memory."""
    account = ledger(trace)
    parts = np.concatenate([np.abs(account.initial)[:, None], np.abs(account.written)], axis=1).mean(axis=2)
    before = parts[:-1].sum(axis=1)
    left = np.array([parts[at, : at + 1].sum() for at in range(1, len(trace))])
    shares = np.divide(left, before, out=np.full_like(before, np.nan), where=before > 0)
    return np.concatenate([[np.nan], shares])


def most_dropped(trace: Trace) -> int:
    """Return the timestep at which most of what was in memory is dropped, by size; 0 where nothing can be."""
    parts = ledger(trace)
    sizes = np.abs(parts.initial).mean(axis=1) + np.abs(parts.written).mean(axis=2).sum(axis=1)
    dropped = sizes[:-1] * (1 - kept_by_word(trace)[1:])
    return 1 + int(np.nanargmax(dropped)) if np.isfinite(dropped).any() else 0


def largest_writers(shares: Mapping[str, float]) -> list[str]:
    """Return who wrote most: several if they tie, the largest first."""
    return sorted(highest_within(shares, _TIES), key=lambda word: -shares[word])


def gone(trace: Trace) -> Gone | None:
    """Return the word that filled the memory longest and is nearly gone at the end; None without one."""
    everywhere = [shares_by_word(trace, at) for at in range(len(trace))]
    filled = {
        word: [at for at, shares in enumerate(everywhere) if shares[word] > _HALF] for word in trace.words
    }
    left = everywhere[-1]
    early = {word: times for word, times in filled.items() if times and left[word] < _LITTLE}
    if not early:
        return None
    word = max(early, key=lambda one: len(early[one]))
    writers = [at for at, other in enumerate(trace.words) if other == word]
    sizes = np.abs(ledger(trace).written[:, writers]).sum(axis=(1, 2))
    begins = early[word][0]
    before = sizes[begins:-1]
    kept = np.divide(sizes[begins + 1 :], before, out=np.zeros_like(before), where=before > 0)
    fell = int((kept < _HALF).argmax()) if (kept < _HALF).any() else int(kept.argmin())
    return Gone(word, trace.words[begins + 1 + fell], left[word])


def writers_asked(shares: Mapping[str, float], telling: Container[str], most: int = 4) -> tuple[str, ...]:
    """Return up to `most` words as answers, in the order of the sentence.

    Whoever wrote most, words on which the answer depends, and others spread from the least to the most.
    """
    ranked = sorted(shares, key=lambda word: -shares[word])
    spread = [ranked[int(place)] for place in np.linspace(0, len(ranked) - 1, min(most, len(ranked)))]
    told = [word for word in ranked if word in telling]
    picked: Sequence[str] = list(dict.fromkeys([ranked[0], *told, *spread]))[:most]
    return tuple(word for word in shares if word in picked)
