"""A table of one's own in the lab: chosen or pasted, looked at, its columns chosen, learnt from by all runs.

What was read is kept for the visit, so that other columns can be taken from it. It reaches a recipe as the
text of its task (`core.tasks.table`), which no link holds.
"""

from dataclasses import replace

import streamlit as st

from core import RunSpec, default_run, read_table
from core.spec import TaskName
from core.spec.rows import FORMS, MOST_LETTERS, NUMBERS, ROWS, RowForm
from core.tasks import Task
from core.tasks.cells import MOST_BYTES
from core.tasks.row_task import RowTask
from core.tasks.series import Series
from core.tasks.table import Rows, Table
from pages._shell.lab import keys
from pages._shell.lab.setup import put, renew, setup
from pages._shell.lab.state import lab
from pages._shell.plain import literal
from pages._shell.server.uploads import let_go
from pages._shell.words import counted, percent, short, thousands

_MOST_NAMED = 6
_MOST_COLUMNS = 12
_MOST_LETTERS = 80
_FORMS: dict[RowForm, str] = {
    "labels": "Text and label",
    "tags": "Words and tags",
    "series": "A series of numbers",
}
_COLUMNS: dict[RowForm, tuple[str, ...]] = {
    "labels": ("Text", "Label"),
    "tags": ("Words", "Tags"),
    "series": ("Numbers",),
}


def own_table(this: Task) -> None:
    """Say what is learnt from, if the task is one of rows, and ask for a table of one's own."""
    if this.name not in FORMS:
        return
    for line in described(this):
        st.caption(literal(line))
    with st.expander(
        "Your own table", expanded=lab().table is not None or bool(this.spec.text), icon=":material/table:"
    ):
        if this.spec.text:
            st.caption(
                "The link to this page cannot hold your table. It opens these runs on the supplied one."
            )
            st.button(
                "Back to the supplied table",
                icon=":material/undo:",
                key=keys.TABLE_BACK,
                on_click=_learn,
                args=(this.name, ""),
            )
        _take()
        if lab().table_problem:
            st.error(literal(lab().table_problem), icon=":material/table:")
        if (table := lab().table) is not None:
            _look(table)


def described(this: Task) -> tuple[str, ...]:
    """Return what there is to learn from and what is held out, in sentences."""
    whose = "Your" if this.spec.text else "The supplied"
    if isinstance(this, Series):
        low, high = float(this.values.min()), float(this.values.max())
        said = (
            f"{whose} series: {thousands(len(this.values))} numbers from {short(low)} to {short(high)}. "
            f"The first {thousands(this.begins)} are learnt from, the rest is held out. "
            f"Its season, which a rule without a network repeats, is {this.period}."
        )
        return (said,)
    if not isinstance(this, RowTask):
        return ()
    what = "labels" if this.name == "labels" else "tags"
    shares = [f"“{name}” {percent(share)} %" for name, share in this.shares[:_MOST_NAMED]]
    rest = f" and {len(this.shares) - _MOST_NAMED} more" if len(this.shares) > _MOST_NAMED else ""
    first = (
        f"{whose} table: {thousands(this.rows)} rows, {thousands(this.learnt)} to learn from and "
        f"{thousands(this.rows - this.learnt)} held out. {len(this.classes)} {what}: "
        f"{', '.join(shares)}{rest}. Who always says the most frequent one is right on "
        f"{percent(this.chance)} % of the test set: that is chance."
    )
    if not this.unread:
        return (first,)
    return (
        first,
        f"{percent(this.unread)} % of the words are too rare to be learnt, and read as one unknown word.",
    )


def _take() -> None:
    """Ask for a file or pasted cells, and read what comes; what is no table is told in a sentence."""
    state = lab()
    st.caption(
        "CSV, or cells copied from a spreadsheet: a text and its label, words and their tags, or a column of "
        f"numbers. {ROWS.low:.0f} to {thousands(int(ROWS.high))} rows ({NUMBERS.low:.0f} numbers at least), "
        f"at most {MOST_BYTES // 10**6} MB."
    )
    beside, field = st.columns(2)
    with beside:
        file = st.file_uploader(
            f"A file (.csv, .tsv, .txt; at most {MOST_BYTES // 10**6} MB)",
            type=["csv", "tsv", "txt"],
            key=keys.table_place(state.table_files),
            max_upload_size=MOST_BYTES // 10**6,
        )
    with field:
        st.text_area("Or cells, pasted", key=keys.TABLE_TEXT, height=104, max_chars=MOST_LETTERS)
        st.button("Read these cells", key=keys.TABLE_READ, on_click=_read_pasted)
    if file is not None:
        state.table_files += 1  # a fresh place for the next file
        data = file.getvalue()
        let_go(file)
        _read(data)
        st.rerun()


def _read_pasted() -> None:
    """Read what is in the field, and empty it: Streamlit sends it again with every click."""
    if _read(str(st.session_state[keys.TABLE_TEXT])):
        st.session_state[keys.TABLE_TEXT] = ""


def _read(data: bytes | str) -> bool:
    """Read a table and keep it; where there is none, keep the one that is there and say why."""
    state = lab()
    try:
        state.table = read_table(data)
    except ValueError as refusal:
        state.table_problem = str(refusal)
        return False
    state.table_problem = ""
    state.table_reads += 1  # its columns have controls of their own
    return True


def _look(table: Table) -> None:
    """Show the first rows, let columns be chosen, say what is left out, and offer to learn from it."""
    st.caption(literal(table.in_words))
    st.markdown(_first_rows(table))
    try:
        guessed, columns = table.guess()
    except ValueError as refusal:
        st.info(literal(str(refusal)), icon=":material/table:")
        guessed, columns = "labels", table.names[:2]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        form = st.selectbox(
            "Learn",
            list(_FORMS),
            list(_FORMS).index(guessed),
            format_func=lambda one: _FORMS[one],
            key=keys.table_part("form", lab().table_reads),
            width=220,
        )
        chosen = [
            st.selectbox(
                label,
                table.names,
                table.names.index(columns[at])
                if form == guessed and at < len(columns)
                else _other(table, form, at),
                key=keys.table_part(f"{form}_{at}", lab().table_reads),
                width=220,
            )
            for at, label in enumerate(_COLUMNS[form])
        ]
    try:
        rows = table.made(form, chosen)
    except ValueError as refusal:
        st.error(literal(str(refusal)), icon=":material/table:")
        return
    _offer(rows)


def _first_rows(table: Table) -> str:
    """Return names and first rows as Markdown: a data frame would bring pandas into the server."""
    names, *rows = (
        f"| {' | '.join(literal(_short(cell)) for cell in row[:_MOST_COLUMNS])} |"
        for row in (table.names, *table.head())
    )
    rule = f"| {' | '.join(['---'] * len(table.names[:_MOST_COLUMNS]))} |"
    return "\n".join([names, rule, *rows])


def _short(cell: str) -> str:
    return cell if len(cell) <= _MOST_LETTERS else f"{cell[: _MOST_LETTERS - 1]}…"


def _other(table: Table, form: RowForm, at: int) -> int:
    """Return a column to begin with where nothing was guessed: one of the kind, or the one of that place."""
    wanted = {"labels": ("text", "label"), "tags": ("tokens", "tags"), "series": ("number",)}[form][at]
    places = [place for place, kind in enumerate(table.kinds) if kind == wanted]
    return places[0] if places else min(at, len(table.names) - 1)


def _offer(rows: Rows) -> None:
    """Say what the rows come to, and offer to learn from them."""
    st.caption(literal(f"{counted(rows.size, 'number' if rows.form == 'series' else 'row')} to use."))
    for line in rows.sentences:
        st.caption(literal(line))
    used = all(spec.task.name == rows.form and spec.task.text == rows.text for spec in setup())
    st.button(
        "These rows are used" if used else "Use these rows",
        icon=":material/check:" if used else ":material/school:",
        key=keys.table_part("use", lab().table_reads),
        disabled=used,
        on_click=_learn,
        args=(rows.form, rows.text),
    )


def _learn(name: TaskName, text: str) -> None:
    """Have all runs learn from a text of the task, the supplied one if it is empty; they keep their cells."""
    here = {spec.task.name for spec in setup()} == {name}
    try:
        runs = setup() if here else [default_run(spec.model.kind, name, spec.seed) for spec in setup()]
        put([_with_rows(spec, text) for spec in runs])
    except ValueError as refusal:
        lab().table_problem = str(refusal)
        renew()


def _with_rows(spec: RunSpec, text: str) -> RunSpec:
    return replace(spec, task=replace(spec.task, text=text, source="sines"))
