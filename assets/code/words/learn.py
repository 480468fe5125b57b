# CBOW: the words that come to stand nearest to "throne".
from core import VectorSpec, grammar_sentences, train_vectors

vectors = train_vectors(grammar_sentences(), VectorSpec("cbow", size=8, window=5, seed=0))
throne = vectors.matrix[vectors.words.index("throne")]
numbers = {f"throne, number {at + 1}": float(value) for at, value in enumerate(throne)}
numbers["cosine of throne and palace"] = vectors.cosine("throne", "palace")
