"""A text in windows: the state goes on from one to the next, the gradient is cut where a window begins."""

from math import acos, degrees, isnan

from core import default_run, record, task, truncation
from core.experiments.lessons.learning import WEIGHT, WINDOW, answer_of
from core.figures.palette import NETWORKS
from core.figures.score import provenance
from core.spec import KINDS, Kind
from core.tasks.recall import ANSWERS as DECIDED
from pages._shell.caches.networks import trace_of
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_key
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
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
    show_picture(
        "through",
        {
            "picture": "windows",
            "network": network.key,
            "sentence": reading.text,
            "answers": dict(DECIDED),
            "window": WINDOW,
            "hue": NETWORKS[kind].hue,
            "caption": provenance(network),
        },
        key=f"{scene.key}_picture",
        name="windows",
        alt=f"A text in windows of {WINDOW} words: the gradient stops where a window begins.",
        veiled=guess.pending,
        networks=(network,),
        field=sentence_key(this),
    )
    target = int(found.full.target)
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
        sure=percent(float(trace.probabilities[-1, target])),
        anew=percent(float(alone.probabilities[-1, target])),
        turned=_angle(found.cosine[WEIGHT]),
    )
    scene.notes()


def _angle(cosine: float) -> str:
    return "nowhere" if isnan(cosine) else f"{degrees(acos(min(max(cosine, -1.0), 1.0))):.0f}°"
