"""Between old and new: the update gate mixes each unit's old state with its new value."""

from typing import Any

from core import RunSpec, default_run, task
from core.experiments.lessons.gru import NEAR
from core.figures.score import provenance
from core.instruments.mixed import KEEPS, TAKES, clearest, kept
from pages._scenes.gru.seeds import borne_by
from pages._shell.caches.networks import trace_of
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_key
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.words import percent

ANSWERS = {"old": "near the old state", "middle": "half-way", "new": "near the new value"}


def recipe(seed: int = 0) -> RunSpec:
    """Return the recipe of the network that is shown."""
    return default_run("gru", "everyday", seed)


def show(scene: SceneFrame) -> None:
    """Show what one unit keeps and takes at each word, and ask where it lands at one of them."""
    this = task(recipe().task)
    with scene.controls():
        reading = scene.sentence(this)
    (network,) = networks([recipe()])
    trace = trace_of(network, reading)
    found, gates = clearest(trace), kept(trace)
    word = literal(trace.words[found.at])
    gaps: dict[str, Any] = {
        "word": word,
        "unit": found.unit + 1,
        "z": _short(found.keep),
        "was": _short(found.old),
        "fresh": _short(found.fresh),
    }
    guess = scene.predict(ANSWERS, **gaps)
    show_picture(
        "blend",
        {
            "network": network.key,
            "sentence": reading.text,
            "unit": found.unit,
            "timestep": found.at,
            "caption": provenance(network),
        },
        key=f"{scene.key}_picture",
        name="old-and-new",
        alt="One unit of a GRU over a sentence, covered from one word on."
        if guess.pending
        else f"At “{trace.words[found.at]}” unit {found.unit + 1} keeps {_short(found.keep)} of "
        f"{_short(found.old)} and goes to {_short(found.state)}; the new value is {_short(found.fresh)}.",
        veiled=guess.pending,
        networks=(network,),
        field=sentence_key(this),
    )
    right = "new" if found.keep <= NEAR else "old" if found.keep >= 1 - NEAR else "middle"
    turned = network.spec.model.update_gate == "writes"
    scene.explain(
        guess,
        right,
        True,
        measured=_short(found.state),
        heading="heading" if right == "new" else "heading other",
        sections=("explain", "explain writes") if turned else ("explain",),
        state=_short(found.state),
        rest=_short(1 - found.keep),
        keeps=percent(float((gates >= KEEPS).mean())),
        takes=percent(float((gates <= TAKES).mean())),
        starts=borne_by("gru/blend"),
        **gaps,
    )
    if not guess.pending:
        show_proof("gru/blend")
    scene.notes()


def _short(number: float) -> str:
    return f"{number:.2f}".replace("-", "−")
