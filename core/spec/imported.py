"""What is known of a network that was trained elsewhere: its model, how it cuts a text, and its file.

It stands in the place of a recipe, and there is none: nothing here can train it, and it says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Literal, Self

from .limits import LONGEST_SOURCE, MOST_IMPORTED_WEIGHTS, shown
from .model import ModelSpec, by_convention, by_option
from .run import OPTIONS, RunSpec
from .tasks import TaskSpec

Reads = Literal["words", "characters"]
READS: Final[Mapping[Reads, TaskSpec]] = MappingProxyType(
    {"words": TaskSpec("words", 4, 4), "characters": TaskSpec("characters", 8, 8)}
)
"""How a text is cut, as the two language models cut theirs; the lengths mean nothing."""


@dataclass(frozen=True, slots=True)
class Imported(RunSpec):
    """A model without a recipe. Its task says how it cuts a text, and nothing else.

    Attributes:
        source: The name of the file that the weights came from.

    Raises:
        ValueError: if a part is of the wrong kind or the source is no name.
    """

    task: TaskSpec = field(default=READS["words"])
    source: str = "a file"

    def __post_init__(self) -> None:
        if type(self.model) is not ModelSpec:
            raise ValueError(f"model is {shown(self.model)}; expected a ModelSpec.")
        if self.task not in READS.values():
            raise ValueError(f"task is {shown(self.task)}; choose one of READS: {' or '.join(READS)}.")
        name = self.source
        if type(name) is not str or not 0 < len(name.strip()) <= len(name) <= LONGEST_SOURCE:
            raise ValueError(f"source is {shown(name)}; give a name of 1 to {LONGEST_SOURCE} characters.")
        if not name.isprintable():
            raise ValueError(f"source is {shown(name)}; give a name of readable characters.")

    def to_dict(self) -> dict[str, Any]:
        """Return plain nested values, ready for JSON; `from_dict` reads them back."""
        there = ((one, one.of(self)) for one in OPTIONS if one.part == "model")
        model = {one.name: value for one, value in there if one.option.original or value != one.default}
        return {"model": by_convention(model), "task": {"name": self.task.name}, "source": self.source}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read what `to_dict` wrote.

        Raises:
            ValueError: on a key that it has not, or a value that is out of range or of the wrong kind.
        """
        model, asked = values.get("model"), values.get("task")
        name: Any = asked.get("name") if isinstance(asked, Mapping) else None
        known = {one.name for one in OPTIONS if one.part == "model"} | {"convention"}
        if set(values) != {"model", "task", "source"} or not isinstance(model, Mapping) or name not in READS:
            raise ValueError(
                f"It is {shown(dict(values))}; of a network without a recipe a model, a source and a task "
                f"named {' or '.join(READS)} were expected."
            )
        if unknown := [key for key in model if key not in known]:
            raise ValueError(f"model has no {shown(unknown[0])}; it has {', '.join(sorted(known))}.")
        return cls(model=ModelSpec(**by_option(model)), task=READS[name], source=values["source"])

    @property
    def steps(self) -> int:
        """None were taken here."""
        return 0

    @property
    def trainer(self) -> str:
        """Nothing trains it.

        Raises:
            ValueError: always.
        """
        raise ValueError(f"{self.label()}: there is no recipe to train it by.")

    def label(self) -> str:
        """Return a caption, such as "LSTM, 64 units, 2 layers; no recipe; from model.pt"."""
        return f"{self.network()}; no recipe; from {self.source}"

    def network(self) -> str:
        """Return what the network is, such as "LSTM, 64 units, 2 layers"."""
        units = f"{self.model.hidden_size} unit{'s' * (self.model.hidden_size > 1)}"
        said = (self.model.kind.upper(), units, *self._unusual("model"))
        return ", ".join(said)


def check_size(count: int) -> None:
    """Refuse a network of more weights than a file may have."""
    if count > MOST_IMPORTED_WEIGHTS:
        raise ValueError(
            f"The network has {count / 1e6:.1f} million weights; the most is "
            f"{MOST_IMPORTED_WEIGHTS / 1e6:.0f} million. Choose a smaller vocabulary, or fewer units or "
            "layers."
        )
