"""Pictures of learning: losses, gradients and what they are multiplied by, recipes, what seeds do."""

import numpy as np

from core import GradientProfile, Network, clip, default_run, gradient_profile, record
from core.figures.palette import NETWORKS
from pages._shell.caches.networks import untrained
from pages._shell.caches.probes import probe_of
from pages._shell.glossary.drawn import Hand, Picture, bars, columns, curve, whose
from pages._shell.glossary.of_cells import WEIGHT_HH, kind_of
from pages._shell.words import percent, short, written

SENTENCE = "the horse that we saw had a beautiful"
SUBJECT = "horse"
_CUT = 3


def asked(network: Network, window: int | None = None) -> GradientProfile:
    """Return the gradient of what a network finds likeliest after the glossary's sentence."""
    return gradient_profile(record(network, SENTENCE), window=window)


def profile(hand: Hand, kind: str) -> Picture:
    """Return the length of the gradient by the state at each word."""
    network = hand.network(kind_of(kind), "recall")
    found = asked(network)
    of = f"{whose(network, SENTENCE)}: ‖∂L/∂h‖"
    return columns(of, found.trace.words, found.hidden, hue=NETWORKS[kind].hue)


def fading() -> Picture:
    """Return what is left of the gradient at each word before training, as a share of that at the last."""
    network = untrained(default_run("rnn", "recall"))
    found = asked(network)
    shares = found.hidden / found.hidden[-1]
    said = [written(float(one)) for one in shares]
    of = f"{whose(network)}: what is left of the gradient, going back"
    return columns(of, found.trace.words, shares, said=said, hue=NETWORKS["rnn"].hue)


def truncated(hand: Hand) -> Picture:
    """Return the same where the way back is cut."""
    network = hand.network("rnn", "recall")
    found = asked(network, _CUT)
    of = f"{whose(network)}: ‖∂L/∂h‖, cut after {_CUT} steps"
    return columns(of, found.trace.words, found.hidden, hue=NETWORKS["rnn"].hue)


def summands(hand: Hand) -> Picture:
    """Return what each word adds to the gradient of W_h: the size of each summand."""
    network = hand.network("rnn", "recall")
    found = asked(network)
    one = found.contributions()[WEIGHT_HH]
    right = one.right if one.right is not None else np.ones_like(one.left)
    norms = np.sqrt(np.einsum("tbr,tbc->trc", one.left, right) ** 2).sum(axis=(1, 2))
    of = f"{whose(network)}: what each word adds to the gradient of W_h"
    return columns(of, found.trace.words, norms / norms.sum(), hue=NETWORKS["rnn"].hue)


def clipping(hand: Hand) -> Picture:
    """Return a gradient's length before and after it is cut to half of it."""
    network = hand.network("rnn", "recall")
    gradients = asked(network).weight_gradients()
    before = clip(gradients, 1e9).norm_before
    found = clip(gradients, float(f"{before / 2:.1g}"))
    rows = [("before", found.norm_before), ("after", found.norm_after)]
    note = f"every number × {found.factor:.2f}"
    return bars(f"{whose(network)}: ‖g‖", rows, said=[short(float(f"{v:.2g}")) for _, v in rows], note=note)


def losses(hand: Hand) -> Picture:
    """Return the loss of a network while it learnt."""
    history = hand.history("lstm", "everyday")
    steps = np.array([one.step for one in history if len(one.losses)], float)
    values = np.array([one.losses.mean() for one in history if len(one.losses)], float)
    return curve(
        "LSTM, everyday English, while it was trained here", steps, values, names=("training step", "loss")
    )


def exam(hand: Hand) -> Picture:
    """Return how many test sentences are right, at each length."""
    found = hand.history("lstm", "everyday")[-1].curve
    lengths, shares = zip(*found, strict=True)
    return columns(
        "LSTM, everyday English: test sentences right, by neutral words at the end",
        [str(one) for one in lengths],
        np.array(shares),
        said=[f"{percent(one)}" for one in shares],
        note="%",
    )


def attention(hand: Hand) -> Picture:
    """Return where a decoder looks while it writes its first word."""
    network = hand.looking()
    letters = list("planet")
    found = record(network, " ".join([*letters, "go"])).attention
    if found is None:
        raise ValueError("This network does not look back.")
    weights = found.weights[0]
    of = f"{whose(network)} “{' '.join(letters)}”: where its first letter looks"
    return columns(of, letters, weights[: len(letters)], said=[f"{one:.2f}" for one in weights])


def probe(hand: Hand) -> Picture:
    """Return how probable a probe finds the subject after each word."""
    network = hand.network("lstm", "recall")
    fitted = probe_of(network)[0]
    trace = record(network, SENTENCE)
    found = fitted.probabilities(trace["cell_state"])[:, fitted.classes.index(SUBJECT)]
    of = f"{whose(network)}: “{SUBJECT}”, read from c"
    return columns(of, trace.words, found, said=[f"{percent(float(one))}" for one in found], note="%")
