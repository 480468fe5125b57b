"""A training run as an object that you advance; the caller owns the loop.

A run is a pure function of its spec: its sentences come from its own generator, its weights from
`initial_network`, and nothing global is read or set. It holds to the bit on all processors of
`core.processor`; elsewhere on one kind of them, because another adds in another order, and what rounding
leaves grows with the steps. Advancing by 6 steps is the same as advancing three times by 2, and a run that
goes on from a checkpoint is the run that never stopped.
"""

import time

import numpy as np
from numpy.typing import NDArray

try:
    import torch
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "Training needs PyTorch: pip install 'unrolled[train]'.", name="torch"
    ) from error
from torch import Tensor, nn
from torch.nn import functional

from ..instruments import gradient_profile, record
from ..instruments.generate import texts
from ..network import Network, initial_network
from ..spec import RunSpec
from ..spec.schedule import writing_steps
from ..spec.words import scientific
from ..tasks import Batch, task
from .checkpoint import Checkpoint
from .descent import OPTIMISERS, Descent
from .exam import exam_of
from .film import frame
from .layer import Layered
from .snapshot import Snapshot


class Run:
    """The training of one spec, in progress.

    Args:
        spec: The recipe.
        checkpoint: Where to go on, from a run of this recipe, or of one that differs from it only in changes
            at that step or later; None begins.
    """

    def __init__(self, spec: RunSpec, checkpoint: Checkpoint | None = None) -> None:
        self.spec = spec
        self.step = 0
        began = time.thread_time()
        self._task = task(spec.task)
        self._exam = exam_of(self._task, looks_ahead=spec.model.bidirectional)
        self._sentences = np.random.default_rng((0x5E17, spec.seed))
        self._model = Layered(initial_network(spec), spec.train.truncation)
        rate, self._clip = spec.train.in_force(0)
        self._optimiser: Descent = OPTIMISERS[spec.train.optimiser](self._model.flat, rate)
        self._losses: list[float] = []
        self._norms: list[float] = []
        self._norm_before: float | None = None
        self._diverged: str | None = None
        self._seconds = 0.0
        if checkpoint is not None:
            self._restore(checkpoint)
        self._changes = {spec.train.decays_at, *(at for at, _, _ in spec.train.changes)}
        self._seconds += time.thread_time() - began

    @property
    def done(self) -> bool:
        """Whether all steps were taken, or the run diverged."""
        return self._diverged is not None or self.step >= self.spec.train.steps

    def advance(self, steps: int) -> Snapshot:
        """Train `steps` more steps, or as many as are left, and measure."""
        self.train(steps)
        return self.snapshot()

    def train(self, steps: int) -> None:
        """Train `steps` more steps, or as many as are left, without measuring."""
        began = time.thread_time()
        with np.errstate(all="ignore"):  # what is not finite ends the run; it needs no warning as well
            for _ in range(steps):
                if self.done:
                    break
                self._train_one(self._task.batch(self._sentences, self.spec.train.batch_size))
        self._seconds += time.thread_time() - began

    def network(self) -> Network:
        """Return the network as it is now."""
        return Network(self.spec, self.step, self._model.arrays())

    def checkpoint(self) -> Checkpoint:
        """Return what it takes to go on from here."""
        return Checkpoint(
            step=self.step,
            weights=self._model.arrays(),
            optimiser=self._optimiser.state(),
            sentences=self._sentences.bit_generator.state,
            losses=np.array(self._losses, np.float32),
            gradient_norms=np.array(self._norms, np.float32),
            norm_before=self._norm_before,
            diverged=self._diverged,
            seconds=self._seconds,
        )

    def unreported(self, since: int = 0) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return losses and norms (n,) after the last snapshot, without the first `since` of them."""
        return np.array(self._losses[since:], np.float32), np.array(self._norms[since:], np.float32)

    def snapshot(self) -> Snapshot:
        """Measure the network as it is now; losses and norms since the last snapshot are handed over."""
        began = time.thread_time()
        network = self.network()
        with np.errstate(all="ignore"):
            curve, whole = self._exam.measure(self._model)
        trace = record(network, self._task.probe)
        profile = gradient_profile(trace, self._task.probe_answer, self._task.probe_at)
        signals, broken = frame(trace)
        writes = self._task.generates and self.step in writing_steps(self.spec.train.steps)
        samples = texts(network) if writes else {}
        losses, norms = (np.array(values, np.float32) for values in (self._losses, self._norms))
        self._losses, self._norms = [], []
        self._seconds += time.thread_time() - began
        return Snapshot(
            step=self.step,
            steps_total=self.spec.train.steps,
            losses=losses,
            gradient_norms=norms,
            score=whole,
            curve=curve,
            profile=profile.hidden,
            cell_profile=profile.cell_state,
            weights=dict(network.weights),
            diverged=self._diverged,
            seconds=self._seconds,
            signals=signals,
            broken=broken,
            samples=samples,
        )

    def _restore(self, checkpoint: Checkpoint) -> None:
        self.step = checkpoint.step
        self._model.restore(checkpoint.weights)
        self._optimiser.restore(checkpoint.optimiser)
        self._optimiser.learning_rate, self._clip = self.spec.train.in_force(self.step)
        self._sentences.bit_generator.state = dict(checkpoint.sentences)
        self._losses, self._norms = checkpoint.losses.tolist(), checkpoint.gradient_norms.tolist()
        self._norm_before, self._diverged = checkpoint.norm_before, checkpoint.diverged
        self._seconds = checkpoint.seconds

    def _train_one(self, batch: Batch) -> None:
        """Take one step; if loss or gradient is not finite, leave the weights as they are and end the run."""
        if self.step in self._changes:
            self._optimiser.learning_rate, self._clip = self.spec.train.in_force(self.step)
        loss = self._loss(batch)
        gradient = self._model.gradient
        gradient.zero_()
        loss.backward()  # type: ignore[no-untyped-call]
        bound = float("inf") if self._clip is None else self._clip
        norm = nn.utils.clip_grad_norm_(self._model.flat, bound)
        self._losses.append(loss.item())
        self._norms.append(norm.item())
        self.step += 1
        for name, value in (("loss", self._losses[-1]), ("gradient", self._norms[-1])):
            if not np.isfinite(value):
                became = "NaN (not a number)" if np.isnan(value) else "infinite"
                self._diverged = f"The {name} became {became} at step {self.step:,}."
                if self._norm_before is not None:
                    self._diverged += (
                        f" The gradient norm one step earlier was {scientific(self._norm_before)}."
                    )
                return
        self._norm_before = self._norms[-1]
        self._optimiser.step(gradient)

    def _loss(self, batch: Batch) -> Tensor:
        asked = batch.weights
        if self.spec.model.readout != "each":  # one answer a sentence, after what it pooled
            share = batch.judged / batch.judged.sum(axis=1, keepdims=True)
            asked = (share / self._task.spread**2).astype(np.float32)  # errors in units of the numbers' size
        steps, rows = np.nonzero(asked.T)
        weights = torch.from_numpy(asked[rows, steps])
        targets = torch.from_numpy(batch.targets[rows, steps])
        ids = torch.from_numpy(np.ascontiguousarray(batch.ids.T))
        logits = self._model.logits(ids, batch.last, steps, rows)
        each = (
            (logits[:, 0] - targets).square()
            if self._task.answer == "number"
            else functional.cross_entropy(logits, targets, reduction="none")
        )
        return torch.dot(each, weights) / len(batch.ids)


def train(spec: RunSpec) -> Network:
    """Train a spec to its end and return the network."""
    run = Run(spec)
    run.train(spec.train.steps)
    return run.network()
