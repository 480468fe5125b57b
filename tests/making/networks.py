"""Random networks of every option, for property tests."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from core.network import Network, initial_network
from core.spec import KINDS, LIMITS, REMOVABLE, ModelSpec, RunSpec, TaskName, TaskSpec
from core.text import Reading


@st.composite
def models(draw: st.DrawFn, /, kinds: Any = KINDS, **fixed: Any) -> ModelSpec:
    """Draw a model with any options that go together; small enough for a slow second opinion."""
    kind = draw(st.sampled_from(kinds))
    hidden = draw(st.integers(1, 4))
    directions = draw(st.booleans()) if "bidirectional" not in fixed else fixed["bidirectional"]
    connection = draw(st.sampled_from(["plain", "residual", "highway", "dense"]))
    width = hidden * (1 + directions)
    narrow = connection in ("residual", "highway")
    options: dict[str, Any] = {
        "kind": kind,
        "hidden_size": hidden,
        "embedding_size": width if narrow else draw(st.integers(1, 4)),
        "bidirectional": directions,
        "connection": connection,
        "layers": draw(st.integers(1, 3)),
        "readout": draw(st.sampled_from(["each", "last", "mean", "max"])),
        "initial_state": draw(st.sampled_from(["zeros", "random", "learnt"])),
        "initialisation": draw(st.sampled_from(["uniform", "orthogonal", "identity", "gaussian"])),
        "without": tuple(draw(st.sets(st.sampled_from(REMOVABLE[kind])))) if REMOVABLE[kind] else (),
    }
    if kind == "rnn":
        options["activation"] = draw(st.sampled_from(["tanh", "relu", "sigmoid", "identity"]))
    if kind == "gru":
        options["update_gate"] = draw(st.sampled_from(["keeps", "writes"]))
        options["reset_gate"] = draw(st.sampled_from(["after", "before"]))
    if kind == "lstm" and len(options["without"]) < 3:
        options["peepholes"] = draw(st.booleans())
    if fixed.get("decoder"):
        options["attention"] = draw(st.booleans())
    return ModelSpec(**{**options, **fixed})


def brief(name: TaskName) -> TaskSpec:
    """Return a task with short sentences."""
    low, high, _ = LIMITS[name]
    shortest = max(3, int(low))
    return TaskSpec(name, shortest, min(shortest + 3, int(high)))


def network(model: ModelSpec, seed: int = 0, scale: float = 1.5) -> Network:
    """Return a network with weights larger than untrained ones, peepholes and all."""
    task = TaskSpec("reversal", 2, 6) if model.decoder else TaskSpec("sentiment", 0, 4)
    first = initial_network(RunSpec(model, task, seed=seed))
    recurrent = ("rnn", "highway", "decoder")
    factor = {name: scale if name.startswith(recurrent) else 1.0 for name in first.weights}
    rng = np.random.default_rng(seed)
    return Network(
        first.spec,
        1,
        {
            name: array * factor[name] + rng.normal(0, 0.2, array.shape).astype(np.float32)
            for name, array in first.weights.items()
        },
    )


def sentence(net: Network, length: int, seed: int = 0) -> Reading:
    """Return a random sentence of a length."""
    ids = np.random.default_rng(seed).integers(len(net.vocabulary), size=length)
    return Reading(tuple(net.vocabulary[i] for i in ids), ids, ids != 0)
