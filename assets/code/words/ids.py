# One-hot vectors: all pairs of words are equally far apart.
from core import one_hot

words = sentence.lower().split()
ids = {word: at for at, word in enumerate(dict.fromkeys(words))}
print([ids[word] for word in words])
vectors = one_hot(["river", "bank", "banana"])
numbers = {
    "cosine of river and bank": vectors.cosine("river", "bank"),
    "distance of river and banana": vectors.distance("river", "banana"),
}
