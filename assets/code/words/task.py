# Good and bad words in the embedding of a network that tells good from bad sentences.
from core import default_run
from core.instruments.valence import apart, valences

found = valences(train(default_run("lstm", "everyday")))
numbers = {
    "distance, in mean distances of two words": apart(found.vectors),
    "correlation with people's ratings": found.correlation,
}
