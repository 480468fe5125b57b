# king - man + woman: the nearest word, the three that were asked left out.
from core import Analogy, grammar_sentences, train_vectors

vectors = train_vectors(grammar_sentences())
((nearest, cosine),) = vectors.analogy("king", "man", "woman", 1)
print(nearest)
numbers = {
    "its cosine": cosine,
    "cosine of the two arrows": vectors.offset_cosine(Analogy("king", "man", "woman", nearest)),
}
