"""Is a text learnt by heart? Perplexity on training text and on held-out text, after some CPU seconds.

Prints a row for each cell: language models of characters with 96 units, on a supplied text.

    python -m tests.bench.texts [--corpus whale] [--seconds 3,8,20] [--seeds 2]
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import replace

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import numpy as np
import torch

from core.nets.run import Run
from core.recipes import default_run
from core.spec import KINDS, Kind, RunSpec
from core.spec.tasks import CORPORA, Corpus
from tests.bench.recipes import FRESH, processor

UNITS, RATE, STEPS, AT_ONCE = 96, 0.005, 5000, 50


def recipe(kind: Kind, corpus: Corpus, seed: int) -> RunSpec:
    """Return the recipe that is measured."""
    spec = default_run(kind, "characters", seed)
    return replace(
        spec,
        model=replace(spec.model, hidden_size=UNITS),
        task=replace(spec.task, corpus=corpus),
        train=replace(spec.train, steps=STEPS, learning_rate=RATE),
    )


def measure(spec: RunSpec, seconds: Sequence[float]) -> list[tuple[float, float]]:
    """Return the perplexity in training and held out after each of some CPU seconds, or at the last step."""
    run, found = Run(spec), []
    snapshot = run.advance(AT_ONCE)
    for limit in seconds:
        while snapshot.seconds < limit and not run.done:
            snapshot = run.advance(AT_ONCE)
        found.append((float(np.exp(snapshot.losses.mean())), snapshot.score))
    return found


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(prog="python -m tests.bench.texts", description=__doc__)
    arguments.add_argument("--corpus", choices=list(CORPORA), default="whale", help="the text")
    arguments.add_argument("--seconds", default="3,8,20", help="with commas between")
    arguments.add_argument("--seeds", type=int, default=2, help="how many")
    asked = arguments.parse_args()
    torch.set_num_threads(1)
    seconds = [float(text) for text in asked.seconds.split(",")]
    print("| cell | " + " | ".join(f"{limit:g} s" for limit in seconds) + " |")
    print("|---" * (1 + len(seconds)) + "|")
    for kind in KINDS:
        runs = [measure(recipe(kind, asked.corpus, FRESH + seed), seconds) for seed in range(asked.seeds)]
        cells = [f"{train:.2f}, **{held_out:.2f}**" for train, held_out in np.mean(runs, axis=0)]
        print(f"| {kind.upper()} | " + " | ".join(cells) + " |", flush=True)
    print(f"\n({UNITS} units, {asked.seeds} seeds from {FRESH} on; {processor()})")


if __name__ == "__main__":
    main()
