"""The numbers in sentences: lowest means by word, what to guess from, the share of a gradient kept."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import default_run, initial_network, record
from core.instruments.summary import (
    Lowest,
    candidates,
    dip,
    highest_within,
    lowest_mean,
    lowest_within,
    origin,
    right_until,
    share_kept,
)
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


@given(MEANS, st.sets(st.text("abcdef", min_size=1, max_size=2), max_size=8), st.integers(1, 6))
def test_candidates_contain_the_lowest_and_stand_in_the_order_of_the_sentence(
    means: dict[str, float], telling: set[str], most: int
) -> None:
    lowest = {word: Lowest(place, mean) for place, (word, mean) in enumerate(means.items())}
    picked = candidates(lowest, telling, most)
    assert 1 <= len(picked) <= most
    assert len(set(picked)) == len(picked)
    assert [lowest[word].timestep for word in picked] == sorted(lowest[word].timestep for word in picked)
    assert min(means.values()) in [means[word] for word in picked]
    assert len(picked) == min(most, len(means))
    told = sorted(means[word] for word in means.keys() & telling)
    taken = sorted(means[word] for word in picked if word in telling)
    assert taken == told[: len(taken)], "the lowest of the telling words"
    assert len(taken) >= min(len(told), most - 1), "before any other but the lowest of all"
    if most > 1 and not told:
        assert max(means.values()) in [means[word] for word in picked]


def test_four_candidates_by_hand() -> None:
    means = {"the": 0.8, "film": 0.5, "was": 0.6, "not": 0.4, "good": 0.9, "but": 0.3, "great": 0.7}
    lowest = {word: Lowest(place, mean) for place, (word, mean) in enumerate(means.items())}
    assert candidates(lowest) == ["film", "good", "but", "great"], "the lowest, the highest, two between"
    assert candidates(lowest, {"not", "good", "zebra"}) == ["film", "not", "good", "but"]
    assert candidates(lowest, {"not", "good", "great", "was"}) == ["was", "not", "but", "great"]


@pytest.mark.parametrize(
    ("sentence", "timestep"),
    [
        ("the dog had a", 1),
        ("the DOG and the cat", 1),
        ("Cat", 0),
        ("a b c dog", 3),
        ("a dogs b", 0),
        ("a", 0),
    ],
)
def test_the_answer_depends_on_the_first_telling_word(sentence: str, timestep: int) -> None:
    assert origin(sentence.split(), {"dog", "cat"}) == timestep


@given(st.lists(st.floats(1e-300, 1e300), min_size=1, max_size=20))
def test_the_share_is_first_over_last(norms: list[float]) -> None:
    assert share_kept(np.array(norms)) == norms[0] / norms[-1]
    for timestep, norm in enumerate(norms):
        assert share_kept(np.array(norms), timestep) == norm / norms[-1]


@pytest.mark.parametrize(
    ("norms", "share"),
    [([0.0, 1.0], 0.0), ([1.0, 0.0], math.inf), ([0.0, 0.0], math.nan), ([math.nan, 1.0], math.nan)],
)
def test_shares_of_nothing_do_not_raise(norms: list[float], share: float) -> None:
    assert share_kept(np.array(norms)) == pytest.approx(share, nan_ok=True)


def test_values_that_look_alike_tie() -> None:
    means = {"was": 0.22, "but": 0.235, "not": 0.43}
    assert lowest_within(means, 0.02) == ["was", "but"]
    assert lowest_within(means, 0.01) == ["was"]
    shares = {"RNN": 0.5, "GRU": 0.764, "LSTM": float("nan"), "c": 0.755}
    assert highest_within(shares, 0.9) == ["GRU", "c"]
    assert highest_within(shares, 1.0) == ["GRU"]
    assert highest_within({"RNN": 0.0, "GRU": 0.0}, 0.9) == ["RNN", "GRU"]
    assert highest_within({"RNN": float("nan"), "GRU": float("nan")}, 0.9) == ["RNN", "GRU"]


def test_a_dip_is_measured_against_the_other_words() -> None:
    network = initial_network(default_run("lstm"))
    trace = record(network, "the dog was here")
    means = trace["forget_gate"].mean(axis=1)
    assert dip(trace, "forget_gate", 2) == pytest.approx((means[1] + means[3]) / 2 - means[2])
    assert dip(record(network, "dog"), "forget_gate", 0) == 0


@pytest.mark.parametrize(
    ("says", "right", "until"),
    [
        (["x", "a", "a", "a"], [None, "a", "a", "a"], 3),
        (["x", "a", "b", "a"], [None, "a", "a", "a"], 1),
        (["x", "b", "a", "a"], [None, "a", "a", "a"], -1),
        (["a", None], ["a", "a"], 0),
        (["b"], ["a"], -1),
        (["a", "b"], [None, None], None),
    ],
)
def test_right_until_the_last_word_before_the_first_that_is_wrong(
    says: list[str | None], right: list[str | None], until: int | None
) -> None:
    assert right_until(says, right) == until
