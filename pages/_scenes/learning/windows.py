"""A text in windows: the state goes on from one to the next, the gradient is cut where a window begins."""

from math import isnan

from core import default_run, record, task, truncation
from core.experiments import experiment, kept
from core.experiments.lessons.learning import WEIGHT, answer_of
from core.experiments.lessons.learning_windows import WINDOW
from core.figures.palette import NETWORKS
from core.spec import KINDS, Kind
from core.tasks.recall import ANSWERS as DECIDED
from pages._scenes.learning.asked import show_read
from pages._shell.caches.networks import trace_of
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.visit.choice import choice
from pages._shell.words import counted, percent

ANSWERS = {
    "answer": "the answer",
    "learning": "what is learnt",
    "both": "both",
    "nothing": "nothing",
}
CELLS: dict[Kind, str] = {kind: kind.upper() for kind in KINDS}


def show(scene: SceneFrame) -> None:
    """Show which gradient is left of a sentence that is read in windows, and what is answered."""
    with scene.controls():
        this = task(default_run("lstm", "recall").task)
        reading = scene.sentence(this)
        kind = choice(f"{scene.key}_cell", "Cell", CELLS, "lstm", name="cell")
    (network,) = networks([default_run(kind, "recall")])
    trace = trace_of(network, reading)
    decided = answer_of(reading)
    found = truncation(trace, WINDOW, network.classes.index(decided) if decided else None)
    begins = found.cuts[-1] if found.cuts else 0
    begin = next((t for t, word in enumerate(reading.words[:begins]) if word.lower() in DECIDED), 0)
    word, last = (literal(reading.words[at]) for at in (begin, -1))
    guess = scene.predict(ANSWERS, window=WINDOW)
    show_read(
        scene,
        "windows",
        network,
        this,
        reading,
        name="windows",
        alt=f"A text in windows of {WINDOW} words: the gradient stops where a window begins.",
        veiled=guess.pending,
        window=WINDOW,
        hue=NETWORKS[kind].hue,
    )
    target = int(found.full.target)
    proof = kept(experiment("learning/windows"))
    alone = record(network, " ".join(reading.words[begins:]))
    scene.explain(
        guess,
        "learning" if begins else "nothing",
        True,
        measured=f"only what is learnt: “{word}” gets no gradient" if begins else "",
        heading="heading" if begins else "heading whole",
        sections=("explain", "explain more") if begins else ("explain whole",),
        window=WINDOW,
        windows=counted(len(found.cuts) + 1, "window"),
        word=word,
        last=last,
        answer=literal(network.classes[target]),
        sure=f"{100 * float(trace.probabilities[-1, target]):.1f}",
        anew=f"{100 * float(alone.probabilities[-1, target]):.1f}",
        seeds=len(proof.seeds),
        lost=proof.verdict.bears,
        step=_worth(found.cosine[WEIGHT]),
    )
    if not guess.pending:
        show_proof("learning/windows")
    scene.notes()


def _worth(cosine: float) -> str:
    """Return what a small step of W_h along what is left is worth beside one along the whole gradient."""
    if isnan(cosine):
        return "There is no gradient of W_h left to step along."
    if cosine < 0:
        return "A step of W_h along what is left even makes the loss of this sentence higher."
    return (
        f"A small step of W_h along what is left lowers the loss of this sentence by {percent(cosine)} % of "
        "what a step of the same length along the whole gradient does."
    )
