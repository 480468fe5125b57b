"""What stands in and beside the fields of a recipe, in words."""

from collections.abc import Sequence

from core.spec import Limit


def in_words(number: float | None, none: str) -> str:
    """Return a number as one writes it; `none` for none."""
    return none if number is None else f"{number:.10g}"


def span(values: Sequence[float | None], none: str) -> str:
    """Return in a few letters what numbers there are: "450, 800", "400–800", "off, 1–5"."""
    numbers = sorted({value for value in values if value is not None})
    words = [in_words(number, none) for number in numbers]
    ends = ["–".join((words[0], words[-1]))] if len(words) > 2 else words
    return ", ".join([none, *ends] if None in values else ends)


def gate_names(gates: Sequence[str], without: Sequence[str]) -> str:
    """Return which of the gates are left, such as "input + forget", "all" or "none"."""
    gates_left = [gate.removesuffix("_gate") for gate in gates if gate not in without]
    return "all" if not without else " + ".join(gates_left) or "none"


def range_of(limit: Limit, none: str) -> str:
    """Return a limit in words, and what stands for none."""
    sign = none_sign(limit, none)
    return f"{limit.low:g} to {limit.high:.10g} {limit.what}{f'; {sign}' if sign else ''}"


def none_sign(limit: Limit, none: str) -> str:
    """Return what stands for none in a field: 0, or nothing where 0 is a number like any other."""
    return f"{'empty' if limit.low == 0 else 0}: {none}" if none else ""


def as_typed(number: float) -> float:
    """Return a number without the rounding of steps: 0.1 + 0.2 is 0.3."""
    return number if isinstance(number, int) else float(f"{number:.12g}")
