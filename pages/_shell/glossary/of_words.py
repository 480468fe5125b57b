"""Pictures of words and guesses: ids, vectors, tables of what followed, what a language model gives."""

import numpy as np

from core import Network, Trace, next_log_probabilities, one_hot, perplexity, record, reshaped
from core.arrays import Floats
from pages._shell.glossary.drawn import Hand, Picture, bars, columns, two, whose, worked
from pages._shell.glossary.of_cells import SENTENCE, read
from pages._shell.words import percent, thousands

BEGINNING = "the horse that we saw in the"
UNKNOWN = "the zebra was good"
_FEW = 5
_PAIRS = (("good", "great"), ("good", "bad"), ("good", "the"))
_SIZES = (0.5, 1.0, 2.0)
_K, _P = 3, 0.9


def vocabulary(hand: Hand) -> Picture:
    """Return the first words that a network knows, with their numbers."""
    network = hand.network("lstm", "everyday")
    first = [f"{at} {word}" for at, word in enumerate(network.vocabulary[:_FEW])]
    return worked(whose(network), " · ".join(first) + " · …", f"{thousands(len(network.vocabulary))} in all")


def unknown(hand: Hand) -> Picture:
    """Return the ids of a sentence with a word that is not known."""
    reading = hand.network("lstm", "everyday").read(UNKNOWN)
    pairs = zip(reading.words, reading.ids, strict=True)
    return worked(f"Everyday English, “{UNKNOWN}”", " · ".join(f"{word} {at}" for word, at in pairs))


def one_hot_word(hand: Hand) -> Picture:
    """Return a word of a sentence as a one-hot vector over the sentence's words."""
    words = read(hand, "lstm").words
    vectors = one_hot(words)
    of = f"“{words[1]}”, if these were all words"
    return columns(of, vectors.words, vectors.vector(words[1]))


def embedding(hand: Hand) -> Picture:
    """Return the vector of a word."""
    trace = read(hand, "lstm")
    numbers = trace.inputs[1]
    of = f"{whose(trace.network)}: the vector of “{trace.words[1]}”"
    return columns(of, [str(at + 1) for at in range(len(numbers))], numbers)


def cosines(hand: Hand) -> Picture:
    """Return the cosine of some pairs of words."""
    network = hand.network("lstm", "everyday")
    rows = [(f"{one} · {other}", _cosine(network, one, other)) for one, other in _PAIRS]
    return bars(f"{whose(network)}: its word vectors", rows, said=[two(value) for _, value in rows])


def _cosine(network: Network, one: str, other: str) -> float:
    a, b = (network.weights["embedding.weight"][network.vocabulary.index(word)] for word in (one, other))
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


def guesses(hand: Hand) -> tuple[Trace, Floats]:
    """Return what a language model gives the words after a beginning."""
    trace = record(hand.network("lstm", "recall"), BEGINNING)
    return trace, trace.probabilities[-1]


def _likeliest(trace: Trace, rows: Floats, note: str = "") -> Picture:
    """Return the words that were likeliest before something was done to them, with what they have now."""
    words = trace.network.classes
    order = np.argsort(-trace.logits[-1], kind="stable")[:_FEW]
    pairs = [(words[at], float(rows[at])) for at in order]
    said = [f"{percent(value)} %" for _, value in pairs]
    return bars(f"LSTM, recall: after “{BEGINNING} …”", pairs, said=said, note=note)


def next_words(hand: Hand) -> Picture:
    """Return the likeliest next words."""
    trace, given = guesses(hand)
    return _likeliest(trace, given)


def cut(hand: Hand, how: str) -> Picture:
    """Return the same after some of them were left out."""
    trace, given = guesses(hand)
    even = reshaped(given, _SIZES[-1])
    kept = reshaped(even, top_k=_K) if how == "top-k" else reshaped(even, top_p=_P)
    note = f"k = {_K}" if how == "top-k" else f"p = {_P:g}"
    return _likeliest(trace, kept, f"{note}, at temperature {_SIZES[-1]:g}")


def temperatures(hand: Hand) -> Picture:
    """Return the probability of the likeliest word at three temperatures."""
    trace, given = guesses(hand)
    best = int(given.argmax())
    rows = [(f"T = {size:g}", float(reshaped(given, size)[best])) for size in _SIZES]
    said = [f"{percent(value)} %" for _, value in rows]
    return bars(f"LSTM, recall: “{trace.network.classes[best]}” after “{BEGINNING} …”", rows, said=said)


def logits(hand: Hand) -> Picture:
    """Return the logits of both classes."""
    trace = read(hand, "lstm")
    rows = list(zip(trace.network.classes, map(float, trace.logits[-1]), strict=True))
    return bars(whose(trace.network, SENTENCE), rows, said=[two(value) for _, value in rows])


def softmax(hand: Hand) -> Picture:
    """Return the softmax of two logits, worked out."""
    trace = read(hand, "lstm")
    best = int(trace.logits[-1].argmax())
    one, other = trace.logits[-1][best], trace.logits[-1][1 - best]
    a, b = np.exp(one), np.exp(other)
    return worked(
        whose(trace.network, SENTENCE),
        f"e^{two(one)} = {two(a)},  e^{two(other)} = {two(b)}",
        f"P({trace.network.classes[best]}) = {two(a)} / ({two(a)} + {two(b)}) = {two(a / (a + b))}",
    )


def cross_entropy(hand: Hand) -> Picture:
    """Return the loss of an answer, worked out."""
    trace = read(hand, "rnn")
    given = float(trace.probabilities[-1].max())
    word = trace.network.classes[int(trace.probabilities[-1].argmax())]
    lines = [f"P({word}) = {two(given)}", f"L = −ln {two(given)} = {two(-np.log(round(given, 2)))}"]
    return worked(f"{whose(trace.network, SENTENCE)}; if “{word}” is right", *lines)


def bits(hand: Hand) -> Picture:
    """Return how many bits each word of a sentence cost."""
    trace, _ = guesses(hand)
    cost = -next_log_probabilities(trace) / np.log(2)
    return columns(
        whose(trace.network, BEGINNING), trace.words[1:], cost, said=[f"{one:.1f}" for one in cost]
    )


def hesitates(hand: Hand) -> Picture:
    """Return the perplexity of a sentence, worked out."""
    trace, _ = guesses(hand)
    found = perplexity(np.exp(next_log_probabilities(trace)))
    return worked(
        whose(trace.network, BEGINNING),
        f"H = {two(found.bits)} bits a word on average",
        f"2^{two(found.bits)} = {two(2 ** round(found.bits, 2))}",
    )
