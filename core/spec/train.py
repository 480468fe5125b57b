"""The recipe of a training: how many steps, of which optimiser, and what is changed on the way.

The decay is a factor in the last quarter of the steps, not a change at a step, so it stays right when the
number of steps is changed. *Add until asked* needs it: at an even rate an LSTM ended between 26 and 86 % on
eight seeds, with the last quarter at a fifth of the rate between 80 and 86 %.
"""

from dataclasses import dataclass, field
from typing import Literal

from .changes import CLIP, RATE, Change, checked_changes, in_words
from .limits import Limit
from .option import Control, check_fields, option, settings

Optimiser = Literal["adam", "adagrad", "sgd"]

OPTIMISERS = {"adam": "Adam", "adagrad": "AdaGrad", "sgd": "SGD"}


@dataclass(frozen=True, slots=True)
class TrainSpec:
    """`steps` steps of the optimiser on `batch_size` fresh sentences each.

    `clip` bounds the gradient norm; None leaves it as it is. `truncation` cuts the gradient between windows
    of so many timesteps, counted from the end of each sentence (Williams and Peng 1990); None cuts nothing.
    `changes` (step, name, value) say what is different on the way: from the moment when so many steps are
    finished, "learning_rate" or "clip" has that value. They stand in order of their steps. In the last
    quarter of the steps the learning rate is `decay` times what it was; None leaves it.
    """

    steps: int = field(
        default=500,
        metadata=option(
            link="s",
            rank=150,
            about="steps",
            says=lambda steps: f"{steps:,} steps",
            limit=Limit(1, 5000, "training steps"),
            control=Control("first", "Steps"),
            help="Training steps",
            original=True,
            always_said=True,
        ),
    )
    batch_size: int = field(
        default=32,
        metadata=option(
            link="b",
            rank=160,
            about="batch",
            says="batch {}",
            limit=Limit(1, 256, "sentences in a training step"),
            control=Control("training", "Batch size"),
            help="Sentences in a training step",
            original=True,
            always_said=True,
        ),
    )
    learning_rate: float = field(
        default=0.005,
        metadata=option(
            link="r",
            rank=120,
            about="learning rate",
            says="rate {}",
            limit=RATE,
            control=Control("first", "Learning rate", 0.001),
            help="How far a step goes",
            original=True,
            always_said=True,
        ),
    )
    clip: float | None = field(
        default=1.0,
        metadata=option(
            link="c",
            rank=50,
            about="clipping",
            says="clipped at {}",
            off="no clipping",
            limit=CLIP,
            control=Control("first", "Clip at norm", 0.5, "off"),
            help="A longer gradient is scaled to this norm",
            original=True,
            always_said=True,
        ),
    )
    optimiser: Optimiser = field(
        default="adam",
        metadata=option(
            link="optimiser",
            rank=110,
            about="optimiser",
            says=lambda name: OPTIMISERS[name],
            control=Control("training", "Optimiser"),
            help="What makes a step of the gradient",
            always_said=True,
        ),
    )
    truncation: int | None = field(
        default=None,
        metadata=option(
            link="truncation",
            rank=140,
            about="truncation",
            says="windows of {}",
            off="whole sentence",
            limit=Limit(1, 128, "timesteps that a gradient goes back"),
            control=Control("training", "Gradient goes back", 1, "all the way"),
            help="Timesteps that a gradient goes back, counted from the end of each sentence",
        ),
    )
    changes: tuple[Change, ...] = field(
        default=(),
        metadata=option(
            link="at",
            rank=260,
            about="on the way",
            says=lambda changes: "; ".join(map(in_words, changes)) or "unchanged on the way",
            help="(step, learning_rate or clip, value): its value from that step on",
        ),
    )
    decay: float | None = field(
        default=None,
        metadata=option(
            link="decay",
            rank=130,
            about="decay",
            says="rate × {} in the last quarter",
            off="no decay",
            limit=Limit(1e-6, 1.0, "times the learning rate, in the last quarter of the steps"),
            control=Control("training", "Decay", 0.1, "none"),
            help="Times the learning rate, in the last quarter of the steps",
        ),
    )

    def __post_init__(self) -> None:
        check_fields(self, _OPTIONS)
        object.__setattr__(self, "changes", checked_changes(self.changes, self.steps))

    @property
    def decays_at(self) -> int:
        """How many steps are finished when the learning rate decays, if it does."""
        return self.steps - self.steps // 4

    def in_force(self, step: int) -> tuple[float, float | None]:
        """Return learning rate and clip of the step that follows `step` finished ones."""
        rate, clip = self.learning_rate, self.clip
        for at, name, value in self._events():
            if at > step:
                break
            if name == "clip":
                clip = value
            elif value is not None:
                rate = value * rate if name == "decay" else value
        return rate, clip

    def _events(self) -> list[tuple[int, str, float | None]]:
        """Return what happens on the way, in order; at the same step the decay comes before a change."""
        decay = [] if self.decay is None else [(self.decays_at, "decay", self.decay)]
        return sorted([*decay, *self.changes], key=lambda event: (event[0], event[1] != "decay"))


_OPTIONS = settings(TrainSpec)
