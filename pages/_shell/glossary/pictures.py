"""The pictures of the glossary by the names that its terms give them."""

from collections.abc import Callable, Mapping

from pages._shell.glossary import of_cells, of_learning, of_tables, of_training, of_words
from pages._shell.glossary.drawn import Hand, NotYetError, Picture
from pages._shell.glossary.terms import TERMS

OF_NETWORKS: Mapping[str, Callable[..., Picture]] = {
    "attention": of_learning.attention,
    "biases": of_cells.biases,
    "bits": of_words.bits,
    "carousel": of_cells.carousel,
    "clipping": of_learning.clipping,
    "correlation": of_cells.follows,
    "cosines": of_words.cosines,
    "cross_entropy": of_words.cross_entropy,
    "eigenvalues": lambda hand: of_cells.sizes(hand, "eigenvalues"),
    "embedding": of_words.embedding,
    "exam": of_learning.exam,
    "heat": of_cells.heat,
    "jacobian": of_cells.jacobian,
    "logits": of_words.logits,
    "losses": of_learning.losses,
    "matrix": of_cells.matrix,
    "means": of_cells.means,
    "next_words": of_words.next_words,
    "one_hot": of_words.one_hot_word,
    "one_unit": of_cells.one_unit,
    "peepholes": of_cells.peepholes,
    "perplexity": of_words.hesitates,
    "probe": of_learning.probe,
    "profile": of_learning.profile,
    "singular_values": lambda hand: of_cells.sizes(hand, "singular values"),
    "softmax": of_words.softmax,
    "squash": of_cells.squash,
    "stacked": of_cells.stacked,
    "summands": of_learning.summands,
    "temperatures": of_words.temperatures,
    "timesteps": of_cells.timesteps,
    "top_k": lambda hand: of_words.cut(hand, "top-k"),
    "top_p": lambda hand: of_words.cut(hand, "top-p"),
    "truncated": of_learning.truncated,
    "unknown": of_words.unknown,
    "vocabulary": of_words.vocabulary,
    "weights": of_cells.weights,
}
"""Those of networks that were trained here."""

ALONE: Mapping[str, Callable[..., Picture]] = {
    "adam": lambda: of_training.step("adam"),
    "back_off": of_tables.back_off,
    "cbow": lambda: of_tables.examples("cbow"),
    "fading": of_learning.fading,
    "followers": of_tables.followers,
    "forced": of_training.forced,
    "handed_over": of_training.handed_over,
    "kept": of_training.measured,
    "median": of_training.middle,
    "nan": of_training.nan,
    "powers": of_training.powers,
    "ppmi": of_tables.near_each_other,
    "recipe": of_training.recipe,
    "resting": of_training.resting,
    "share": of_training.share,
    "sgd": lambda: of_training.step("sgd"),
    "skip_gram": lambda: of_tables.examples("skip-gram"),
    "starts": of_training.starts,
    "window": of_tables.window,
}
"""Those that wait for nothing."""


def picture(name: str, hand: Hand) -> Picture | None:
    """Return the picture of a term by its id; None as long as a network that it needs is being trained."""
    kind, *words = TERMS[name].picture
    if kind in ALONE:
        return ALONE[kind](*words)
    try:
        return OF_NETWORKS[kind](hand, *words)
    except NotYetError:
        return None
