"""What a pickle says, read by rule: nothing is imported, and nothing is called.

A pickle is a little program. This machine knows the steps that `torch.save` writes for a state_dict, and the
few names that stand in one; any other step or name is refused by its name. What the program builds are plain
values, so the file can ask for nothing: a name becomes a `Name`, and what it is called with is noted.

Python's own unpickler is not used, not even with its names restricted: a number in the file decides how much
memory its memo takes.
"""

import io
import pickletools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from ...spec.limits import shown

MOST_STEPS: Final = 200_000
"""Of the program. A state_dict of eight layers has about a thousand."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a pickle mentions, such as "torch FloatStorage"."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """What a pickle keeps outside of itself: its arrays' numbers."""

    what: Any


Calls = Mapping[str, Callable[..., Any]]
"""What takes the place of each name that may be called."""


def unpickled(data: bytes, names: frozenset[str], calls: Calls) -> Any:
    """Return the plain value that a pickle builds.

    Args:
        data: The pickle.
        names: The names that may stand in it and are not called, as "module name".
        calls: The names that may be called, and what stands in for them.

    Raises:
        ValueError: with a sentence, if there is any other name or step in it, or it is no pickle.
    """
    machine = _Machine(names, calls)
    try:
        machine.run(io.BytesIO(data))
    except _RefusedError as refusal:
        raise ValueError(str(refusal)) from None
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, UnicodeDecodeError) as error:
        raise ValueError("The file is damaged: its list of arrays cannot be read.") from error
    return machine.result


class _RefusedError(Exception):
    """Something that this machine does not do."""


_STEPS: Final = {step.code: step for step in pickletools.opcodes}
_MARK: Final = object()
_VALUES: Final = frozenset(
    {"BININT", "BININT1", "BININT2", "LONG1", "BINFLOAT", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8"}
)
_MADE: Final[Mapping[str, Callable[[], Any]]] = {
    "NONE": lambda: None,
    "NEWTRUE": lambda: True,
    "NEWFALSE": lambda: False,
    "EMPTY_DICT": dict,
    "EMPTY_LIST": list,
    "MARK": lambda: _MARK,
}
_TUPLES: Final[Mapping[str, int]] = {"EMPTY_TUPLE": 0, "TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}


class _Machine:
    """A stack, a memo, and the steps."""

    def __init__(self, names: frozenset[str], calls: Calls) -> None:
        self._names, self._calls = names, calls
        self._stack: list[Any] = []
        self._memo: dict[int, Any] = {}
        self._steps: Mapping[str, Callable[[Any], None]] = {
            "PROTO": lambda _: None,
            "FRAME": lambda _: None,
            "TUPLE": lambda _: self._stack.append(tuple(self._since_mark())),
            "BINPUT": self._keep,
            "LONG_BINPUT": self._keep,
            "MEMOIZE": lambda _: self._keep(len(self._memo)),
            "BINGET": lambda place: self._stack.append(self._memo[place]),
            "LONG_BINGET": lambda place: self._stack.append(self._memo[place]),
            "BINPERSID": lambda _: self._stack.append(Kept(self._stack.pop())),
            "GLOBAL": self._name,
            "STACK_GLOBAL": lambda _: self._name(" ".join(self._last(2))),
            "REDUCE": lambda _: self._call(),
            "BUILD": lambda _: self._pass_over(),
            "SETITEM": lambda _: self._fill(self._last(2)),
            "SETITEMS": lambda _: self._fill(self._since_mark()),
            "APPEND": lambda _: self._extend(self._last(1)),
            "APPENDS": lambda _: self._extend(self._since_mark()),
            "STOP": lambda _: self._stop(),
        }
        self.result: Any = None

    def run(self, program: BinaryIO) -> None:
        """Do all steps, up to the last. What follows a step is read only once the step is known."""
        for _ in range(MOST_STEPS):
            step = _STEPS[program.read(1).decode("latin-1")]
            if not self._knows(step.name):
                raise _RefusedError(
                    f"The file asks for the step {step.name}, which no state_dict needs. {_INSTEAD}"
                )
            self._do(step.name, _argument(step, program))
            if step.name == "STOP":
                return
        raise _RefusedError(f"The file's list of arrays is too long. {_INSTEAD}")

    def _knows(self, step: str) -> bool:
        return any(step in known for known in (_VALUES, _MADE, _TUPLES, self._steps))

    def _do(self, step: str, argument: Any) -> None:
        if step in _VALUES:
            self._stack.append(argument)
        elif step in _MADE:
            self._stack.append(_MADE[step]())
        elif step in _TUPLES:
            self._stack.append(tuple(self._last(_TUPLES[step])))
        else:
            self._steps[step](argument)

    def _keep(self, place: int) -> None:
        self._memo[place] = self._stack[-1]

    def _name(self, text: str) -> None:
        """Take note of a name that may stand in a state_dict; refuse any other by its name."""
        if text not in self._names and text not in self._calls:
            raise _RefusedError(f"The file asks for {_told(text)}. {_INSTEAD}")
        self._stack.append(Name(text))

    def _call(self) -> None:
        name, arguments = self._last(2)
        if not isinstance(name, Name) or name.text not in self._calls:
            called = _told(name.text) if isinstance(name, Name) else "what is no name"
            raise _RefusedError(f"The file calls {called}, which no state_dict does. {_INSTEAD}")
        self._stack.append(self._calls[name.text](*arguments))

    def _pass_over(self) -> None:
        """Drop what an OrderedDict has beside its entries: the versions of modules."""
        self._last(1)

    def _fill(self, given: list[Any]) -> None:
        for key, value in zip(given[::2], given[1::2], strict=True):
            if not isinstance(key, str | int | float | None):  # to hash a nested tuple may take for ever
                kind = type(key).__name__
                raise _RefusedError(
                    f"A dictionary in the file has a {kind} as key; expected text. {_INSTEAD}"
                )
            self._stack[-1][key] = value

    def _extend(self, given: list[Any]) -> None:
        self._stack[-1].extend(given)

    def _stop(self) -> None:
        self.result = self._stack.pop()

    def _last(self, count: int) -> list[Any]:
        taken = self._stack[len(self._stack) - count :] if count else []
        if len(taken) < count or any(one is _MARK for one in taken):
            raise IndexError
        del self._stack[len(self._stack) - count :]
        return taken

    def _since_mark(self) -> list[Any]:
        for at in reversed(range(len(self._stack))):
            if self._stack[at] is _MARK:
                taken = self._stack[at + 1 :]
                del self._stack[at:]
                return taken
        raise IndexError


def _argument(step: pickletools.OpcodeInfo, program: BinaryIO) -> Any:
    """Return what follows a step. A name is two lines of text, which are taken as they are."""
    if step.name == "GLOBAL":
        module, name = (program.readline(_LONGEST_NAME).removesuffix(b"\n").decode() for _ in range(2))
        return f"{module} {name}"
    return step.arg.reader(program) if step.arg else None


_LONGEST_NAME: Final = 256
_INSTEAD: Final = "Nothing was executed. Save the weights alone: torch.save(model.state_dict(), PATH)."


def _told(name: str) -> str:
    return shown(name.replace(" ", "."))
