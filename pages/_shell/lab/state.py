"""What the lab keeps of a visit, declared in one value that stands in the session under one key.

The keys of the lab's controls stand in `keys`: Streamlit needs those as text.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import streamlit as st

from core import Network, RunSpec
from core.figures.lab import Ghost
from core.jobs import RunView
from core.tasks.table import Table

EVERY = -1
"""The place that stands for all runs together."""

LAB = "lab_state"
"""The key of the lab's state in the session."""


class Going(NamedTuple):
    """A run of this visitor: its recipe, its key at the desk, and that of the run it went on from."""

    spec: RunSpec
    key: str
    before: str = ""


class Kept(NamedTuple):
    """A network with a name, and what is known of how it was trained: nothing if it came from a file."""

    name: str
    network: Network
    view: RunView | None


@dataclass(slots=True)
class LabState:
    """What the lab keeps of one visit.

    Attributes:
        setup: The recipes that stand on the page; () before the first look.
        earlier: What stood there before each change, the oldest first.
        generation: Grows when controls have to say something else than what was typed into them.
        edited: The place of the run whose settings are shown, or `EVERY`.
        problem: Why the last change was not made, in a sentence, or nothing.
        note: What the last change did beside what it says, in a sentence, or nothing.
        going: The runs that were started last; None before the first look.
        renamed: The new key of each run that went on as another, by its old one.
        round: How often runs were started.
        begun: Whether the callback of Train has run for the click that is being answered.
        refused: Why the desk took no more, in a sentence, or nothing.
        taken: The keys of the finished runs that the lessons were given.
        ghosts: The curves of earlier runs.
        orders_done: The number of the last order that was carried out.
        kept: The networks that the visitor keeps, by name.
        opened_files: How many files were opened: each has a field of its own.
        open_problem: Why the last file could not be opened, in a sentence, or nothing.
        table: The table of the visitor's own that was read last.
        table_files: How many files of tables came: each has a field of its own.
        table_reads: How often a table was read: its columns' controls are new each time.
        table_problem: Why the last table could not be read or learnt from, in a sentence, or nothing.
    """

    setup: tuple[RunSpec, ...] = ()
    earlier: tuple[tuple[RunSpec, ...], ...] = ()
    generation: int = 0
    edited: int = EVERY
    problem: str = ""
    note: str = ""
    going: tuple[Going, ...] | None = None
    renamed: dict[str, str] = field(default_factory=dict)
    round: int = 0
    begun: bool = False
    refused: str = ""
    taken: set[str] = field(default_factory=set)
    ghosts: tuple[Ghost, ...] = ()
    orders_done: int = 0
    kept: dict[str, Kept] = field(default_factory=dict)
    opened_files: int = 0
    open_problem: str = ""
    table: Table | None = None
    table_files: int = 0
    table_reads: int = 0
    table_problem: str = ""


def lab() -> LabState:
    """Return what the lab keeps of this visit."""
    state: LabState = st.session_state.setdefault(LAB, LabState())
    return state
