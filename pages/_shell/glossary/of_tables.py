"""Pictures of counting: which words stand near which, and what followed them in a text."""

from collections.abc import Sequence

import numpy as np

from core import NgramTable, count_neighbours, count_ngrams, grammar_sentences, ppmi
from core.figures.palette import TABLE
from core.instruments.ngrams import Smoothing
from core.vectors.counts import words_by_frequency
from pages._shell.glossary.drawn import Picture, bars, two, worked
from pages._shell.glossary.of_cells import SENTENCE
from pages._shell.words import short

_FEW, _WINDOW, _SIDE = 5, 3, 2
_NEAR = (("king", "queen"), ("king", "throne"), ("king", "crown"))


def near_each_other() -> Picture:
    """Return PPMI of some pairs of words of the lesson's text."""
    counted = count_neighbours(grammar_sentences())
    table, at = ppmi(counted), counted.words.index
    there = [pair for pair in _NEAR if set(pair) <= set(counted.words)]
    rows = [(f"{one} · {other}", float(table[at(one), at(other)])) for one, other in there]
    return bars("A text of 1,200 sentences about a court", rows, said=[two(value) for _, value in rows])


def examples(method: str) -> Picture:
    """Return what is guessed from what, at one word of a sentence."""
    words = SENTENCE.split()
    middle = len(words) // 2
    beside = [words[at] for at in range(middle - _SIDE, middle + _SIDE + 1) if at != middle]
    around = " ".join([*beside[:_SIDE], "?", *beside[_SIDE:]])
    if method == "cbow":
        return worked(f"“{SENTENCE}”, {_SIDE} words to each side", f"{around}  →  {words[middle]}")
    pairs = [f"{words[middle]}  →  {word}" for word in beside]
    return worked(f"“{SENTENCE}”, {_SIDE} words to each side", *pairs)


def table(smoothing: Smoothing) -> tuple[NgramTable, tuple[str, ...], Sequence[int]]:
    """Return a table of what follows a word of the lesson's text, its words, and a word's id."""
    sentences = grammar_sentences()
    words = words_by_frequency(sentences)
    at = {word: place for place, word in enumerate(words)}
    ids = [[at[word] for word in sentence] for sentence in sentences]
    return count_ngrams(ids, 2, len(words), smoothing), words, [at["king"]]


def followers() -> Picture:
    """Return what followed two words in a text."""
    counted, words, context = table("counts")
    found = counted.counts(context)
    order = np.argsort(-found, kind="stable")[:_FEW]
    rows = [(words[at], float(found[at])) for at in order if found[at]]
    said = [f"{value:.0f} times" for _, value in rows]
    return bars(f"1,200 sentences: what followed “{words[context[0]]}”", rows, said=said, hue=TABLE.hue)


def back_off() -> Picture:
    """Return what a table gives a word that it never saw after a context, with and without back-off."""
    plain, words, context = table("counts")
    softer, *_ = table("back-off")
    unseen = np.where(plain.counts(context) > 0, 0.0, softer.probabilities(context))
    at = int(unseen.argmax())
    rows = [("counts alone", float(plain.probabilities(context)[at])), ("back-off", float(unseen[at]))]
    of = f"P(“{words[at]}” after “{words[context[0]]}”), which never came"
    return bars(of, rows, said=[short(float(f"{value:.2g}")) for _, value in rows], hue=TABLE.hue)


def window() -> Picture:
    """Return what a window of three words sees."""
    words = SENTENCE.split()
    seen = words[-_WINDOW - 1 : -1]
    lost = " ".join(words[: -_WINDOW - 1])
    return worked(f"N = {_WINDOW + 1}", f"[{'] ['.join(seen)}]  →  {words[-1]}", f"Not seen: {lost}")
