"""What the default recipes reach: every cell on every task, over seeds that no recipe was chosen on.

Prints the README's table. With --details also each exam by length, and what gates and gradients do.

    python -m tests.bench.recipes [--tasks recall,xor] [--seeds 10] [--details]
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import numpy as np
import torch

from core.instruments import gradient_profile, record
from core.nets.run import Run
from core.network import initial_network
from core.recipes import default_run
from core.spec import KINDS, TASKS, Kind, RunSpec, TaskName
from core.tasks import task

if TYPE_CHECKING:
    from core.instruments.trace import Trace
    from core.nets.snapshot import Snapshot
    from core.tasks import Task

FRESH = 3000
"""The first seed."""

BOTH_WAYS: tuple[TaskName, ...] = ("tagging",)
"""Tasks that are also shown with two directions."""

WITH_ATTENTION: tuple[TaskName, ...] = ("translation",)
"""Tasks that are also shown with a decoder that looks back."""

KEEPS: dict[Kind, str] = {"lstm": "forget_gate", "gru": "update_gate"}
RECALL_BACK = 30


@dataclass(frozen=True)
class Measured:
    """What one recipe reached over its seeds."""

    runs: tuple[Run, ...]
    last: tuple[Snapshot, ...]

    @property
    def spec(self) -> RunSpec:
        """The recipe with its first seed."""
        return self.runs[0].spec

    @property
    def task(self) -> Task:
        """What was learnt."""
        return task(self.spec.task)

    @property
    def seconds(self) -> float:
        """Mean CPU seconds of a run, its exams included."""
        return float(np.mean([snapshot.seconds for snapshot in self.last]))

    def score(self) -> str:
        """Return mean and range over the seeds: percent of right sentences, or a perplexity."""
        found = np.array([snapshot.score for snapshot in self.last])
        mean, low, high = (shown(self.task, value) for value in (found.mean(), found.min(), found.max()))
        return f"**{mean}** [{low}–{high}]"


def shown(this: Task, value: float) -> str:
    """Return a score as a reader sees it."""
    return f"{100 * value:.0f}" if this.scale == "share" else f"{value:.2f}"


def chance(this: Task) -> str:
    """Return the score of one who does not read, as a reader sees it."""
    return f"{round(100 * this.chance, 1):g}" if this.scale == "share" else f"{this.chance:.2f}"


def processor() -> str:
    """Return what measured: another kind rounds otherwise, and a seed leads to other weights there."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    pairs = (line.partition(":") for line in lines)
    said = {name.strip(): value.strip() for name, _, value in pairs}
    parts = [said.get("model name", platform.machine())]
    return ", ".join(parts + [f"{name} {said[name]}" for name in ("cpu family", "model") if name in said])


def measure(spec: RunSpec, seeds: int) -> Measured:
    """Train one recipe over seeds."""
    runs = tuple(Run(replace(spec, seed=FRESH + seed)) for seed in range(seeds))
    return Measured(runs, tuple(run.advance(run.spec.train.steps) for run in runs))


def lines(names: Iterable[TaskName], seeds: int) -> Iterator[tuple[str, list[Measured]]]:
    """Train all cells on some tasks; yield each line's title and its cells."""
    for name in names:
        specs = [default_run(kind, name) for kind in KINDS]
        title = task(specs[0].task).title
        yield title, [measure(spec, seeds) for spec in specs]
        if name in BOTH_WAYS:
            both = [replace(spec, model=replace(spec.model, bidirectional=True)) for spec in specs]
            yield f"{title} – both directions", [measure(spec, seeds) for spec in both]
        if name in WITH_ATTENTION:
            looking = [replace(spec, model=replace(spec.model, attention=True)) for spec in specs]
            yield f"{title} – with attention", [measure(spec, seeds) for spec in looking]


def table(names: Iterable[TaskName], seeds: int, details: bool) -> None:
    """Print the table while it is measured, then what each task is meant to show."""
    cells = " | ".join(kind.upper() for kind in KINDS)
    print(f"| task | right when | chance | {cells} | CPU s ({', '.join(kind.upper() for kind in KINDS)}) |")
    print("|---|---|---|" + "---|" * len(KINDS) + "---|")
    kept: list[Measured] = []
    meant: dict[str, str] = {}
    for title, cells_of in lines(names, seeds):
        this = cells_of[0].task
        scores = " | ".join(found.score() for found in cells_of)
        seconds = ", ".join(f"{found.seconds:.1f}" for found in cells_of)
        print(f"| {title} | {this.right_when} | {chance(this)} | {scores} | {seconds} |", flush=True)
        meant.setdefault(this.title, this.shows)
        kept += cells_of
    print()
    for title, shows in meant.items():
        print(f"- **{title}**: {shows}")
    if details:
        for found in kept:
            show(found)


def show(found: Measured) -> None:
    """Print one recipe's exam by length, and what its gates (sentiment) or gradients (recall) do."""
    spec = found.spec
    print(f"\n{spec.label()} to {FRESH + len(found.runs) - 1}, learning rate {spec.train.learning_rate:g}")
    print(f"  CPU {found.seconds:.2f} s, at most {max(one.seconds for one in found.last):.2f} s")
    print("  at     " + " ".join(f"{point:5d}" for point, _ in found.last[0].curve))
    curve = np.array([[value for _, value in one.curve] for one in found.last])
    for name, reduce in (("mean", np.mean), ("lowest", np.min), ("highest", np.max)):
        print(f"  {name:7}" + " ".join(f"{value:5.2f}" for value in reduce(curve, axis=0)))
    looks = [looked_into(run) for run in found.runs]
    for when in looks[0]:
        for what in looks[0][when]:
            values = np.array([look[when][what] for look in looks])
            low, middle, high = values.min(), np.median(values), values.max()
            print(f"  {when:9} {what:6} median {middle:.3g}, from {low:.3g} to {high:.3g}")


def looked_into(run: Run) -> dict[str, dict[str, float]]:
    """Return what the gates (sentiment) or gradients (recall) do, before and after training."""
    spec, this = run.spec, task(run.spec.task)
    nets = {"untrained": initial_network(spec), "trained": run.network()}
    if spec.task.name == "recall":
        exam = this.exam(RECALL_BACK)
        sentence, answer = " ".join(this.vocabulary[i] for i in exam.ids[0]), int(exam.targets[0, -1])
        return {when: survival(record(net, sentence), answer) for when, net in nets.items()}
    gate = KEEPS.get(spec.model.kind)
    if spec.task.name != "sentiment" or gate is None:
        return {}
    return {
        when: keep_by_word([record(net, sample) for sample in this.samples], gate)
        for when, net in nets.items()
    }


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


def names_of(text: str) -> tuple[TaskName, ...]:
    """Read "recall,xor"."""
    names = text.split(",")
    wrong = [name for name in names if name not in TASKS]
    if wrong:
        raise argparse.ArgumentTypeError(f"there is no task {wrong[0]!r}; choose from {','.join(TASKS)}")
    return cast("tuple[TaskName, ...]", tuple(names))


def main() -> None:
    """Measure the default recipes and print them."""
    arguments = argparse.ArgumentParser(prog="python -m tests.bench.recipes", description=__doc__)
    arguments.add_argument("--tasks", type=names_of, default=TASKS, help="only these, with commas between")
    arguments.add_argument("--seeds", type=int, default=10, help="how many")
    arguments.add_argument(
        "--details", action="store_true", help="print exams by length, gates and gradients"
    )
    asked = arguments.parse_args()
    torch.set_num_threads(1)
    began = time.monotonic()
    table(asked.tasks, asked.seeds, asked.details)
    print(f"\n({asked.seeds} seeds from {FRESH} on, {time.monotonic() - began:.0f} s; {processor()})")


if __name__ == "__main__":
    main()
