"""The keys by which Streamlit knows the lab's controls; what a visitor typed stands at their end only."""

from collections.abc import Sequence
from typing import Literal

TRAIN = "train_start"
RUNS = "lab"
ADD, UNDO, REMOVE = "lab_add", "lab_undo", "lab_remove"
EVERYTHING = "lab_everything"
UNCHANGED = "lab_unchanged"
CLEAR = "lab_clear"
TEXT = "lab_text"
TABLE_TEXT, TABLE_READ, TABLE_BACK = "lab_table_text", "lab_table_read", "lab_table_back"
CONTINUED, CONTINUATION = "lab_continued", "lab_continuation"
LEARN_CHARACTERS = "lab_learn_characters"
KEEP, KEEP_RUN = "keep", "keep_run"


def editing(generation: int, called: Sequence[str]) -> str:
    """Return the key of the choice which run is edited: Streamlit forgets a choice whose names change."""
    return f"lab_run_{generation}_{called}"


def setting(name: str, generation: int, places: Sequence[int]) -> str:
    """Return the key of an option's control for the runs at these places."""
    return f"lab_{name}_{generation}_{''.join(map(str, places))}"


def where_they_differ(key: str) -> str:
    """Return the key of the other control that an option has where the edited runs differ."""
    return f"{key}_differ"


def task_choice(generation: int) -> str:
    """Return the key of the choice of the task."""
    return f"lab_task_{generation}"


def corpus(generation: int, *, own: bool) -> str:
    """Return the key of the choice of a supplied text; beside one's own nothing is chosen."""
    return f"lab_corpus_{generation}{'_own' if own else ''}"


def keep_case(generation: int) -> str:
    """Return the key of the choice whether capitals are kept."""
    return f"lab_case_{generation}"


def comparison(name: str) -> str:
    """Return the key of the button that sets up a comparison."""
    return f"compare_{name}"


def name_of(run: str) -> str:
    """Return the key of the field for the name under which a run is kept."""
    return f"keep_name_{run}"


def kept(what: Literal["row", "use", "compare", "download", "remove"], name: str) -> str:
    """Return the key of a control of a kept network."""
    return f"kept_{what}_{name}"


def file_place(number: int) -> str:
    """Return the key of the field for a file; a new number is an empty field."""
    return f"open_{number}"


def table_place(number: int) -> str:
    """Return the key of the field for a table's file; a new number is an empty field."""
    return f"table_file_{number}"


def table_part(what: str, reads: int) -> str:
    """Return the key of a control of the table that was read last."""
    return f"table_{what}_{reads}"
