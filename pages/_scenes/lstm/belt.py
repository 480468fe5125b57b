"""One timestep of the trained LSTM in four acts: forget, store, update, output; then the belt goes on."""

import numpy as np

from core import Trace
from core.figures.palette import palette
from core.figures.score import provenance
from core.instruments.closing import Dropped, dropped
from pages._scenes.lstm.beside import largest, random_starts
from pages._scenes.lstm.read import Read, with_reader
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_key
from pages._shell.plain import literal
from pages._shell.stage import show_picture

PROOF = "lstm/belt"
MOST = 4
"""Units that are shown: few enough for all of their numbers to be read."""


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def units_shown(trace: Trace, found: Dropped) -> list[int]:
    """Return the few units that drop most at a word, in their order."""
    before = trace["cell_state"][found.at - 1] if found.at else np.zeros_like(trace["cell_state"][0])
    lost = np.abs(before * (1 - trace["forget_gate"][found.at]))
    few = np.argsort(-np.nan_to_num(lost), kind="stable")[:MOST]
    return sorted({found.unit, *(int(unit) for unit in few[: MOST - (found.unit not in few)])})


@with_reader
def show(scene: SceneFrame, this: Read) -> None:
    """Ask what the forget gate leaves of a number; then show the four acts."""
    trace = this.trace
    found = dropped(trace)
    now = float(trace["cell_state"][found.at, found.unit])
    names = {
        "word": literal(trace.words[found.at]),
        "unit": str(found.unit + 1),
        "held": _short(found.held),
        "gate": _short(found.gate),
        "kept": _short(found.kept),
        "written": _short(now - found.kept),
        "now": _short(now),
        "shown": _short(float(trace["hidden"][found.at, found.unit])),
    }
    answers = {
        "kept": _short(found.kept),
        "lost": _short(found.held - found.kept),
        "all": _short(found.held),
        "none": "0",
    }
    apart = {label: name for name, label in reversed(answers.items())}
    asked = {name: answers[name] for name in answers if apart[answers[name]] == name}
    guess = scene.predict(asked, **names) if found.at and np.isfinite(found.kept) else None
    units = units_shown(trace, found)
    covered = guess is not None and guess.pending
    network = trace.network
    show_picture(
        "belt",
        {
            "network": network.key,
            "sentence": this.reading.text,
            "units": units,
            "unit": found.unit,
            "timestep": found.at,
            "palette": palette(),
            "caption": provenance(network),
        },
        key="lstm_belt",
        name="belt",
        alt=f"Four acts at “{trace.words[found.at]}”. Unit {names['unit']}: {names['gate']} times "
        f"{names['held']} is kept, {names['written']} is written; its new state is {names['now']}."
        if not covered
        else "Four acts of one timestep, covered until you answer.",
        veiled=covered,
        networks=(network,),
        field=sentence_key(this.task),
    )
    checked = {"parity": _tens(largest(PROOF, "from torch.nn.LSTM"))}
    if guess is None:
        scene.tell(heading="heading one", sections=["explain acts"], **checked)
    else:
        scene.explain(guess, "kept", True, sections=["explain", "explain acts"], **names, **checked)
    scene.notes(units=len(units), all_units=network.spec.model.hidden_size)
    if not covered:
        random_starts(PROOF, title="Checked against PyTorch, on random networks")


def _tens(number: float) -> str:
    """Return a small number with a power of ten: 3.6·10⁻¹⁵."""
    digits, exponent = f"{number:.1e}".split("e")
    return f"{digits}·10{str(int(exponent)).translate(_RAISED)}"


def _short(number: float) -> str:
    return f"{number:.2f}".replace("-", "−").replace("−0.00", "0.00")
