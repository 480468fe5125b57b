# king - man + woman: the nearest word, the three that were asked left out.
from core import Analogy
from core.experiments.lessons.words import vectors_of

text = "balanced"  # ?text_is: balanced, unbalanced, hidden
made = "cbow"  # ?vectors: cbow, skip-gram, counted
vectors = vectors_of(text, made, 0)
((nearest, cosine),) = vectors.analogy("king", "man", "woman", 1)
print(nearest)
numbers = {
    "its cosine": cosine,
    "cosine of the two arrows": vectors.offset_cosine(Analogy("king", "man", "woman", nearest)),
}
