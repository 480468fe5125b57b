"""The film between: how shares and right answers change while three networks learn."""

from collections.abc import Sequence
from typing import NamedTuple

from core import Network, Snapshot, default_run, task
from core.arrays import Floats
from core.figures.palette import NETWORKS, SIGNALS
from core.instruments.summary import origin
from core.spec import KINDS
from core.tasks import Task
from pages._shell.caches.networks import profile_of, untrained
from pages._shell.lesson import findings
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import films, networks
from pages._shell.stage import show_picture

ARRIVES, RIGHT = 0.1, 0.5
"""From which share on a gradient is said to arrive, and from which on answers are called right."""

ANSWERS = {
    "gradient": "the gradient reaches “dog”",
    "answers": "half of the answers are right",
    "same": "both at the same step",
}
NEVER = "never"


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
    learnt = networks(specs)
    recall = task(specs[0].task)
    words = recall.read(recall.probe).words
    begin = origin(words, recall.telling)
    guess = scene.predict(ANSWERS)
    lines = _lines(learnt, films(specs), recall)
    show_picture(
        "gradients",
        {
            "picture": "film",
            "words": list(words),
            "asked": begin,
            "lines": [_told(line, begin) for line in lines],
            "arrives": ARRIVES,
        },
        key=f"{scene.key}_picture",
        name="film",
        alt="How much of the gradient is left at each word, while three networks learn.",
        veiled=guess.pending,
    )
    first = _first(lines[-1].arrives(begin), lines[-1].half_right())
    scene.explain(
        guess,
        first,
        finished=True,
        heading="heading" if first == "gradient" else "heading else",
        rnn_lost="stays" if lines[0].shares[-1][begin] >= ARRIVES else "is lost again",
        rnn_end=f"{100 * lines[0].right[-1]:.0f} %",
        **_events(lines, begin),
    )
    scene.notes()


def _lines(learnt: Sequence[Network], measured: dict[str, tuple[Snapshot, ...]], recall: Task) -> list[Line]:
    """Return the line of each cell's memory: of an LSTM its cell state's; first of all before training.

    What the last step left is read from the network, as in the other scenes: to the same digit.
    """
    lines = []
    for network in learnt:
        kind = network.spec.model.kind
        taken = measured.get(kind, ())
        cell = kind == "lstm"
        later = [one.cell_profile if cell else one.profile for one in taken]
        ends = [untrained(network.spec), *([network] if later else [])]
        first, *last = (_profile(one, recall, cell) for one in ends)
        norms = [first, *later[:-1], *last]
        lines.append(
            Line(
                findings.LINES["lstm-cell" if cell else kind],
                (0, *(one.step for one in taken)),
                tuple(of / of[-1] for of in norms if of is not None),
                (0.0, *(one.score for one in taken)),
            )
        )
    return lines


def _profile(network: Network, recall: Task, cell: bool) -> Floats:
    profile = profile_of(network, recall.read(recall.probe), network.classes.index(recall.probe_answer))
    return profile.cell_state if cell and profile.cell_state is not None else profile.hidden


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
