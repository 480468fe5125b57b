"""An option of a recipe: everything that is said of a field of a spec, declared once, beside the field.

    activation: Activation = field(default="tanh", metadata=option("activation", rank=80, ...))

The field's type says what kind of value it holds (`Form`), and everything else is a loop over `settings`: the
checks of the specs, the line in a link (`core.recipes.link`), names and differences (`core.recipes.compare`),
captions, the lab's controls, the table in README (`python -m core.spec`). So a new option is a field with its
declaration, and the code that does what it says.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, ParamSpec, get_args, get_origin

from .limits import Limit, check_bool, check_int, check_word, checked_float, shown

P = ParamSpec("P")

Form = Literal["word", "switch", "whole", "real", "other"]
"""One of some words, yes or no, a whole number, a number; or something with rules of its own."""

Place = Literal["first", "cell", "states", "training"]
"""The row of the lab's settings in which a control stands."""

Says = str | Callable[[Any], str]


class Control(NamedTuple):
    """How the lab asks for an option: its row and label, a number's step, what None is called."""

    place: Place
    label: str
    step: float = 1
    zero: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """What is said of a field.

    Attributes:
        link: Its word in a link: "h" in "h64", "activation" in "activation.relu".
        rank: How telling it is: what has the lowest rank names a recipe first.
        about: In what recipes differ that differ in it, such as "forget bias". Two options that are about the
            same are said together: "lengths 3–24".
        says: The value in words, such as "forget bias {}"; or a function of the value.
        off: The words for False, and for None.
        caption: What a caption says of a value that is not the default, if not the same.
        limit: How far a number may go.
        cells: The cells that have it; () for all. In others it stays at its default.
        ignored: Whether the others take it all the same, and do nothing with it.
        tasks: The tasks that have it; () for all.
        control: How the lab asks for it.
        help: What it does, for the control and README.
        original: Whether a spec's values hold it even at its default. Later options are left out there, so
            that old keys stay what they are.
        always_said: Whether it is named among what several recipes share.
    """

    link: str
    rank: int
    about: str
    says: Says
    off: str = ""
    caption: Callable[[Any], str] | None = None
    limit: Limit | None = None
    cells: tuple[str, ...] = ()
    ignored: bool = False
    tasks: tuple[str, ...] = ()
    control: Control | None = None
    help: str = ""
    original: bool = False
    always_said: bool = False


def _beside_a_field(make: Callable[P, Option]) -> Callable[P, Mapping[str, Option]]:
    return lambda *args, **kwargs: MappingProxyType({"option": make(*args, **kwargs)})


option = _beside_a_field(Option)
"""Return an `Option` as the metadata of its field."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A field with its option, as everything that loops over the options sees it.

    Attributes:
        name: The field.
        default: Its default.
        form: What it holds.
        words: Those that it may be, if it holds one.
        nothing: Whether it may be None.
        option: What is said of it.
        part: The part of a `RunSpec` in which it stands: "model", "task", "train", or "" for the run itself.
    """

    name: str
    default: Any
    form: Form
    words: tuple[str, ...]
    nothing: bool
    option: Option
    part: str = ""

    def of(self, run: Any) -> Any:
        """Return the value that a run's spec has here."""
        return getattr(getattr(run, self.part) if self.part else run, self.name)

    def in_words(self, value: Any) -> str:
        """Return how a recipe with this value says so."""
        says = self.option.says
        if callable(says):
            return says(value)
        return self.option.off if value is None or value is False else says.format(number(value))

    def in_caption(self, value: Any) -> str:
        """Return what a caption says of a value that is not the default."""
        return (self.option.caption or self.in_words)(value)

    def checked(self, value: Any) -> Any:
        """Return the value; refuse one of the wrong kind or out of range."""
        limit = self.option.limit
        if self.nothing and value is None:
            return None
        if self.form == "word":
            check_word(self.name, value, self.words)
        elif self.form == "switch":
            check_bool(self.name, value)
        elif self.form == "whole" and limit:
            check_int(self.name, value, limit)
        elif self.form == "real" and limit:
            return checked_float(self.name, value, limit)
        return value


def settings(spec: type[Any]) -> tuple[Setting, ...]:
    """Return the fields of a class of specs that are options, in their order."""
    return tuple(
        _setting(f.name, f.default, f.type, f.metadata["option"]) for f in fields(spec) if f.metadata
    )


def check_fields(spec: Any, options: Sequence[Setting]) -> None:
    """Check the options of a spec that is being made; a number is a float afterwards if it should be."""
    for one in options:
        object.__setattr__(spec, one.name, one.checked(getattr(spec, one.name)))


def check_cell(spec: Any, options: Sequence[Setting], kind: str) -> None:
    """Refuse options that only other cells have."""
    for one in options:
        value, cells = getattr(spec, one.name), one.option.cells
        if cells and kind not in cells and not one.option.ignored and value != one.default:
            raise ValueError(
                f"{one.name} is {shown(value)} and kind is {kind}: only the {' and '.join(cells).upper()} "
                f"{'has' if len(cells) == 1 else 'have'} this option. "
                f"Leave it out, or choose {' or '.join(cells)}."
            )


def number(value: Any) -> str:
    """Return a number as text, as short as tells it from every other; anything else as it is."""
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


def _setting(name: str, default: Any, kind: Any, said: Option) -> Setting:
    kinds = (kind,) if get_origin(kind) is Literal else get_args(kind) or (kind,)
    base = kinds[0]
    if get_origin(base) is Literal:
        return Setting(name, default, "word", get_args(base), False, said)
    forms: Mapping[Any, Form] = {bool: "switch", int: "whole", float: "real"}
    return Setting(name, default, forms.get(base, "other"), (), type(None) in kinds, said)
