"""Layers on each other: what can be read from each layer, and what layers and directions bring and cost."""

from collections.abc import Sequence
from itertools import product
from statistics import median
from typing import Any

import numpy as np

from core import Network, Trace, weight_count
from core.experiments.lessons.deeper import DIRECTIONS
from core.experiments.lessons.deeper_layers import DEPTHS, NAMES, NUMBERS, between, layer_states, of_verbs
from core.tasks.two_sided import AGREES, ROWS
from pages._scenes.deeper.seeds import Kept, kept_values
from pages._scenes.deeper.sentences import VERBS_AGREE
from pages._shell.caches.deeper import plural_by_half, wrong_by_half, wrong_by_layer
from pages._shell.caches.networks import trace_of
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks, training_seconds
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.words import counted, listed, percent

SEED = 2
"""A random start from which all three networks have learnt it; from some the deepest has not yet."""

HALVES = (("→ from the left", "subject"), ("← from the right", "verb"))
"""The directions of the first layer, and whose number each is asked for."""

SAYS = ("agree", "differ")
"""What a sentence does that is tagged right, or wrong."""

ANSWERS = {"1": "one layer does", "2": "it takes two", "3": "it takes three", "none": "none of them knows"}
PROOFS = ("deeper/layers", "deeper/layers/halves", "deeper/layers/third", "deeper/layers/time")
CAPTION = (
    f"LSTMs, trained on {ROWS} sentences. Each cell: what a probe (a linear read-out) reads from the states "
    "there at this word: ✓ right, ✗ wrong, ? less than 80 % sure. Each dot: a random start; "
    "the number is the middle one."
)


def says(trace: Trace, agree: bool, places: range) -> bool:
    """Return whether a network says at all of these words whether subject and verb agree, and is right."""
    right = trace.network.classes.index(AGREES[agree])
    return bool((trace.logits[places.start : places.stop].argmax(axis=1) == right).all())


def show(scene: SceneFrame) -> None:
    """Show one, two and three layers, and ask how many it takes to know in the middle."""
    specs = of_verbs(SEED)
    deep = specs[len(DEPTHS) :]
    called = [counted(layers, "layer") for layers in DEPTHS]
    found = networks(deep, quiet=True, names=called)
    with scene.controls():
        reading = scene.sentence(VERBS_AGREE)
    traces = [trace_of(network, reading) for network in found]
    words = traces[0].words
    place = between([word.lower() for word in words])
    kept, times = kept_values("deeper/layers"), kept_values("deeper/layers/time")
    if place is None:
        _picture(scene, traces, None, _ways(found[0], kept, times), "", veiled=False)
        scene.tell(sections=("explain nothing",), heading="heading nothing")
        scene.notes()
        return
    start, stop, agree = place
    word = literal(words[stop - 1])
    guess = scene.predict(ANSWERS, word=word)
    know = [says(trace, agree, range(start, stop)) for trace in traces]
    right = next((str(layers) for layers, knows in zip(DEPTHS, know, strict=True) if knows), "none")
    who = [name for name, knows in zip(called, know, strict=True) if knows]
    told = f"Who knows it between subject and verb: {listed(who) if who else 'none of them'}"
    _picture(
        scene,
        traces,
        place,
        _ways(found[0], kept, times),
        told,
        veiled=guess.pending,
        third=right not in ("1", "2"),
    )
    middles = dict(zip(NAMES, (percent(median(kept[name] or (0,))) for name in NAMES), strict=True))
    halves = [percent(median(values or (0,))) for values in kept_values("deeper/layers/halves").values()]
    seconds = training_seconds(deep)
    scene.explain(
        guess,
        right,
        finished=True,
        heading="heading" if right == "2" else "heading other",
        told=told,
        word=word,
        one_way=middles[NAMES[0]],
        deep_one_way=middles[NAMES[2]],
        one=middles[NAMES[3]],
        two=middles[NAMES[4]],
        three=middles[NAMES[5]],
        failed=sum(value < _LEARNT for value in kept[NAMES[5]]),
        failed_two=sum(value < _LEARNT for value in kept[NAMES[4]]),
        count=len(kept[NAMES[5]]),
        subject_left=halves[0],
        subject_right=halves[1],
        verb_left=halves[2],
        verb_right=halves[3],
        seconds=listed([f"{seconds[spec]:.1f}" if spec in seconds else "–" for spec in deep]),
    )
    if not guess.pending:
        for proof in PROOFS:
            show_proof(proof)
    scene.notes()


_LEARNT = 0.9
"""Who is right less often has not learnt it."""


def _ways(network: Network, kept: Kept, times: Kept) -> list[dict[str, Any]]:
    """Return the rows of the table: what each number of layers and directions brings and costs."""
    sizes = (len(network.vocabulary), len(network.classes))
    rows = []
    for name, spec, (both, layers) in zip(NAMES, of_verbs(0), product(DIRECTIONS, DEPTHS), strict=True):
        ratio = median(times[name] or (float("nan"),))
        rows.append(
            {
                "name": f"{counted(layers, 'layer')} {'⇄' if both else '→'}",
                "both": both,
                "starts": kept[name],
                "weights": weight_count(spec.model, *sizes).total,
                "time": "–" if np.isnan(ratio) else f"× {ratio:.1f}",
            }
        )
    return rows


def _picture(
    scene: SceneFrame,
    traces: Sequence[Trace],
    place: tuple[int, int, bool] | None,
    ways: Sequence[dict[str, Any]],
    told: str,
    *,
    veiled: bool,
    third: bool = False,
) -> None:
    show_picture(
        "layered",
        {
            "words": traces[0].words,
            "answers": SAYS,
            "right": -1 if place is None else SAYS.index("agree" if place[2] else "differ"),
            "between": list(place[:2]) if place else [0, 0],
            "numbers": NUMBERS,
            "all": third,
            "networks": [
                {
                    "name": counted(trace.network.spec.model.layers, "layer"),
                    "layers": [
                        {
                            "shares": np.round(shares, 3).tolist(),
                            "units": np.round(layer_states(trace, at), 2).tolist(),
                        }
                        for at, shares in enumerate(wrong_by_layer(trace))
                    ],
                    "halves": [
                        {
                            "name": name,
                            "reads": reads,
                            "shares": np.round(shares, 3).tolist(),
                            "differs": np.round(differs, 3).tolist(),
                        }
                        for (name, reads), shares, differs in zip(
                            HALVES, plural_by_half(trace), wrong_by_half(trace), strict=True
                        )
                    ],
                }
                for trace in traces
            ],
            "ways": ways,
            "caption": CAPTION,
        },
        key=f"{scene.key}_picture",
        name="layers",
        alt="One, two and three layers on a sentence, covered until you answer." if veiled else f"{told}.",
        veiled=veiled,
    )
