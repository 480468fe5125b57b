# The words that come to stand nearest to "throne", and its vector.
from core import VectorSpec, train_vectors
from core.experiments.lessons.words import sentences_of

text = "balanced"  # ?whose: unbalanced
method = "cbow"  # ?method: cbow, skip-gram
size = 8  # ?numbers: 2, 4, 8, 16
window = 5  # ?window: 5, 2, 1
start = 0  # ?start: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
vectors = train_vectors(sentences_of(text), VectorSpec(method, size=size, window=window, seed=start))
print(vectors.neighbours("throne", 3))
throne = vectors.matrix[vectors.words.index("throne")]
numbers = {f"throne, number {at + 1}": float(value) for at, value in enumerate(throne)}
