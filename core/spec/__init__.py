"""Recipes as frozen values: what network (`model`), on which task, trained how, from which seed (`run`).

A spec is made of plain numbers and words. It is the cache key, the deep link and the caption under a picture;
the same spec gives the same numbers. Every spec that exists is valid: the constructors raise `ValueError`
with a sentence that says what came, what was expected and what to do (`limits`).

Knows nothing about arrays, torch or the interface.
"""

from .changes import Change
from .limits import LIMITS, Limit
from .model import (
    KINDS,
    REMOVABLE,
    Activation,
    Connection,
    Convention,
    Initialisation,
    InitialState,
    Kind,
    ModelSpec,
    Readout,
)
from .run import READS_TEXT, TASKS, Optimiser, RunSpec, TaskName, TaskSpec, TrainSpec

__all__ = [
    "KINDS",
    "LIMITS",
    "READS_TEXT",
    "REMOVABLE",
    "TASKS",
    "Activation",
    "Change",
    "Connection",
    "Convention",
    "InitialState",
    "Initialisation",
    "Kind",
    "Limit",
    "ModelSpec",
    "Optimiser",
    "Readout",
    "RunSpec",
    "TaskName",
    "TaskSpec",
    "TrainSpec",
]
