"""Recurrent networks that can be looked into: train one, record a sentence, read its gates.

    from core import default_run, record, train  # where it is installed: from unrolled import ...
    network = train(default_run("lstm", "sentiment"))
    trace = record(network, "the film was not good but the music was great")
    for word, gate in zip(trace.words, trace["forget_gate"]):
        print(f"{word:10}", gate.round(2))

Other instruments (each takes a trace, or many): `gradient_profile`, `reach_map`, `jacobians`, `paths`,
`ledger`, `truncation`, `check_gradients`, `difference`, `find_units`, `weight_count`; of a network,
`fit_probe` and `judge_probe`; see `instruments`. A trace's `attention` says where a decoder looked.
`count_ngrams` makes a table of n-grams to compare with, `train_window` a network that sees a fixed window;
`perplexity` says how well a text was predicted, `sway` how much each word that was read moves a guess.
`generate` lets a language model write, `write_answer` an encoder and a decoder, `continuation` lets a network
of a series go on. Of one step back of an RNN `shares_by_slope`, `shares_by_radius`, `recurrent_eigenvalues`
and `recurrent_bound` say what its factors leave of a gradient; `to_file` and `from_file`
keep a network, `import_network` takes one that was trained elsewhere, `read_table` makes rows of a file for a
task to learn; pictures are in `figures`. Words as vectors, counted or learnt, are in `vectors`:
`train_vectors(grammar_sentences()).analogy("king", "man", "woman")`. In a notebook `trace.show()` and
`compare(one, other).show()` are live scores. What the lessons claim
are `experiments()`; `measure(experiment("gradients/trained"), range(20))` measures anew what is `kept`.

The folder is called `core` in the repository and `unrolled` where it is installed. NumPy and safetensors are
enough to read a network; `train` and `Run` import torch when they are first used, `figures` needs Plotly.
Imported before NumPy, it has this process and those that it starts train alike on every x86 processor
(`processor`).
"""

import os
import sys
from typing import TYPE_CHECKING, Any

from .processor import alike

if f"{(_other := 'core' if __name__ == 'unrolled' else 'unrolled')}.equations" in sys.modules:
    raise ImportError(
        f"This process knows the package as {_other!r}; import it as that, not as {__name__!r}."
    )

if _settings := alike(os.environ):
    os.environ.update(_settings)

from .experiments import Experiment, experiment, experiments, kept, measure
from .instruments import (
    CLASS_LABELS,
    LABELS,
    AttentionTrace,
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
    NgramTable,
    Off,
    Operation,
    Part,
    Paths,
    Perplexity,
    Probe,
    ProbeScore,
    ReachMap,
    Replace,
    StateGradients,
    Trace,
    Truncation,
    UnitSearch,
    WeightCount,
    as_text,
    check_gradients,
    clip,
    cluster_order,
    count_ngrams,
    difference,
    difference_carried,
    drawn,
    effect_on_answer,
    eigenvalues,
    find_units,
    fit_probe,
    gradient_profile,
    jacobians,
    judge_probe,
    ledger,
    longest_copy,
    loss_at,
    next_log_probabilities,
    paths,
    perplexity,
    reach_map,
    record,
    record_batch,
    recurrent_bound,
    recurrent_eigenvalues,
    reshaped,
    round_trip,
    saturation,
    shares_by_radius,
    shares_by_slope,
    stand_ins,
    stretches_read,
    sway,
    table_score,
    truncation,
    weight_count,
    with_forget_bias,
    with_radius,
    write_on,
)
from .instruments.answering import write_answer
from .instruments.continuation import Continuation, continuation
from .instruments.generate import generate
from .nets.snapshot import Snapshot
from .network import Network, initial_network
from .network.files import OpenedNetwork, from_file, to_file
from .network.imports import import_network
from .recipes import default_run
from .spec import LIMITS, ModelSpec, RunSpec, TaskSpec, TrainSpec
from .tasks import task
from .tasks.table import read_table
from .text import Reading, read, tokenize
from .vectors import (
    Analogy,
    Counts,
    VectorSpec,
    VectorTraining,
    WindowNetwork,
    WindowSpec,
    WindowTraining,
    WordVectors,
    count_neighbours,
    counted_vectors,
    grammar_analogies,
    grammar_sentences,
    one_hot,
    ppmi,
    principal_axes,
    train_vectors,
    train_window,
)

if TYPE_CHECKING:
    from .nets.run import Run, train
    from .notebook import compare

__all__ = [
    "CLASS_LABELS",
    "LABELS",
    "LIMITS",
    "Analogy",
    "AttentionTrace",
    "Checked",
    "Clamp",
    "Clipped",
    "Continuation",
    "CountLine",
    "Counts",
    "Difference",
    "Erase",
    "Experiment",
    "GradientCheck",
    "GradientProfile",
    "Jacobians",
    "LayerTrace",
    "Ledger",
    "Loss",
    "ModelSpec",
    "Network",
    "NgramTable",
    "Off",
    "OpenedNetwork",
    "Operation",
    "Part",
    "Paths",
    "Perplexity",
    "Probe",
    "ProbeScore",
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
    "VectorSpec",
    "VectorTraining",
    "WeightCount",
    "WindowNetwork",
    "WindowSpec",
    "WindowTraining",
    "WordVectors",
    "as_text",
    "check_gradients",
    "clip",
    "cluster_order",
    "compare",
    "continuation",
    "count_neighbours",
    "count_ngrams",
    "counted_vectors",
    "default_run",
    "difference",
    "difference_carried",
    "drawn",
    "effect_on_answer",
    "eigenvalues",
    "experiment",
    "experiments",
    "find_units",
    "fit_probe",
    "from_file",
    "generate",
    "gradient_profile",
    "grammar_analogies",
    "grammar_sentences",
    "import_network",
    "initial_network",
    "jacobians",
    "judge_probe",
    "kept",
    "ledger",
    "longest_copy",
    "loss_at",
    "measure",
    "next_log_probabilities",
    "one_hot",
    "paths",
    "perplexity",
    "ppmi",
    "principal_axes",
    "reach_map",
    "read",
    "read_table",
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
    "task",
    "to_file",
    "tokenize",
    "train",
    "train_vectors",
    "train_window",
    "truncation",
    "weight_count",
    "with_forget_bias",
    "with_radius",
    "write_answer",
    "write_on",
]


def __getattr__(name: str) -> Any:
    if name in ("Run", "train"):
        from .nets import run

        return getattr(run, name)
    if name == "compare":
        from .notebook import compare

        return compare
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
