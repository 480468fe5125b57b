"""Held, not shown, until asked: what the output gate is for, in a network that recalls an animal."""

import numpy as np

from core import Clamp, Trace, record
from core.instruments.showing import NEEDED, Waiting, waiting
from core.instruments.summary import highest_within
from pages._scenes.lstm.beside import between, borne, random_starts
from pages._scenes.lstm.hold import ending
from pages._scenes.lstm.read import Read, read
from pages._scenes.lstm.rows import LEDGER, MEANS, SIGNALS, Rows
from pages._shell.lesson.findings import tie
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.words import percent

MEAN = "mean-output_gate"
ROWS = Rows(
    "lstm-shown",
    ("lanes", "readout"),
    (MEAN, *MEANS, *SIGNALS, *LEDGER),
    ("lanes", MEAN, "output_gate", "hidden"),
)
EARLY = "lstm/shown/early"
MOST = 4
"""Words that are asked about."""

_TIES = 0.95
"""What is shown at a word ties with the most if it comes to this part of it."""


def shown_by_word(trace: Trace, found: Waiting) -> dict[str, float]:
    """Return the size of what the unit shows at each word after the one since which it holds something."""
    sizes: dict[str, float] = {}
    for at in range(found.since + 1, len(trace)):
        size = float(np.nan_to_num(abs(trace["hidden"][at, found.unit])))
        sizes[trace.words[at]] = max(sizes.get(trace.words[at], 0.0), size)
    return sizes


def words_asked(sizes: dict[str, float]) -> tuple[str, ...]:
    """Return some words as answers, in the order of the sentence, among them those with most and least."""
    ranked = sorted(sizes, key=lambda word: -sizes[word])
    spread = {ranked[int(place)] for place in np.linspace(0, len(ranked) - 1, min(MOST, len(ranked)))}
    return tuple(word for word in sizes if word in spread)


def show(scene: SceneFrame) -> None:
    """Ask at which word a unit shows what it holds; then its output gate is the hand's."""
    this = read(scene, of="recall")
    with this.place:
        _show(scene, this)


def _show(scene: SceneFrame, this: Read) -> None:
    trace = this.trace
    found = waiting(trace, this.task.telling)
    if found is None:
        this.show(ROWS, key="lstm_shown_score", plays=False)
        scene.tell(heading="heading one", sections=["explain one"], needed=NEEDED)
        scene.notes(**_over_starts())
        return
    sizes = shown_by_word(trace, found)
    options = words_asked(sizes)
    most = [word for word in highest_within(sizes, _TIES) if word in options]
    last, unit = len(trace) - 1, found.unit
    cells, gates = trace["cell_state"][:, unit], trace["output_gate"][:, unit]
    names = {
        "unit": str(unit + 1),
        "since": literal(trace.words[found.since]),
        "first": _short(cells[found.since]),
        "before": literal(trace.words[last - 1]),
        "kept": _short(cells[last - 1]),
    }
    guess = scene.predict({word: word for word in options}, **names)
    this.show(ROWS, guess, key="lstm_shown_score", unit=unit, timestep=last, plays=False)
    learnt = not trace.network.is_untrained
    claim = "untrained" if not learnt else "" if found.waits and found.at == last else "open"
    early = _held(trace, 1, last - 1)
    loudest = found.since + 1 + int(np.abs(trace["hidden"][found.since + 1 : last, unit]).argmax())
    scene.explain(
        guess,
        max(most, key=lambda word: sizes[word]),
        finished=True,
        measured=tie(most),
        accepted=most,
        sections=["explain", "explain why" if learnt else "explain untrained", "explain hand"],
        heading=f"heading {claim}".rstrip(),
        last=literal(trace.words[last]),
        now=_short(cells[last]),
        usual_gate=_short(gates[found.since + 1 : last].mean()),
        usually=f"{found.between:.2f}",
        loudest=literal(trace.words[loudest]),
        loud=_short(trace["hidden"][loudest, unit]),
        gate=_short(gates[last]),
        shows=_short(trace["hidden"][last, unit]),
        says=str(ending(trace)),
        shut=str(ending(_held(trace, 0, last))),
        one_shut=str(ending(_held(trace, 0, last, (unit,)))),
        early=_said_at(early, last - 1),
        alone=_said_at(trace, last - 1),
        **names,
    )
    scene.notes(**_over_starts())
    if not guess.pending:
        random_starts(EARLY, "lstm/shown/unit", "lstm/shown")


def _held(trace: Trace, value: float, at: int, units: tuple[int, ...] | None = None) -> Trace:
    held = Clamp("output_gate", value, units, at, at + 1)
    return record(trace.network, trace.words, operations=[held])


def _said_at(trace: Trace, at: int) -> str:
    """Return what is said after a word, and how sure it is."""
    said = trace.answers[at]
    best = int(said.argmax())
    return f"{literal(trace.network.classes[best])} {percent(float(said[best]))} %"


def _over_starts() -> dict[str, str]:
    """Return what came out over random starts, as the notes say it."""
    return {
        "widest": borne("lstm/shown"),
        "waiting": borne("lstm/shown/unit"),
        "told_early": borne(EARLY),
        "sure_early": between(EARLY, "o = 1 at “a”"),
        "elsewhere": between(EARLY, "words between at which o = 1 makes it say so"),
    }


def _short(number: float) -> str:
    return f"{number:.2f}".replace("-", "−").replace("−0.00", "0.00")
