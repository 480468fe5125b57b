"""The film between: how shares and right answers change while three networks learn."""

from collections.abc import Sequence

import streamlit as st

from core import Network, RunSpec, default_run, task
from core.figures.palette import NETWORKS, SIGNALS
from core.spec import KINDS, FilmSpec
from core.tasks import Task
from pages._scenes.gradients.back import Back, back
from pages._scenes.gradients.filmed import ARRIVES, Line, Measured, comes_first, events, lines_of
from pages._shell.caches.gradients import memory_profiles
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_control, sentence_key
from pages._shell.lesson.waiting import films, networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.visit.visitor import opened
from pages._shell.words import listed

ONCE_MORE = (
    "A training keeps what it measured on its own sentence, not the weights of every step. For another "
    "sentence the three networks are trained once more, and all their weights are kept for the next ones."
)
NO_HISTORY = (
    "You opened {which} from a file. A file keeps the last weights and no history, so the film shows the "
    "recipe trained once more here; *After training* shows what you opened."
)


def show(scene: SceneFrame) -> None:
    """Show the shares at each step of the training, under a slider."""
    specs = tuple(default_run(kind, "recall") for kind in KINDS)
    recall = task(specs[0].task)
    with scene.controls():
        reading = sentence_control(recall)
    learnt = networks(specs)
    way = back(learnt, reading, recall)
    word = literal(way.word)
    answers = {
        "gradient": f"the gradient reaches “{way.word}”",
        "answers": "half of the answers are right",
        "same": "both at the same step",
    }
    guess = scene.predict(answers)
    shown, filmed = _filmed(specs, learnt, way, recall)
    way = back(shown, reading, recall)
    lines = lines_of(shown, filmed, way)
    show_picture(
        "gradients",
        {
            "picture": "film",
            "words": list(reading.words),
            "asked": way.begin,
            "lines": [_told(line, way.begin) for line in lines],
            "arrives": ARRIVES,
        },
        key=f"{scene.key}_picture",
        name="film",
        alt="How much of the gradient is left at each word, while three networks learn.",
        veiled=guess.pending,
        field=sentence_key(recall),
    )
    first = comes_first(lines[-1].arrives(way.begin), lines[-1].half_right())
    scene.explain(
        guess,
        first,
        finished=True,
        heading=_heading(way, first),
        word=word,
        rnn_lost="stays" if lines[0].shares[-1][way.begin] >= ARRIVES else "is lost again",
        rnn_end=f"{100 * lines[0].right[-1]:.0f} %",
        **events(lines, way.begin),
    )
    scene.notes()


def _heading(way: Back, first: str) -> str:
    """Return which heading the film bears: none of the way back where there is no way."""
    if not way.distance:
        return "heading last"
    return "heading" if first == "gradient" else "heading else"


def _filmed(
    specs: Sequence[RunSpec], learnt: tuple[Network, ...], way: Back, recall: Task
) -> tuple[tuple[Network, ...], dict[str, tuple[Measured, ...]]]:
    """Return the networks at the end of the film, and what was measured of each cell at each step.

    What has no history, or not of this sentence, is trained once more; until then this page's run ends.
    """
    of_files = [spec.model.kind.upper() for spec in specs if opened(spec) is not None]
    if of_files:
        st.caption(NO_HISTORY.format(which=listed([f"this {kind}" for kind in of_files])))
    elif way.reading == recall.read(recall.probe):
        told = films(specs)
        return learnt, {
            kind: tuple(
                Measured(one.step, one.score, one.profile if one.cell_profile is None else one.cell_profile)
                for one in history
            )
            for kind, history in told.items()
        }
    once_more = tuple(map(FilmSpec.of, specs))
    place = st.empty()
    if not of_files:
        place.caption(ONCE_MORE)
    ends = networks(once_more, quiet=True)
    place.empty()
    shown = ends if of_files else learnt
    target = back(shown, way.reading, recall).target
    found = {}
    for spec, (kind, history) in zip(specs, films(once_more).items(), strict=True):
        norms = memory_profiles(spec, history, way.reading, target)
        found[kind] = tuple(Measured(one.step, one.score, of) for one, of in zip(history, norms, strict=True))
    return shown, found


def _told(line: Line, begin: int) -> dict[str, object]:
    kind = line.name.split()[0].lower()
    return {
        "name": line.name,
        "hue": SIGNALS["cell_state"] if kind == "lstm" else NETWORKS[kind].hue,
        "steps": line.steps,
        "shares": [[float(f"{share:.6g}") for share in of] for of in line.shares],
        "right": [float(f"{share:.3g}") for share in line.right],
        "arrivesAt": line.arrives(begin),
        "rightAt": line.half_right(),
    }
