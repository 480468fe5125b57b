"""The film between: how shares and right answers change while three networks learn."""

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from core import Network, RunSpec, default_run, task
from core.arrays import Floats
from core.figures.palette import NETWORKS, SIGNALS
from core.spec import KINDS, FilmSpec
from core.tasks import Task
from pages._scenes.gradients.back import Back, back
from pages._shell.caches.gradients import memory_profiles
from pages._shell.caches.networks import profile_of, untrained
from pages._shell.lesson import findings
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_control, sentence_key
from pages._shell.lesson.waiting import films, networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture

ARRIVES, RIGHT = 0.1, 0.5
"""From which share on a gradient is said to arrive, and from which on answers are called right."""

ONCE_MORE = (
    "A training keeps what it measured on its own sentence, not the weights of every step. For another "
    "sentence the three networks are trained once more, and all their weights are kept for the next ones."
)
NEVER = "never"


class Measured(NamedTuple):
    """Of a step: the share of right answers, and the gradient norms (T,) along the memory."""

    step: int
    right: float
    norms: Floats


class Line(NamedTuple):
    """A line of the film: at each measured step the share at each word, and the share of right answers."""

    name: str
    steps: tuple[int, ...]
    shares: tuple[Floats, ...]
    right: tuple[float, ...]

    def arrives(self, begin: int) -> int | None:
        """Return the first step after which a tenth of the gradient is left at a word."""
        return self._first([of[begin] >= ARRIVES for of in self.shares])

    def half_right(self) -> int | None:
        """Return the first step after which half of the answers are right."""
        return self._first([of >= RIGHT for of in self.right])

    def _first(self, came: Sequence[bool]) -> int | None:
        return next((step for step, one in zip(self.steps, came, strict=True) if one), None)


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
    lines = _lines(learnt, _filmed(specs, way, recall), way)
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
    first = _first(lines[-1].arrives(way.begin), lines[-1].half_right())
    scene.explain(
        guess,
        first,
        finished=True,
        heading=_heading(way, first),
        word=word,
        rnn_lost="stays" if lines[0].shares[-1][way.begin] >= ARRIVES else "is lost again",
        rnn_end=f"{100 * lines[0].right[-1]:.0f} %",
        **_events(lines, way.begin),
    )
    scene.notes()


def _heading(way: Back, first: str) -> str:
    """Return which heading the film bears: none of the way back where there is no way."""
    if not way.distance:
        return "heading last"
    return "heading" if first == "gradient" else "heading else"


def _filmed(specs: Sequence[RunSpec], way: Back, recall: Task) -> dict[str, tuple[Measured, ...]]:
    """Return what was measured of each cell at each step; of another sentence, once the film is there."""
    if way.reading == recall.read(recall.probe):
        told = films(specs)
        return {
            kind: tuple(
                Measured(one.step, one.score, one.profile if one.cell_profile is None else one.cell_profile)
                for one in history
            )
            for kind, history in told.items()
        }
    once_more = tuple(map(FilmSpec.of, specs))
    place = st.empty()
    place.caption(ONCE_MORE)
    networks(once_more, quiet=True)
    place.empty()
    found = {}
    for spec, (kind, history) in zip(specs, films(once_more).items(), strict=True):
        norms = memory_profiles(spec, history, way.reading, way.target)
        found[kind] = tuple(Measured(one.step, one.score, of) for one, of in zip(history, norms, strict=True))
    return found


def _lines(learnt: Sequence[Network], filmed: dict[str, tuple[Measured, ...]], way: Back) -> list[Line]:
    """Return the line of each cell's memory: of an LSTM its cell state's; first of all before training.

    What the last step left is read from the network, as in the other scenes: to the same digit.
    """
    lines = []
    for network in learnt:
        kind = network.spec.model.kind
        taken = filmed.get(kind, ())
        ends = [untrained(network.spec), *([network] if taken else [])]
        first, *last = (_norms(one, way) for one in ends)
        norms = [first, *(one.norms for one in taken[:-1]), *last]
        lines.append(
            Line(
                findings.LINES["lstm-cell" if kind == "lstm" else kind],
                (0, *(one.step for one in taken)),
                tuple(of / of[-1] for of in norms),
                (0.0, *(one.right for one in taken)),
            )
        )
    return lines


def _norms(network: Network, way: Back) -> Floats:
    profile = profile_of(network, way.reading, way.target)
    return profile.hidden if profile.cell_state is None else profile.cell_state


def _events(lines: Sequence[Line], begin: int) -> dict[str, str]:
    """Return the steps of each line in words, for the gaps of the prose."""
    found = {}
    for kind, line in zip(KINDS, lines, strict=True):
        found[f"{kind}_arrives"] = _said(line.arrives(begin))
        found[f"{kind}_right"] = _said(line.half_right())
    return found


def _first(arrives: int | None, right: int | None) -> str:
    """Return which comes first; what never comes is last."""
    late = float("inf")
    one, other = (late if step is None else step for step in (arrives, right))
    return "same" if one == other else "gradient" if one < other else "answers"


def _said(step: int | None) -> str:
    return NEVER if step is None else f"step {step}"


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
