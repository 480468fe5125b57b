"""How often networks are right at the examples of each shape: `python -m tests.bench.examples`.

Prints what `pages/_scenes/shapes/kept.py` keeps.
"""

import numpy as np

from core import Network, default_run, record_batch
from core.nets.run import Run
from core.tasks.everyday import CLEAR, RATED
from pages._scenes.shapes.examples import EXAMPLES
from pages._scenes.shapes.kept import SCORES


def kept(name: str, seed: int) -> float:
    """Return how often a network is right at the task of a shape, by the name of the example."""
    example = EXAMPLES[name]
    run = Run(default_run(example.kind, example.task, seed))
    measured = run.advance(run.spec.train.steps)
    if name == "word":
        return _words_right(run.network())
    return measured.score if example.point is None else dict(measured.curve)[example.point]


def _words_right(network: Network) -> float:
    """Return of which share of the rated words a network says alone whether they are good or bad."""
    words = [word for word, valence in RATED.items() if abs(valence) >= CLEAR]
    traces = record_batch(network, words)
    said = [network.classes[int(trace.probabilities[-1].argmax())] for trace in traces]
    right = [(one == "positive") == (RATED[word] > 0) for one, word in zip(said, words, strict=True)]
    return float(np.mean(right))


def main() -> None:
    """Print the scores of ten seeds, line by line."""
    for name in SCORES:
        print(f'    "{name}": ({", ".join(f"{kept(name, seed):.3g}" for seed in range(10))}),', flush=True)


if __name__ == "__main__":
    main()
