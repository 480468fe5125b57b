"""Pictures of training that wait for no network: recipes, first steps, what was measured of seeds."""

from dataclasses import replace
from statistics import median

import numpy as np

from core import default_run, experiment, initial_network, kept
from core.experiments.lessons.resting import states
from core.figures.palette import NETWORKS, SIGNALS
from core.tasks.decoded import GO
from pages._shell.caches.networks import untrained
from pages._shell.glossary.drawn import Picture, bars, columns, two, whose, worked
from pages._shell.glossary.of_cells import WEIGHT_HH
from pages._shell.glossary.of_learning import asked
from pages._shell.words import short, thousands, written

_STEPS, _FEW, _LETTERS = 12, 4, 10
_NUDGE = 0.05
"""A state beside 0 that does not stay there."""


def powers(factor: str) -> Picture:
    """Return what a factor makes of a gradient, step by step back."""
    size = float(factor)
    found = size ** np.arange(_STEPS)[::-1]
    names = [f"−{step}" if step else "0" for step in range(_STEPS)[::-1]]
    said = [written(float(one)) if at in (0, _STEPS - 1) else "" for at, one in enumerate(found)]
    return columns(f"× {size:g} at each step back", names, found, said=said, hue=NETWORKS["rnn"].hue)


def resting(weight: str) -> Picture:
    """Return how the state of a tanh unit goes from near 0 to where it rests, step by step."""
    found = states(float(weight), _NUDGE, _STEPS - 1)
    said = [f"{one:.2f}" if at in (0, _STEPS - 1) else "" for at, one in enumerate(found)]
    names = [str(step) for step in range(_STEPS)]
    return columns(f"h ← tanh({weight} h)", names, found, said=said, hue=SIGNALS["hidden"])


def recipe() -> Picture:
    """Return how much is read in a training, worked out."""
    train = default_run("lstm", "everyday").train
    return worked(
        "The LSTM of everyday English",
        f"{thousands(train.steps)} steps × {train.batch_size} sentences a batch",
        f"= {thousands(train.steps * train.batch_size)} sentences, η = {train.learning_rate:g}",
    )


def step(rule: str) -> Picture:
    """Return one step of one weight, worked out."""
    network = untrained(default_run("rnn", "recall"))
    gradients = asked(network).weight_gradients()[WEIGHT_HH]
    at = np.unravel_index(int(np.abs(gradients).argmax()), gradients.shape)
    old, slope = float(network.weights[WEIGHT_HH][at]), float(gradients[at])
    rate = default_run("rnn", "recall").train.learning_rate
    move = slope if rule == "sgd" else float(np.sign(slope))
    said = (
        short(float(f"{slope:.3g}"))
        if rule == "sgd"
        else f"{short(float(f'{slope:.3g}'))} / {abs(slope):.3g}"
    )
    return worked(
        f"{whose(network)}: the weight with the largest gradient{'' if rule == 'sgd' else ', first step'}",
        f"w − η × {'g' if rule == 'sgd' else 'g / usual size of g'}",
        f"{short(old)} − {rate:g} × ({said}) = {short(old - rate * move)}",
    )


def nan() -> Picture:
    """Return how infinity becomes NaN, worked out."""
    largest = np.float32(np.finfo(np.float32).max)
    with np.errstate(all="ignore"):
        infinite = largest * np.float32(2)
        return worked(
            "Numbers of 32 bits", f"{largest:.2g} × 2 = {infinite}", f"{infinite} − {infinite} = NaN"
        )


def starts() -> Picture:
    """Return some first weights of two seeds."""
    rows = []
    for seed in (0, 1):
        network = initial_network(replace(default_run("rnn", "recall"), seed=seed))
        first = network.weights[WEIGHT_HH][0, :_FEW]
        rows.append(f"seed {seed}:  {'  '.join(two(float(one)) for one in first)}  …")
    return worked("RNN, recall: its first weights", *rows)


def handed_over() -> Picture:
    """Return how many numbers an encoder hands over."""
    model = default_run("lstm", "reversal").model
    units = model.hidden_size
    return worked(
        "LSTM, reversal of letters",
        f"any number of letters → {units} numbers of h and {units} of c",
        f"{_LETTERS} letters or 100: always {2 * units} numbers",
    )


def forced() -> Picture:
    """Return what a decoder reads in training, and what it is to write."""
    letters = ("c", "b", "a")
    return worked(
        "a b c, to be written in reverse",
        f"reads  {'  '.join((GO, *letters[:-1]))}",
        f"is to write  {'  '.join(letters)}",
        "whatever it writes, the next that it reads is right",
    )


def share(name: str) -> Picture:
    """Return on how many random starts a claim holds, and the interval that follows."""
    found = kept(experiment(name)).verdict
    low, high = (round(100 * end) for end in (found.low, found.high))
    return worked(
        "A claim, measured anew on each random start",
        f"holds on {found.bears} of {found.count}",
        f"on many more: on {low} to {high} % (95 % sure)",
    )


def measured(name: str) -> Picture:
    """Return what is kept of an experiment: the median of each of its lines."""
    found = kept(experiment(name))
    lines = [line for line in found.experiment.lines if not line.aside]
    rows = [(line.name, float(median(found.of(line.name)))) for line in lines]
    said = [short(float(f"{value:.2g}")) for _, value in rows]
    of = f"{found.experiment.unit}: medians of {len(found.seeds)} random starts"
    return bars(of[:1].upper() + of[1:], rows, said=said)


def middle(name: str) -> Picture:
    """Return all values of one line of an experiment in order, the one in the middle marked."""
    found = kept(experiment(name))
    line = found.experiment.lines[-1]
    values = np.sort(found.of(line.name))
    said = [""] * len(values)
    of = f"{line.name}, {found.experiment.unit}: {len(values)} random starts in order"
    return columns(
        of, said, values, said=said, hue=NETWORKS["lstm"].hue, note=f"median {two(median(values))}"
    )
