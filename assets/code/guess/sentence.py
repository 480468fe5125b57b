# How likely is a sentence? The bits of each word of two sentences, by a table.
import numpy as np
from core import count_ngrams, tokenize
from core.tasks.kitchen import SENTENCES, STOP, VOCABULARY
from core.text import encode

order = 2  # ?grams: 1, 2, 3, 4, 5, 6
whole = [STOP, *(word for one in SENTENCES for word in (*one, STOP))]
table = count_ngrams([encode(whole, VOCABULARY)], order, len(VOCABULARY))
numbers = {}
for at, sentence in enumerate(sentences):
    words = [*(word for word in tokenize(sentence) if word != STOP), STOP]
    bits = -table.log_probabilities(encode([STOP, *words], VOCABULARY))[1:] / np.log(2)
    print(dict(zip(words, bits.round(2))))
    numbers[f"sentence {at + 1}, bits"] = float(bits.sum())
    numbers[f"sentence {at + 1}, perplexity"] = float(2 ** bits.mean())
