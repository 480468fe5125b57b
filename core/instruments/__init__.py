"""The instruments: what one may ask of a network on a sentence. NumPy on its weights, float64 by default.

A `Trace` is what a network did on a sentence; every other instrument takes one. What the networks compute is
in `core.equations`.

NaN and infinity pass through traces and gradients, so that a network that blew up can be looked at; only
`eigenvalues` and `with_radius` raise. A clamped gate has slope 0, so the gradients of an operated network are
exact.
"""

from .check import Checked, GradientCheck, check_gradients
from .clipping import Clipped, clip
from .count import CountLine, WeightCount, weight_count
from .gradient import GradientProfile, StateGradients, gradient_profile
from .jacobian import Jacobians, eigenvalues, jacobians
from .labels import CLASS_LABELS, LABELS
from .ledger import Ledger, ledger
from .loss import Loss, loss_at
from .ngrams import NgramTable, as_text, count_ngrams
from .operations import Clamp, Erase, Off, Operation, Replace
from .paths import Paths, paths
from .perplexity import Perplexity, next_log_probabilities, perplexity
from .probe import Probe, ProbeScore, fit_probe, judge_probe
from .reach import ReachMap, reach_map
from .sampling import drawn, longest_copy, reshaped, round_trip, write_on
from .steps import recurrent_bound, recurrent_eigenvalues, shares_by_radius, shares_by_slope
from .surgery import Difference, difference, with_forget_bias, with_radius
from .sway import stand_ins, sway
from .tables import stretches_read, table_score
from .trace import AttentionTrace, LayerTrace, Part, Trace, record, record_batch
from .truncation import Truncation, truncation
from .units import UnitSearch, cluster_order, difference_carried, effect_on_answer, find_units, saturation

__all__ = [
    "CLASS_LABELS",
    "LABELS",
    "AttentionTrace",
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
    "NgramTable",
    "Off",
    "Operation",
    "Part",
    "Paths",
    "Perplexity",
    "Probe",
    "ProbeScore",
    "ReachMap",
    "Replace",
    "StateGradients",
    "Trace",
    "Truncation",
    "UnitSearch",
    "WeightCount",
    "as_text",
    "check_gradients",
    "clip",
    "cluster_order",
    "count_ngrams",
    "difference",
    "difference_carried",
    "drawn",
    "effect_on_answer",
    "eigenvalues",
    "find_units",
    "fit_probe",
    "gradient_profile",
    "jacobians",
    "judge_probe",
    "ledger",
    "longest_copy",
    "loss_at",
    "next_log_probabilities",
    "paths",
    "perplexity",
    "reach_map",
    "record",
    "record_batch",
    "recurrent_bound",
    "recurrent_eigenvalues",
    "reshaped",
    "round_trip",
    "saturation",
    "shares_by_radius",
    "shares_by_slope",
    "stand_ins",
    "stretches_read",
    "sway",
    "table_score",
    "truncation",
    "weight_count",
    "with_forget_bias",
    "with_radius",
    "write_on",
]
