"""The reset gate: it decides how much of the old state goes into it."""

from typing import Any

from core import RunSpec, default_run, task
from core.experiments.lessons.gru_reset import SENTENCE
from core.figures.palette import palette
from core.figures.score import provenance
from core.instruments import Clamp, record
from core.instruments.mixed import Seen, shut_out
from pages._scenes.gru.seeds import borne_by, ends_of, kept_values
from pages._shell.caches.networks import trace_of
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import OwnSentences, follow_sentence, sentence_key
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.words import percent

ANSWERS = {
    "alone": "near what the word alone makes",
    "middle": "half-way between the two",
    "full": "near what word and old state make",
}
LOW, HIGH = 0.3, 0.7
"""A new value this share of the way from one end, or nearer, is near it."""
PROOFS = ("gru/reset", "gru/reset/everywhere")


def recipe(seed: int = 0) -> RunSpec:
    """Return the recipe of the network that is shown."""
    return default_run("gru", "everyday", seed)


def share_of_way(seen: Seen) -> float:
    """Return how far the new value is on its way from the word's alone to that of word and old state."""
    way = seen.full - seen.alone
    return (seen.fresh - seen.alone) / way if way else 0.0


def show(scene: SceneFrame) -> None:
    """Show what one unit's new value is made of, and ask where between two ends it lies."""
    this = task(recipe().task)
    (network,) = networks([recipe()])
    turning = OwnSentences("turning", SENTENCE, (SENTENCE, *this.samples), this.evidence, recipe().task)
    follow_sentence(turning, this)
    with scene.controls():
        reading = scene.sentence(turning)
    trace = trace_of(network, reading)
    found = shut_out(trace)
    gaps: dict[str, Any] = {
        "word": literal(trace.words[found.at]),
        "unit": found.unit + 1,
        "r": _short(found.reset),
        "alone": _short(found.alone),
        "full": _short(found.full),
    }
    guess = scene.predict(ANSWERS, **gaps)
    show_picture(
        "reset",
        {
            "network": network.key,
            "sentence": reading.text,
            "unit": found.unit,
            "timestep": found.at,
            "palette": palette(),
            "caption": provenance(network),
        },
        key=f"{scene.key}_picture",
        name="the-reset-gate",
        alt="A unit of a GRU at one word; its new value is covered until you answer."
        if guess.pending
        else f"At “{trace.words[found.at]}” r of unit {found.unit + 1} is {gaps['r']}: its new "
        f"value is {_short(found.fresh)}, where the word alone makes {gaps['alone']} and "
        f"word and old state {gaps['full']}.",
        veiled=guess.pending,
        networks=(network,),
        field=sentence_key(turning),
    )
    way = share_of_way(found)
    right = "alone" if way <= LOW else "full" if way >= HIGH else "middle"
    before = network.spec.model.reset_gate == "before"
    hold = Clamp("reset_gate", 1.0, None if before else (found.unit,), found.at, found.at + 1)
    answer = int(trace.probabilities[-1].argmax())
    held = record(network, reading, operations=[hold]).probabilities[-1]
    kept, everywhere = kept_values(PROOFS[0]), kept_values(PROOFS[1])
    shut, free, opened = (kept[name] for name in ("r at 0 at “but”", "as trained", "r at 1 at “but”"))
    scene.explain(
        guess,
        right,
        True,
        measured=_short(found.fresh),
        heading="heading" if right == "alone" else "heading other",
        sections=("explain", "explain before") if before else ("explain",),
        fresh=_short(found.fresh),
        sure=percent(float(trace.probabilities[-1, answer])),
        answer=literal(network.classes[answer]),
        then=literal(network.classes[int(held.argmax())]),
        then_sure=percent(float(held.max())),
        sentence=SENTENCE,
        starts=borne_by(PROOFS[0]),
        turned=sum(one >= 0.5 > other for one, other in zip(free, opened, strict=True)),
        surer=sum(one > other for one, other in zip(shut, free, strict=True)),
        count=len(free),
        open_share=ends_of([percent(one) for one in everywhere["r at 1 at all words"]]),
        shut_share=ends_of([percent(one) for one in everywhere["r at 0 at all words"]]),
        **gaps,
    )
    if not guess.pending:
        for proof in PROOFS:
            show_proof(proof)
    scene.notes()


def _short(number: float) -> str:
    return f"{number:.2f}".replace("-", "−")
