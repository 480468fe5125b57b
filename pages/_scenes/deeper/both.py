"""Two directions: what the state from the left and the state from the right know of each noun."""

from collections.abc import Sequence
from statistics import median

from core import Trace
from core.experiments.lessons.deeper import both_ways, read_at
from core.tasks.two_sided import AND, KINDS, NOUNS, ROWS
from pages._scenes.deeper.seeds import borne_by, kept_values
from pages._scenes.deeper.sentences import MEANINGS
from pages._shell.caches.deeper import clue_probes
from pages._shell.caches.networks import trace_of
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_key
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.words import listed, percent

ANSWERS = {
    "left": "the one from the left",
    "right": "the one from the right",
    "both": "each of them",
    "neither": "neither alone",
}
CAPTION = (
    f"An LSTM, trained on {ROWS} sentences of a small grammar. What a direction knows is read from its state "
    "by a linear probe. Click a word to cover it."
)


def who_knows(trace: Trace, place: int) -> str:
    """Return the direction, or both or neither, from whose state a kind is read at a word."""
    left, right = (read_at(probe, trace, place) in KINDS for probe in clue_probes(trace.network))
    return "both" if left and right else "left" if left else "right" if right else "neither"


def show(scene: SceneFrame) -> None:
    """Show what each direction knows, and ask which knows the last noun."""
    (network,) = networks([both_ways(0)[0]], quiet=True)
    with scene.controls():
        reading = scene.sentence(MEANINGS)
    trace = trace_of(network, reading)
    places = [at for at, word in enumerate(trace.words) if word.lower() in NOUNS]
    if not places:
        _picture(scene, trace, places, veiled=False)
        scene.tell(sections=("explain nothing",), heading="heading nothing")
        scene.notes()
        return
    asked = literal(trace.words[places[-1]])
    guess = scene.predict(ANSWERS, noun=asked)
    _picture(scene, trace, places, veiled=guess.pending)
    known = {at: who_knows(trace, at) for at in places}
    from_left = [f"“{literal(trace.words[at])}”" for at in places if known[at] == "left"]
    from_right = [f"“{literal(trace.words[at])}”" for at in places if known[at] == "right"]
    kept = kept_values("deeper/both")
    left_before, right_before, left_behind, right_behind, both = (
        percent(median(values or [0])) for values in kept.values()
    )
    scene.explain(
        guess,
        known[places[-1]],
        finished=True,
        heading="heading" if from_left and from_right else "heading other",
        noun=asked,
        lefts=listed(from_left),
        rights=listed(from_right),
        each="; ".join(f"“{literal(trace.words[at])}”: {_SAID[known[at]]}" for at in places[:6]),
        left_before=left_before,
        right_before=right_before,
        left_behind=left_behind,
        right_behind=right_behind,
        both=both,
        count=len(kept["both directions"]),
        bears=borne_by("deeper/both"),
    )
    if not guess.pending:
        show_proof("deeper/both")
    scene.notes()


_SAID = {
    "left": "known from the left",
    "right": "known from the right",
    "both": "known from both sides",
    "neither": "known from neither side",
}


def _picture(scene: SceneFrame, trace: Trace, places: Sequence[int], *, veiled: bool) -> None:
    network = trace.network
    said = "; ".join(f"{trace.words[at]} is {_SAID[who_knows(trace, at)]}" for at in places)
    show_picture(
        "meeting",
        {
            "network": network.key,
            "probes": [probe.to_dict("f32") for probe in clue_probes(network)],
            "kinds": KINDS,
            "nouns": NOUNS,
            "end": AND,
            "sentence": " ".join(trace.words),
            "caption": CAPTION,
        },
        key=f"{scene.key}_picture",
        name="two-directions",
        alt="Two directions of a network on a sentence, covered until you answer."
        if veiled
        else f"“{' '.join(trace.words)}”: {said}.",
        veiled=veiled,
        networks=(network,),
        field=sentence_key(MEANINGS),
    )
