"""Recurrent networks that can be looked into: train one, record a sentence, read its gates.

    from core import default_run, record, train
    network = train(default_run("lstm", "sentiment"))
    trace = record(network, "the film was not good but the music was great")
    for word, gate in zip(trace.words, trace["forget_gate"]):
        print(f"{word:10}", gate.round(2))

Importing this package does not import torch; `train` and `Run` do, when they are first used.
"""

from typing import TYPE_CHECKING, Any

from core.instruments import GradientProfile, Trace, gradient_profile, record
from core.nets.snapshot import Snapshot
from core.network import Network, initial_network
from core.spec import LIMITS, ModelSpec, RunSpec, TaskSpec, TrainSpec, default_run
from core.tasks import task
from core.text import Reading, read, tokenize

if TYPE_CHECKING:
    from core.nets.run import Run, train

__all__ = [
    "LIMITS",
    "GradientProfile",
    "ModelSpec",
    "Network",
    "Reading",
    "Run",
    "RunSpec",
    "Snapshot",
    "TaskSpec",
    "Trace",
    "TrainSpec",
    "default_run",
    "gradient_profile",
    "initial_network",
    "read",
    "record",
    "task",
    "tokenize",
    "train",
]


def __getattr__(name: str) -> Any:
    if name in ("Run", "train"):
        from core.nets import run

        return getattr(run, name)
    raise AttributeError(f"module 'core' has no attribute {name!r}")
