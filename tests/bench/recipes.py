"""What the default recipes reach: every cell on every task over fresh seeds.

Its exam by length, its CPU time, and what its gates and gradients do.

    python -m tests.bench.recipes [seeds]
"""

import sys
from collections.abc import Iterable
from typing import Any

import numpy as np
import torch

from core.instruments import gradient_profile, record
from core.instruments.trace import Trace
from core.nets.run import Run
from core.nets.snapshot import Snapshot
from core.network import initial_network
from core.spec import KINDS, TASKS, Kind, RunSpec, TaskName, default_run
from core.tasks import task

FRESH = 1000
KEEPS: dict[Kind, str] = {"lstm": "forget_gate", "gru": "update_gate"}
RECALL_BACK = 30


def trained(spec: RunSpec) -> tuple[Run, Snapshot]:
    """Train a spec to its end."""
    run = Run(spec)
    return run, run.advance(spec.train.steps)


def keep_by_word(traces: Iterable[Trace], gate: str) -> dict[str, float]:
    """Return the mean of a gate over all units at "not", at "but", and at all other words."""
    found: dict[str, list[float]] = {"not": [], "but": [], "other": []}
    for trace in traces:
        for word, values in zip(trace.words, trace[gate], strict=True):
            found[word if word in found else "other"].append(float(values.mean()))
    return {word: float(np.mean(values)) for word, values in found.items()}


def survival(trace: Trace, answer: int) -> dict[str, float]:
    """Return what is left at the subject of the gradient norm at the last word, for h and c."""
    profile = gradient_profile(trace, answer)
    left = {"dL/dh": float(profile.hidden[1] / profile.hidden[-1])}
    if profile.cell_state is not None:
        left["dL/dc"] = float(profile.cell_state[1] / profile.cell_state[-1])
    return left


def recall_sentence(spec: RunSpec) -> tuple[str, int]:
    """Return a held-out recall sentence with a gap of 30 words and its answer."""
    this = task(spec.task)
    exam = this.exam(RECALL_BACK)
    return " ".join(this.vocabulary[i] for i in exam.ids[0]), int(exam.targets[0, -1])


def looked_into(run: Run) -> dict[str, dict[str, float]]:
    """Return what the gates (sentiment) or gradients (recall) do, before and after training."""
    spec = run.spec
    kind = spec.model.kind
    nets = {"untrained": initial_network(spec), "trained": run.network()}
    if spec.task.name == "recall":
        sentence, answer = recall_sentence(spec)
        return {when: survival(record(net, sentence), answer) for when, net in nets.items()}
    if kind not in KEEPS:
        return {}
    samples = task(spec.task).samples
    return {when: keep_by_word([record(net, s) for s in samples], KEEPS[kind]) for when, net in nets.items()}


def measure(kind: Kind, name: TaskName, seeds: Iterable[int]) -> dict[str, Any]:
    """Run one default recipe over seeds."""
    runs = [trained(default_run(kind, name, seed)) for seed in seeds]
    looks = [looked_into(run) for run, _ in runs]
    return {
        "kind": kind,
        "task": name,
        "spec": runs[0][0].spec,
        "curve": np.array([[accuracy for _, accuracy in s.curve] for _, s in runs]),
        "points": [point for point, _ in runs[0][1].curve],
        "accuracy": np.array([s.accuracy for _, s in runs]),
        "seconds": np.array([s.seconds for _, s in runs]),
        "looks": looks,
    }


def show(found: dict[str, Any]) -> None:
    """Print what one recipe reached."""
    spec, curve, seconds = found["spec"], found["curve"], found["seconds"]
    print(f"\n{spec.label()} to {FRESH + len(curve) - 1}, learning rate {spec.train.learning_rate:g}")
    print(f"  CPU {np.median(seconds):.2f} s, at most {seconds.max():.2f} s")
    print("  at     " + " ".join(f"{point:5d}" for point in found["points"]) + "    all")
    for name, reduce in (("mean", np.mean), ("worst", np.min), ("best", np.max)):
        line = " ".join(f"{value:5.2f}" for value in reduce(curve, axis=0))
        print(f"  {name:6} {line}   {reduce(found['accuracy']):.3f}")
    for when in found["looks"][0]:
        for what in found["looks"][0][when]:
            values = np.array([look[when][what] for look in found["looks"]])
            low, middle, high = values.min(), np.median(values), values.max()
            print(f"  {when:9} {what:6} median {middle:.3g}, from {low:.3g} to {high:.3g}")


def main(seeds: int) -> None:
    """Measure all default recipes on fresh seeds and print them."""
    torch.set_num_threads(1)
    for name in TASKS:
        for kind in KINDS:
            show(measure(kind, name, range(FRESH, FRESH + seeds)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
