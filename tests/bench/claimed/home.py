"""What the first page claims: an RNN loses the subject on the way, gated cells have it at the end."""

from functools import cache

from core import default_run, fit_probe, record, train
from core.spec import KINDS, Kind
from core.tasks.recall import ANSWERS
from pages._shell.lesson.subjects import RIVER
from tests.bench.claims import Claim

SUBJECT = "dog"


@cache
def _at_the_end(kind: Kind, seed: int) -> tuple[float, str]:
    """Return how probable the subject is to a read-out after the last word, and what is said."""
    network = train(default_run(kind, "recall", seed))
    probe = fit_probe(network, "subject", state="cell_state" if kind == "lstm" else "hidden")
    trace = record(network, RIVER)
    says = network.classes[int(trace.probabilities[-1].argmax())]
    return float(probe.read(trace)[-1, probe.classes.index(SUBJECT)]), says


def kept_more(seed: int) -> float:
    """Return how much more of the subject the worse of GRU and LSTM has at the end than the RNN."""
    rnn, *gated = (_at_the_end(kind, seed)[0] for kind in KINDS)
    return min(gated) - rnn


def only_it_is_wrong(seed: int) -> float:
    """Return 1 if the RNN says a wrong word and GRU and LSTM the right one, else 0."""
    rnn, *gated = (_at_the_end(kind, seed)[1] == ANSWERS[SUBJECT] for kind in KINDS)
    return float(all(gated) and not rnn)


CLAIMS = (
    Claim("home/fades", "The RNN loses the dog on the way; GRU and LSTM still have it", kept_more, 0.5),
    Claim("home/says", "So the RNN says a wrong word, and they the right one", only_it_is_wrong, 1),
)
