"""Where the forget gate starts: what it would keep before training, and what is learnt from there."""

from collections.abc import Sequence
from statistics import fmean
from typing import Any

from core import task
from core.experiments import experiment, kept
from core.experiments.lessons.lstm_start import BIASES, CHANCE, GAP, SHORT, STEPS, opening, recipe
from core.figures.palette import SIGNALS
from core.figures.score import provenance
from core.tasks import Task
from pages._scenes.lstm.beside import random_starts
from pages._scenes.lstm.opening import Opening
from pages._shell.caches.networks import untrained
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import Sentences, follow_sentence, sentence_control, sentence_key
from pages._shell.stage import show_picture
from pages._shell.words import either, percent, written

PROBE = "the dog that my sister found on the way to school one day last year in the winter sun had a soft"
"""As many words as in training stand between the dog and what it decides."""

ANSWERS = {
    "all": "from all of them",
    "one": "from bias 1 on",
    "two": "from bias 2 on",
    "three": "from bias 3 alone",
}
LEARNT = 0.75
"""A start is said to learn it if so much is right, as the mean over random starts."""

_APART = 0.1
"""From so many points on two networks differ."""

USUAL = 1.0
STARTS = [f"{opening(bias):.2f}" for bias in BIASES]


def show(scene: SceneFrame) -> None:
    """Ask from which start on the animal is remembered; then show what each start came to."""
    networks = {peeps: untrained(recipe(USUAL, 0, peepholes=peeps)) for peeps in (False, True)}
    recall = task(networks[False].spec.task)
    sentences = _sentences(recall)
    with scene.controls():
        reading = sentence_control(sentences)
    right = {
        "plain": values("lstm/start"),
        "short": values("lstm/start/short"),
        "peepholes": values("lstm/start/peepholes"),
    }
    means = {name: [percent(fmean(one)) for one in found] for name, found in right.items()}
    guess = scene.predict(ANSWERS, gap=GAP, steps=STEPS, starts=either(STARTS))
    labels = {
        "plain": f"{GAP} words in between",
        "short": f"{SHORT} to {GAP} words",
        "peepholes": f"{GAP} words, with peepholes",
    }
    told = ", ".join(f"bias {bias:g}: {mean} %" for bias, mean in zip(BIASES, means["plain"], strict=True))
    show_picture(
        "start",
        {
            "sentence": reading.text,
            "telling": sorted(recall.telling),
            "biases": BIASES,
            "first": USUAL,
            "sets": {
                name: {
                    "label": labels[name],
                    "network": networks[name == "peepholes"].key,
                    "values": found,
                }
                for name, found in right.items()
            },
            "chance": CHANCE,
            "says": f"Each dot: a network from its own random start, {STEPS} steps of training: its right "
            "answers. Large: their mean. Line: guessing.",
            "hue": SIGNALS["forget_gate"],
            "caption": f"Above: {provenance(networks[False])}",
        },
        key=f"{scene.key}_picture",
        name="where-it-starts",
        alt="Four starts, covered until you answer." if guess.pending else f"Right over {GAP} words: {told}.",
        veiled=guess.pending,
        networks=tuple(networks.values()),
        field=sentence_key(sentences),
    )
    first = first_learnt(right["plain"])
    names = list(ANSWERS)
    scene.explain(
        guess,
        names[first],
        True,
        start=f"{opening(BIASES[first]):.2f}",
        below=f"{opening(BIASES[first - 1]):.2f}" if first else "less",
        gap=GAP,
        steps=STEPS,
        **_left_by_gates(),
        shortest=SHORT,
        seeds=len(kept(experiment("lstm/start")).seeds),
        chance=percent(CHANCE),
        **_pairs(right["plain"][BIASES.index(USUAL)], right["peepholes"][BIASES.index(USUAL)]),
        **_of_starts(means),
    )
    scene.notes(steps=STEPS, starts=either(STARTS))
    if not guess.pending:
        random_starts("lstm/start", "lstm/start/one", "lstm/start/short", "lstm/start/peepholes")


def values(name: str) -> list[list[float]]:
    """Return what was measured of an experiment: of each line a number a random start."""
    known = kept(experiment(name))
    return [list(known.of(line.name)) for line in known.experiment.lines]


def first_learnt(right: Sequence[Sequence[float]]) -> int:
    """Return the place of the first start from which on all learn it; the last one where none does."""
    late = [at for at, found in enumerate(right) if fmean(found) < LEARNT]
    return min(late[-1] + 1, len(right) - 1) if late else 0


def _sentences(recall: Task) -> Sentences:
    found = Opening(recall, "start", PROBE)
    follow_sentence(found, recall)
    return found


def _pairs(plain: Sequence[float], peeping: Sequence[float]) -> dict[str, str]:
    """Return in how many pairs from one random start peepholes bring points, and in how many they cost."""
    by = [two - one for one, two in zip(plain, peeping, strict=True)]
    return {
        "points": str(percent(_APART)),
        "helped": str(sum(one >= _APART for one in by)),
        "harmed": str(sum(one <= -_APART for one in by)),
    }


def _left_by_gates() -> dict[str, str]:
    """Return what gates that stay where the bias sets them leave over the gap, for the gaps of the prose."""
    named = {"shut": BIASES[0], "usual": USUAL, "open": BIASES[-1]}
    left = {f"kept_{name}": written(opening(bias) ** GAP) for name, bias in named.items()}
    return left | {name: f"{opening(bias):.2f}" for name, bias in named.items()}


def _of_starts(means: dict[str, list[int]]) -> dict[str, Any]:
    """Return the means by what the prose calls them: "plain_0", "peepholes_1"."""
    return {
        f"{name}_{bias:g}": mean
        for name, found in means.items()
        for bias, mean in zip(BIASES, found, strict=False)
    }
