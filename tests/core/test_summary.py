"""The numbers in sentences: lowest means by word, what to guess from, the share of a gradient kept."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import default_run, initial_network, record
from core.instruments.summary import Lowest, candidates, lowest_mean, share_kept
from core.spec import KINDS, Kind

WORDS = st.lists(st.sampled_from(["the", "film", "was", "good", "not", "zebra"]), min_size=1, max_size=12)
MEANS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.floats(0, 1), min_size=1, max_size=9)


@given(WORDS, st.sampled_from(KINDS))
def test_every_word_s_lowest_mean_by_hand(words: list[str], kind: Kind) -> None:
    trace = record(initial_network(default_run(kind, "sentiment")), " ".join(words))
    means = [float(row.mean()) for row in trace["hidden"]]
    places = range(1, len(words)) if len(words) > 1 else range(1)
    found = lowest_mean(trace, "hidden")
    assert list(found) == list(dict.fromkeys(words[place] for place in places))
    for word, lowest in found.items():
        assert lowest.mean == min(means[place] for place in places if words[place] == word)
        assert words[lowest.timestep] == word
        assert means[lowest.timestep] == lowest.mean


@given(MEANS, st.integers(1, 6))
def test_candidates_contain_the_lowest_and_stand_in_the_order_of_the_sentence(
    means: dict[str, float], most: int
) -> None:
    lowest = {word: Lowest(place, mean) for place, (word, mean) in enumerate(means.items())}
    picked = candidates(lowest, most)
    assert 1 <= len(picked) <= most
    assert len(set(picked)) == len(picked)
    assert [lowest[word].timestep for word in picked] == sorted(lowest[word].timestep for word in picked)
    assert min(means.values()) in [means[word] for word in picked]
    if most > 1:
        assert max(means.values()) in [means[word] for word in picked]
    if len(means) >= most:
        assert len(picked) == most


@given(st.lists(st.floats(1e-300, 1e300), min_size=1, max_size=20))
def test_the_share_is_first_over_last(norms: list[float]) -> None:
    assert share_kept(np.array(norms)) == norms[0] / norms[-1]


@pytest.mark.parametrize(
    ("norms", "share"),
    [([0.0, 1.0], 0.0), ([1.0, 0.0], math.inf), ([0.0, 0.0], math.nan), ([math.nan, 1.0], math.nan)],
)
def test_shares_of_nothing_do_not_raise(norms: list[float], share: float) -> None:
    assert share_kept(np.array(norms)) == pytest.approx(share, nan_ok=True)
