# Which words stand near which: counted neighbours, as rows of PPMI.
from core import WordVectors, count_neighbours, grammar_sentences, ppmi

counts = count_neighbours(grammar_sentences())
rows = WordVectors(counts.words, ppmi(counts))
at = counts.words.index
numbers = {
    "king beside throne": float(counts.table[at("king"), at("throne")]),
    "king beside queen": float(counts.table[at("king"), at("queen")]),
    "cosine of king and throne": rows.cosine("king", "throne"),
    "cosine of king and queen": rows.cosine("king", "queen"),
}
