"""GRU beside LSTM: both cells on one sentence, gate by gate, and what two gates can do that one cannot."""

from typing import NamedTuple

import numpy as np

from core import RunSpec, Trace, default_run, task
from core.experiments.lessons.gru_beside import APART, OPEN
from core.figures.palette import palette
from core.figures.score import provenance
from core.instruments.mixed import Mixed, kept, mixed
from pages._scenes.gru.seeds import kept_values
from pages._shell.caches.networks import trace_of
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_key
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.words import percent

ANSWERS = {
    "rest": "each the rest to 1",
    "gru": "the GRU the rest to 1; the LSTM’s cannot be said",
    "same": "each as much as it keeps",
    "unknown": "neither can be said",
}

TRAINED_APART = (
    "The two were trained apart: a unit of one has no partner in the other. Each is shown at one that moves."
)


class Pair(NamedTuple):
    """What a unit of an LSTM keeps and writes at a word: its two gates."""

    unit: int
    at: int
    keep: float
    write: float


def recipes(seed: int = 0) -> list[RunSpec]:
    """Return the recipes of the GRU and of the LSTM."""
    return [default_run(kind, "everyday", seed) for kind in ("gru", "lstm")]


def both_open(trace: Trace) -> Pair:
    """Return where an LSTM keeps and writes most at the same time: both gates are open, and both have a use.

    Where that is nowhere, as with one word, it is the first unit at the first word.
    """
    state = trace["cell_state"]
    before = np.vstack([np.zeros_like(state[:1]), state[:-1]])
    gates = trace["forget_gate"], trace["input_gate"]
    sizes = np.abs(gates[0] * before), np.abs(gates[1] * trace["candidate"])
    both = np.nan_to_num(np.minimum(*gates) * np.minimum(*sizes))
    at, unit = (int(place) for place in np.unravel_index(int(both.argmax()), both.shape))
    return Pair(unit, at, *(float(gate[at, unit]) for gate in gates))


def most_moved(trace: Trace, at: int) -> Mixed:
    """Return the unit of a GRU that moves farthest at a word."""
    before = trace["hidden"][at - 1] if at else np.asarray(trace.top.initial_hidden)
    return mixed(trace, at, int(np.nan_to_num(np.abs(trace["hidden"][at] - before)).argmax()))


def show(scene: SceneFrame) -> None:
    """Show both cells at one word, and ask what follows from how much each keeps."""
    this = task(recipes()[0].task)
    with scene.controls():
        reading = scene.sentence(this)
    found = networks(recipes())
    gru, lstm = (trace_of(network, reading) for network in found)
    pair = both_open(lstm)
    mix = most_moved(gru, pair.at)
    units = {
        "gru": _from(mix.unit, kept(gru).shape[1]),
        "lstm": _from(pair.unit, lstm["cell_state"].shape[1]),
    }
    said = {
        "word": literal(lstm.words[pair.at]),
        "z": _short(mix.keep),
        "f": _short(pair.keep),
        "i": _short(pair.write),
        "rest": _short(1 - mix.keep),
    }
    guess = scene.predict(ANSWERS, **said)
    show_picture(
        "beside",
        {
            "networks": dict(zip(("gru", "lstm"), (network.key for network in found), strict=True)),
            "units": units,
            "sentence": reading.text,
            "timestep": pair.at,
            "palette": palette(),
            "caption": f"{TRAINED_APART} {' '.join(provenance(network) for network in found)}",
        },
        key=f"{scene.key}_picture",
        name="gru-beside-lstm",
        alt="A GRU and an LSTM at one word, covered until you answer."
        if guess.pending
        else f"At “{lstm.words[pair.at]}” a unit of the GRU keeps {said['z']} and writes {said['rest']}; "
        f"one of the LSTM keeps {said['f']} and writes {said['i']}.",
        veiled=guess.pending,
        networks=found,
        field=sentence_key(this),
    )
    far, opened, shut = (_ends(values) for values in kept_values("gru/beside").values())
    scene.explain(
        guess,
        "gru",
        True,
        measured=f"GRU {said['rest']}, LSTM {said['i']}",
        heading="heading" if min(pair.keep, pair.write) >= OPEN else "heading other",
        both=_short(pair.keep + pair.write),
        unit=pair.unit + 1,
        apart=APART,
        far=far,
        opened=opened,
        shut=shut,
        count=len(kept_values("gru/beside")["both 0.7 or more"]),
        **said,
    )
    if not guess.pending:
        show_proof("gru/beside")
    scene.notes()


def _from(first: int, count: int) -> list[int]:
    """Return all units, this one first."""
    return [(first + more) % count for more in range(count)]


def _ends(values: tuple[float, ...]) -> str:
    return f"{percent(min(values))} to {percent(max(values))} %" if values else "not measured"


def _short(number: float) -> str:
    return f"{number:.2f}".replace("-", "−")
