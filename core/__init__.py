"""Recurrent networks that can be looked into: train one, record a sentence, read its gates.

    from core import default_run, record, train
    network = train(default_run("lstm", "sentiment"))
    trace = record(network, "the film was not good but the music was great")
    for word, gate in zip(trace.words, trace["forget_gate"]):
        print(f"{word:10}", gate.round(2))

What else one may ask (each takes a trace, or many): `gradient_profile`, `reach_map`, `jacobians`, `paths`,
`ledger`, `truncation`, `check_gradients`, `difference`, `find_units`, `weight_count`; see
`core.instruments`. Their pictures are in `core.figures`.

Importing this package does not import torch; `train` and `Run` do, when they are first used.
"""

from typing import TYPE_CHECKING, Any

from .instruments import (
    LABELS,
    Checked,
    Clamp,
    Clipped,
    CountLine,
    Difference,
    Erase,
    GradientCheck,
    GradientProfile,
    Jacobians,
    LayerTrace,
    Ledger,
    Loss,
    Operation,
    Part,
    Paths,
    ReachMap,
    Replace,
    StateGradients,
    Trace,
    Truncation,
    UnitSearch,
    WeightCount,
    check_gradients,
    clip,
    cluster_order,
    difference,
    eigenvalues,
    find_units,
    gradient_profile,
    jacobians,
    ledger,
    loss_at,
    paths,
    reach_map,
    record,
    record_batch,
    saturation,
    truncation,
    weight_count,
    with_radius,
)
from .nets.snapshot import Snapshot
from .network import Network, initial_network
from .recipes import default_run
from .spec import LIMITS, ModelSpec, RunSpec, TaskSpec, TrainSpec
from .tasks import task
from .text import Reading, read, tokenize

if TYPE_CHECKING:
    from .nets.run import Run, train

__all__ = [
    "LABELS",
    "LIMITS",
    "Checked",
    "Clamp",
    "Clipped",
    "CountLine",
    "Difference",
    "Erase",
    "GradientCheck",
    "GradientProfile",
    "Jacobians",
    "LayerTrace",
    "Ledger",
    "Loss",
    "ModelSpec",
    "Network",
    "Operation",
    "Part",
    "Paths",
    "ReachMap",
    "Reading",
    "Replace",
    "Run",
    "RunSpec",
    "Snapshot",
    "StateGradients",
    "TaskSpec",
    "Trace",
    "TrainSpec",
    "Truncation",
    "UnitSearch",
    "WeightCount",
    "check_gradients",
    "clip",
    "cluster_order",
    "default_run",
    "difference",
    "eigenvalues",
    "find_units",
    "gradient_profile",
    "initial_network",
    "jacobians",
    "ledger",
    "loss_at",
    "paths",
    "reach_map",
    "read",
    "record",
    "record_batch",
    "saturation",
    "task",
    "tokenize",
    "train",
    "truncation",
    "weight_count",
    "with_radius",
]


def __getattr__(name: str) -> Any:
    if name in ("Run", "train"):
        from .nets import run

        return getattr(run, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
