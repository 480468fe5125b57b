"""A training step against a bare torch.nn loop: same network, same sentences, in turns; medians.

The bare loop is what one would write by hand: nn.Embedding, nn.RNN/GRU/LSTM, nn.Linear, torch.optim.Adam as
it comes, clip_grad_norm_. Both draw their sentences from the task. Ours also counts all snapshots that a run
of this recipe takes, films of its gates included.

    python -m tests.bench.training
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from core.nets.run import Run
from core.network import initial_network
from core.recipes import default_run
from core.spec import KINDS, TASKS, Kind, RunSpec
from core.spec.schedule import snapshot_steps
from core.tasks import Batch, task
from tests.making.oracles import LAYERS

TARGETS: dict[Kind, float] = {"rnn": 0.8, "gru": 1.0, "lstm": 1.05}
BLOCK = 25


class BareLoop:
    """The reference: plain torch.nn modules and the default Adam."""

    def __init__(self, spec: RunSpec) -> None:
        network = initial_network(spec)
        self.embedding = nn.Embedding(len(network.vocabulary), spec.model.embedding_size)
        self.rnn: Any = LAYERS[spec.model.kind](spec.model.embedding_size, spec.model.hidden_size)
        self.readout = nn.Linear(spec.model.hidden_size, len(network.classes))
        model = nn.ModuleDict({"embedding": self.embedding, "rnn": self.rnn, "readout": self.readout})
        model.load_state_dict({name: torch.tensor(array) for name, array in network.weights.items()})
        this = task(spec.task)
        self.numbers, self.spread = this.answer == "number", this.spread
        self.embedding.requires_grad_(this.vectors is None)
        self.parameters = [weight for weight in model.parameters() if weight.requires_grad]
        self.adam = torch.optim.Adam(self.parameters, lr=spec.train.learning_rate)
        self.clip = spec.train.clip
        self.losses: list[float] = []

    def step(self, batch: Batch) -> None:
        """Take one step."""
        hidden, _ = self.rnn(self.embedding(torch.from_numpy(batch.ids.T.copy())))
        weights = torch.from_numpy(batch.weights.T.copy())
        asked = weights > 0
        targets = torch.from_numpy(batch.targets.T.copy())
        logits = self.readout(hidden[asked])
        if self.numbers:
            each = (logits[:, 0] - targets[asked] / self.spread) ** 2
        else:
            each = functional.cross_entropy(logits, targets[asked], reduction="none")
        loss = (each * weights[asked]).sum() / len(batch.ids)
        self.adam.zero_grad()
        loss.backward()
        if self.clip is not None:
            nn.utils.clip_grad_norm_(self.parameters, self.clip)
        self.adam.step()
        self.losses.append(loss.item())


def seconds(block: Callable[[], object]) -> float:
    """Return the CPU seconds of one call."""
    began = time.thread_time()
    block()
    return time.thread_time() - began


def compare(spec: RunSpec, rounds: int) -> tuple[float, float, float]:
    """Return medians in ms per step: ours with snapshots, ours without, and the bare loop's."""
    run, bare, this = Run(spec), BareLoop(spec), task(spec.task)
    sentences = np.random.default_rng((0x5E17, spec.seed))  # those of the run
    plain, reference = [], []

    def bare_block() -> None:
        for _ in range(BLOCK):
            bare.step(this.batch(sentences, spec.train.batch_size))

    for _ in range(rounds):
        run.step = 0  # train on past the end: the cost of a step is the question here
        plain.append(seconds(lambda: run.train(BLOCK)) / BLOCK)
        reference.append(seconds(bare_block) / BLOCK)
    snapshot = statistics.median(seconds(run.snapshot) for _ in range(max(5, rounds // 2)))
    ours = statistics.median(plain)
    steps = spec.train.steps
    measuring = snapshot * len(snapshot_steps(steps)) / steps
    return 1e3 * (ours + measuring), 1e3 * ours, 1e3 * statistics.median(reference)


def rows(quick: bool = False) -> list[dict[str, Any]]:
    """Return one row a cell and task: measured and reference in ms, ratio, target, met or not."""
    torch.set_num_threads(1)
    table = []
    one_network = (name for name, facts in TASKS.items() if not facts.writes)
    for task_name in one_network:  # encoder and decoder are not one bare module
        for kind in KINDS:
            with_snapshots, plain, reference = compare(default_run(kind, task_name), 8 if quick else 40)
            ratio = with_snapshots / reference
            table.append(
                {
                    "name": f"training step, {kind.upper()}, {task_name} (without snapshots {plain:.3f})",
                    "unit": "ms",
                    "measured": with_snapshots,
                    "reference": reference,
                    "ratio": ratio,
                    "target": TARGETS[kind],
                    "ok": ratio <= TARGETS[kind],
                }
            )
    return table


def show(table: list[dict[str, Any]]) -> None:
    """Print rows as a table."""
    for row in table:
        print(
            f"{'ok ' if row['ok'] else 'NOT'} {row['name']:64} {row['measured']:8.3f} {row['unit']} "
            f"against {row['reference']:8.3f}: {row['ratio']:.2f} (target {row['target']})"
        )


if __name__ == "__main__":
    show(rows(quick=False))
