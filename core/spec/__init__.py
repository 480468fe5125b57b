"""Recipes as frozen values: what network (`model`), on which task (`tasks`), trained how (`train`, `run`).
`imported` stands in for the recipe of a network that was trained elsewhere.

A spec is made of plain numbers and words. It is the cache key, the deep link and the caption under a picture;
the same spec gives the same numbers. Every spec that exists is valid: the constructors raise `ValueError`
with a sentence that says what came, what was expected and what to do (`limits`). What is said of an option,
in links, names, captions and controls, is declared once, beside its field (`option`).

Knows nothing about arrays, torch or the interface.
"""

from .changes import Change
from .filmed import FilmSpec
from .imported import READS, Imported, Reads
from .limits import Limit
from .model import (
    KINDS,
    REMOVABLE,
    Activation,
    Connection,
    Initialisation,
    InitialState,
    Kind,
    ModelSpec,
    Readout,
    ResetGate,
    UpdateGate,
)
from .run import LIMITS, OPTIONS, RunSpec
from .tasks import TASKS, TaskName, TaskSpec
from .train import Optimiser, TrainSpec

__all__ = [
    "KINDS",
    "LIMITS",
    "OPTIONS",
    "READS",
    "REMOVABLE",
    "TASKS",
    "Activation",
    "Change",
    "Connection",
    "FilmSpec",
    "Imported",
    "InitialState",
    "Initialisation",
    "Kind",
    "Limit",
    "ModelSpec",
    "Optimiser",
    "Readout",
    "Reads",
    "ResetGate",
    "RunSpec",
    "TaskName",
    "TaskSpec",
    "TrainSpec",
    "UpdateGate",
]
