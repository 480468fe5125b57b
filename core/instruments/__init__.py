"""The instruments: what one may ask of a network on a sentence. NumPy on its weights, float64 by default.

A `Trace` is what a network did on a sentence; every other instrument takes one. What the networks compute is
in `core.equations`.
"""

from core.instruments.check import Checked, GradientCheck, check_gradients
from core.instruments.clipping import Clipped, clip
from core.instruments.count import CountLine, WeightCount, weight_count
from core.instruments.gradient import GradientProfile, StateGradients, gradient_profile
from core.instruments.jacobian import Jacobians, eigenvalues, jacobians
from core.instruments.labels import LABELS
from core.instruments.ledger import Ledger, ledger
from core.instruments.loss import Loss, loss_at
from core.instruments.operations import Clamp, Erase, Operation, Replace
from core.instruments.paths import Paths, paths
from core.instruments.reach import ReachMap, reach_map
from core.instruments.surgery import Difference, difference, with_radius
from core.instruments.trace import LayerTrace, Part, Trace, record, record_batch
from core.instruments.truncation import Truncation, truncation
from core.instruments.units import UnitSearch, cluster_order, find_units, saturation

__all__ = [
    "LABELS",
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
    "Operation",
    "Part",
    "Paths",
    "ReachMap",
    "Replace",
    "StateGradients",
    "Trace",
    "Truncation",
    "UnitSearch",
    "WeightCount",
    "check_gradients",
    "clip",
    "cluster_order",
    "difference",
    "eigenvalues",
    "find_units",
    "gradient_profile",
    "jacobians",
    "ledger",
    "loss_at",
    "paths",
    "reach_map",
    "record",
    "record_batch",
    "saturation",
    "truncation",
    "weight_count",
    "with_radius",
]
