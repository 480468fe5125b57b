"""Words as vectors: one-hot, from counts of neighbours, and learnt by CBOW or skip-gram. NumPy only.

A text is a sequence of sentences, each a sequence of words (`grammar_sentences`, or `core.text.tokenize`
of each line of one's own); what comes out is `WordVectors`, which answer for neighbours and analogies. A
training is a pure function of its sentences and its spec. `train_window` learns vectors on the way to
something else: a network that guesses the next word from a fixed window.

"Near" means "has the same neighbours", not "stands beside". A text that people wrote need not give
analogies. The balanced sentences of `grammar` do, because all crossings come in them equally often: 48
of 48 on seeds 0 to 4 by CBOW, by skip-gram and by counting, the asked words left out. Its unbalanced
ones show what is lost without that: 30 to 38 by CBOW, 4 to 38 by skip-gram, 0 to 14 by counting. A
crossing that no sentence shows is found by skip-gram, which looks at pairs of words (prince − king +
queen is princess, seeds 0 to 4), and not by CBOW, which looks at all neighbours at once.
"""

from .counts import Counts, count_neighbours, counted_vectors, ppmi
from .grammar import Analogy, grammar_analogies, grammar_sentences
from .training import VectorSpec, VectorTraining, train_vectors
from .window import WindowNetwork, WindowSpec, WindowTraining, train_window
from .words import WordVectors, one_hot, principal_axes

__all__ = [
    "Analogy",
    "Counts",
    "VectorSpec",
    "VectorTraining",
    "WindowNetwork",
    "WindowSpec",
    "WindowTraining",
    "WordVectors",
    "count_neighbours",
    "counted_vectors",
    "grammar_analogies",
    "grammar_sentences",
    "one_hot",
    "ppmi",
    "principal_axes",
    "train_vectors",
    "train_window",
]
