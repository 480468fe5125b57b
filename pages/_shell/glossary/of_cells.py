"""Pictures of cells: gates and states on a sentence, weights, the functions at their ends."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from core import LABELS, Clamp, Trace, eigenvalues, jacobians, record, weight_count
from core.arrays import Floats
from core.equations.squash import sigmoid
from core.figures.palette import NETWORKS, SIGNALS
from core.instruments.units import correlation
from core.spec import KINDS, Kind
from pages._shell.glossary.drawn import Hand, Picture, bars, columns, curve, plain, stave, whose, worked
from pages._shell.words import counted, short, thousands

SENTENCE = "the food was not bad at all"
WEIGHT_HH, BIASES = "rnn.weight_hh_l0", ("rnn.bias_hh_l0", "rnn.bias_ih_l0")
_EDGE, _POINTS = 4, 65
_CURVES: Mapping[str, Callable[[Floats], Floats]] = {
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "relu": lambda a: np.maximum(a, 0),
}
_FEW = 4
_OF_CELL = ("matrices", "biases")


def kind_of(said: str) -> Kind:
    """Return a kind of cell by its name. Raises ValueError if there is none."""
    found = [kind for kind in KINDS if kind == said]
    if not found:
        raise ValueError(f"There is no cell {said!r}; expected one of {', '.join(KINDS)}.")
    return found[0]


def read(hand: Hand, kind: str) -> Trace:
    """Return what the default network of everyday English does on the glossary's sentence."""
    return record(hand.network(kind_of(kind), "everyday"), SENTENCE)


def means(hand: Hand, kind: str, signal: str) -> Picture:
    """Return the mean of a gate over the units, at each word."""
    return stave(read(hand, kind), signal, "means", SENTENCE)


def heat(hand: Hand, kind: str, signal: str) -> Picture:
    """Return all units of a signal, at each word."""
    return stave(read(hand, kind), signal, "heat", SENTENCE)


def one_unit(hand: Hand) -> Picture:
    """Return the cell state of the unit that moves most."""
    trace = read(hand, "lstm")
    states = trace["cell_state"]
    unit = int(np.ptp(states, axis=0).argmax())
    of = f"{whose(trace.network, SENTENCE)}: c of unit {unit + 1}"
    return columns(of, trace.words, states[:, unit], hue=SIGNALS["cell_state"])


def timesteps(hand: Hand) -> Picture:
    """Return the number of each word."""
    trace = read(hand, "lstm")
    numbers = np.arange(1.0, len(trace) + 1)
    return columns(f"“{SENTENCE}”", trace.words, numbers, said=[f"t = {t:.0f}" for t in numbers])


def matrix(hand: Hand) -> Picture:
    """Return all weights from the old state to the new one."""
    network = hand.network("rnn", "everyday")
    weights = network.weights[WEIGHT_HH].astype(float)
    units = [str(unit + 1) for unit in range(len(weights))]
    return {
        "as": "table",
        "of": f"{whose(network)}: its W_h, {len(units)} × {len(units)} weights",
        "words": units,
        "values": plain(weights),
    }


def biases(hand: Hand) -> Picture:
    """Return the biases of the forget gate, a unit each."""
    network = hand.network("lstm", "everyday")
    units = network.spec.model.hidden_size
    whole = np.sum([network.weights[name] for name in BIASES], axis=0, dtype=float)
    of = f"{whose(network)}: b of each unit's forget gate"
    names = [str(unit + 1) for unit in range(units)]
    return columns(of, names, whole[units : 2 * units], hue=SIGNALS["forget_gate"])


def weights(hand: Hand, kind: str) -> Picture:
    """Return how many weights the cell of the default network has, worked out."""
    network = hand.network(kind_of(kind), "everyday")
    count = weight_count(network.spec.model, len(network.vocabulary), len(network.classes))
    lines = [line for line in count.lines if line.what.startswith(_OF_CELL)]
    return worked(
        f"{whose(network)}: weights of its cell",
        *(
            f"{line.what.partition(',')[0]}  {line.numbers.replace('·', ' · ')} = {line.count}"
            for line in lines
        ),
        f"together {thousands(count.part(*_OF_CELL))}",
    )


def stacked(hand: Hand) -> Picture:
    """Return the weights of one layer and of two."""
    network = hand.network("lstm", "everyday")
    rows = []
    for layers in (1, 2, 3):
        model = replace(network.spec.model, layers=layers)
        count = weight_count(model, len(network.vocabulary), len(network.classes))
        rows.append((counted(layers, "layer"), float(count.part(*_OF_CELL))))
    said = [thousands(int(total)) for _, total in rows]
    return bars("The LSTM of everyday English: weights of its layers", rows, said=said)


def peepholes(hand: Hand) -> Picture:
    """Return how many weights peepholes add."""
    network = hand.network("lstm", "everyday")
    plain_model, words = network.spec.model, len(network.vocabulary)
    without, with_ = (
        weight_count(replace(plain_model, peepholes=peeping), words, 0).total for peeping in (False, True)
    )
    units = plain_model.hidden_size
    return worked(
        "LSTM of everyday English",
        f"3 gates × {units} units, one weight each = {with_ - without}",
        f"{thousands(without)} + {with_ - without} = {thousands(with_)} weights",
    )


def carousel(hand: Hand) -> Picture:
    """Return the cell state of a unit with its forget gate held at 1 and its input gate at 0."""
    free = read(hand, "lstm")
    at, unit = np.unravel_index(int(np.abs(free["cell_state"]).argmax()), free["cell_state"].shape)
    start = min(int(at) + 1, len(free) - 1)
    held = [Clamp("forget_gate", 1.0, start=start), Clamp("input_gate", 0.0, start=start)]
    trace = record(free.network, SENTENCE, operations=held)
    states = trace["cell_state"]
    of = f"{whose(trace.network)}: c of unit {unit + 1}, held from “{trace.words[start]}” on"
    return columns(of, trace.words, states[:, unit], hue=SIGNALS["cell_state"])


def squash(hand: Hand, name: str) -> Picture:
    """Return the curve of a function, with the sums of a real network as dots on it."""
    sums = read(hand, "rnn" if name != "sigmoid" else "lstm")
    part = next(iter(sums.parts.values()))
    dots = np.clip(part.pre_activation[-1], -_EDGE, _EDGE)
    across = np.linspace(-_EDGE, _EDGE, _POINTS)
    function = _CURVES[name]
    of = f"Dots: the sums of {whose(sums.network)} at “{sums.words[-1]}”"
    return curve(
        of, across, function(across), names=("sum a", ""), dots=np.stack([dots, function(dots)], axis=1)
    )


def jacobian(hand: Hand) -> Picture:
    """Return the Jacobian of one step of an RNN."""
    trace = read(hand, "rnn")
    table = jacobians(trace).hidden[-1]
    return {
        "as": "table",
        "of": f"{whose(trace.network)} at “{trace.words[-1]}”: old unit across, new unit down",
        "words": [str(unit + 1) for unit in range(len(table))],
        "values": plain(table),
    }


def sizes(hand: Hand, of: str) -> Picture:
    """Return the sizes of the eigenvalues of an RNN's W_h, or its singular values, the largest first."""
    network = hand.network("rnn", "everyday")
    if of == "eigenvalues":
        found = np.abs(eigenvalues(network))
    else:
        found = np.linalg.svd(network.weights[WEIGHT_HH].astype(float), compute_uv=False)
    ordered = np.sort(found)[::-1]
    names = [str(place + 1) for place in range(len(ordered))]
    return columns(f"{whose(network)}: {SIZES[of]} of W_h", names, ordered, hue=NETWORKS["rnn"].hue)


SIZES = {"eigenvalues": "the sizes of the eigenvalues", "singular values": "the singular values"}


def follows(hand: Hand) -> Picture:
    """Return how well each unit follows the sentiment so far."""
    trace = read(hand, "lstm")
    label = np.array(LABELS["valence so far"](trace.words))
    found = np.nan_to_num(correlation(trace["hidden"], label))
    order = np.argsort(-np.abs(found))[:_FEW]
    rows = [(f"unit {unit + 1}", float(found[unit])) for unit in order]
    said = [short(float(f"{value:.2f}")) for _, value in rows]
    return bars(f"{whose(trace.network, SENTENCE)}: with what was said so far", rows, said=said)
