"""`python -m core.spec` prints the options as README shows them: a table, from their declarations."""

from . import OPTIONS, REMOVABLE, TASKS
from .changes import MOST
from .option import Setting, number


def table() -> str:
    """Return the table: one row an option of `ModelSpec` and `TrainSpec`, and the seed."""
    rows = [_row(one) for one in OPTIONS if one.part != "task"]
    return "\n".join(["| option | in a link | values | what it does |", "|---|---|---|---|", *rows])


def _row(one: Setting) -> str:
    few = one.option.tasks if len(one.option.tasks) < len(TASKS) / 2 else ()
    having = ", ".join([*(kind.upper() for kind in one.option.cells), *few])
    only = f" ({having})" if having else ""
    return f"| `{one.name}`{only} | {_in_a_link(one)} | {_values(one)} | {one.option.help} |"


def _in_a_link(one: Setting) -> str:
    link, form = one.option.link, one.form
    if not link:
        return "its second word"
    if one.name == "changes":
        return f"`{link}120.rate0.01`"
    ending = {"switch": "", "word": f".{one.words[-1]}" if one.words else "", "other": ".reset_gate"}
    return f"`{link}{ending.get(form, number(one.option.limit.high) if one.option.limit else '')}`"


def _values(one: Setting) -> str:
    if one.words:
        return ", ".join(word if word != one.default else f"**{word}**" for word in one.words)
    if one.form == "switch":
        return "on, **off**"
    if one.name == "without":
        return ", ".join(f"`{gate}`" for gates in REMOVABLE.values() for gate in gates)
    if one.option.limit is None:
        return f"up to {MOST}"
    low, high, _ = one.option.limit
    nothing = ", or none" if one.nothing else ""
    default = "none" if one.default is None else number(one.default)
    return f"{low:g} to {high:,.10g}{nothing}; **{default}**"


if __name__ == "__main__":
    print(table())
