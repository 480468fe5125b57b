"""What the lesson on guessing the next word claims."""

from dataclasses import replace
from functools import cache

import numpy as np

from core import (
    WindowNetwork,
    count_ngrams,
    record_batch,
    stand_ins,
    stretches_read,
    sway,
    table_score,
    task,
    train,
    train_window,
)
from core.arrays import Floats, Ints
from core.instruments.ngrams import NgramTable
from core.network import Network
from core.spec import KINDS
from pages._scenes.guess.draw import BEGIN, LENGTHS
from pages._scenes.guess.kitchen import STOP, VOCABULARY, drawn
from pages._scenes.guess.likely import USUAL
from pages._scenes.guess.texts import Text, recipe, window_spec
from pages._shell.caches.guess import samples, sentence_bits
from tests.bench.claims import Claim


@cache
def _table(text: Text, order: int) -> NgramTable:
    spec = recipe(text)
    return count_ngrams(stretches_read(spec), order, len(task(spec.task).vocabulary))


@cache
def _table_score(text: Text, order: int) -> float:
    return table_score(_table(text, order), task(recipe(text).task))


@cache
def _window(text: Text, order: int, seed: int) -> WindowNetwork:
    spec = recipe(text)
    size = len(task(spec.task).vocabulary)
    return train_window(stretches_read(spec), size, replace(window_spec(order), seed=seed))


def _window_score(text: Text, order: int, seed: int) -> float:
    return table_score(_window(text, order, seed), task(recipe(text).task))


def _moved(network: Network, text: Text, sentence: str, back: int) -> float:
    """Return by how much a network's last guess moves when a word `back` words before it is another."""
    reading = network.read(sentence)

    def guess(rows: Ints) -> Floats:
        traces = record_batch(network, [[network.vocabulary[one] for one in row] for row in rows])
        return np.array([trace.probabilities[-1] for trace in traces])

    return float(sway(guess, reading.ids, stand_ins(_table(text, 6), reading.ids))[-back])


def network_feels_the_far_word(seed: int) -> float:
    """Return by how much the LSTM's guess hangs on the subject; no table of up to six words sees it."""
    spec = recipe("gap", seed=seed)
    return _moved(train(spec), "gap", task(spec.task).probe, 13)


def network_forgets_letters(seed: int) -> float:
    """Return how much of the LSTM's guess does not hang on the letter twelve places back."""
    spec = recipe("whale", seed=seed)
    return 1 - _moved(train(spec), "whale", task(spec.task).probe, 12)


def table_beats_its_window(seed: int) -> float:
    """Return by what share a window network's perplexity is above the table's, at the nearest N."""
    return min(_window_score("whale", n, seed) / _table_score("whale", n) for n in range(2, 7)) - 1


def windows_are_like_the_recurrent(seed: int) -> float:
    """Return 1 less the share by which the best window and the best recurrent network differ."""
    reached = min(_perplexity(train(recipe("whale", kind, seed))) for kind in KINDS)
    return 1 - abs(min(_window_score("whale", n, seed) for n in range(1, 7)) / reached - 1)


def table_stores_more(seed: int) -> float:
    """Return how many times more numbers the table with N = 4 stores than the window network."""
    return sum(_table("whale", 4).stored) / _window("whale", 4, seed).weight_count


def table_beats_networks(seed: int) -> float:
    """Return how much the best network's perplexity is above that of the tables from N = 4 on, less 1."""
    reached = [_perplexity(train(recipe("whale", kind, seed))) for kind in KINDS]
    reached += [_window_score("whale", n, seed) for n in range(1, 7)]
    return min(reached) / max(_table_score("whale", order) for order in (4, 5, 6)) - 1


def third_is_a_tie(seed: int) -> float:
    """Return 1 less the largest share by which a recurrent network and the table with N = 3 differ."""
    reached = [_perplexity(train(recipe("whale", kind, seed))) for kind in KINDS]
    return 1 - max(abs(one / _table_score("whale", 3) - 1) for one in reached)


def no_table_recalls(seed: int) -> float:
    """Return by how much the LSTM's share of right last words is above that of the best table or window."""
    spec = recipe("gap", seed=seed)
    network, this, shares = train(spec), task(spec.task), []
    for point in this.exam_points:
        exam = this.exam(point)
        rows = [[network.vocabulary[one] for one in ids] for ids in exam.ids]
        says = [trace.probabilities[-1].argmax() for trace in record_batch(network, rows)]
        shares.append(np.mean(np.array(says) == exam.targets[:, -1]))
    others = [_table_score("gap", order) for order in range(1, 7)]
    others += [_window_score("gap", order, seed) for order in range(1, 7)]
    return float(np.mean(shares)) - max(others)


def one_word_counts(seed: int) -> float:
    """Return the bits by which "pair" makes the sentence less likely, by a text that is drawn anew."""
    bits = [sum(sentence_bits(drawn(seed), VOCABULARY, STOP, tuple(text.split()), 2)) for text in USUAL]
    return bits[1] - bits[0]


def _perplexity(network: Network) -> float:
    """Return the perplexity in the exam of the network's task."""
    this, logs = task(network.spec.task), []
    for point in this.exam_points:
        exam = this.exam(point)
        rows = [[network.vocabulary[one] for one in ids] for ids in exam.ids]
        given = np.array([trace.probabilities for trace in record_batch(network, rows)])
        right = np.take_along_axis(given, exam.targets[..., None], axis=2)[..., 0]
        logs.append(np.log(right[exam.judged]))
    return float(np.exp(-np.concatenate(logs).mean()))


def likeliest_goes_round(seed: int) -> float:
    """Return how often the second half of what an LSTM writes at temperature 0 comes round to itself."""
    spec = recipe("whale", seed=seed)
    (cold,) = samples(spec, train(spec), 0, BEGIN, (0.0,), LENGTHS["letter"])
    return LENGTHS["letter"] / 2 / cold.round_trip if cold.round_trip else 0


CLAIMS = (
    Claim("guess/look", "the network's guess hangs on a word 13 back", network_feels_the_far_word, 0.5, True),
    Claim("guess/look", "on Moby-Dick it hangs on near letters", network_forgets_letters, 0.99, True),
    Claim("guess/score", "on Moby-Dick a table of N ≥ 4 wins", table_beats_networks, 0.1, True),
    Claim("guess/score", "with N = 3 table and recurrent networks tie", third_is_a_tie, 0.95, True),
    Claim("guess/score", "from N = 2 on it beats the window of the same N", table_beats_its_window, 0.005),
    Claim("guess/score", "windows come as far as the recurrent", windows_are_like_the_recurrent, 0.95, True),
    Claim("guess/score", "at N = 4 the table stores 4 times as much", table_stores_more, 3.5),
    Claim("guess/score", "over a gap no table and no window has it", no_table_recalls, 0.5, True),
    Claim("guess/draw", "always the likeliest letter goes round", likeliest_goes_round, 2, True),
    Claim("guess/sentence", "“pair” makes it 1,000 times less likely", one_word_counts, 10),
)
