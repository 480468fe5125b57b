# Which words stand near which: counted neighbours, as rows of PPMI.
from core import WordVectors, count_neighbours, ppmi
from core.experiments.lessons.words import sentences_of

text = "balanced"  # ?whose: unbalanced
counts = count_neighbours(sentences_of(text))
rows = WordVectors(counts.words, ppmi(counts))
at = counts.words.index
numbers = {
    "king beside throne": float(counts.table[at("king"), at("throne")]),
    "king beside queen": float(counts.table[at("king"), at("queen")]),
    "cosine of king and throne": rows.cosine("king", "throne"),
    "cosine of king and queen": rows.cosine("king", "queen"),
}
