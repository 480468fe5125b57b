"""How the everyday network reads reviews that people wrote, from a file of one's own.

    python -m tests.bench.reviews FILE [--seeds 3]

A line a review: rating, TAB, text. A rating above 0 is good, below it bad; others are left out. Prints which
share of the words is unknown and which share of the reviews is right, beside the sum of the words' valences.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from core import record, task, train
from core.recipes import default_run
from core.tasks.everyday import RATED

FRESH = 3000


def reviews(path: Path) -> list[tuple[bool, str]]:
    """Return whether each review is good, and its text; a line may have columns before the rating."""
    found = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        *_, rating, text = line.split("\t") if "\t" in line else ("", line)
        try:
            rated = float(rating)
        except ValueError:
            continue
        if rated and text.strip():
            found.append((rated > 0, text))
    return found


def main() -> None:
    """Print the two shares, and what a count of words would reach."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("file", type=Path, help="a line a review: rating, TAB, text")
    parser.add_argument("--seeds", type=int, default=3, help="how many networks are trained")
    parser.add_argument("--most", type=int, default=2_000, help="how many reviews are read")
    asked = parser.parse_args()
    told = reviews(asked.file)[:: max(1, len(reviews(asked.file)) // asked.most)]
    if not told:
        raise SystemExit(f"{asked.file} holds no reviews; expected lines such as “2.5, TAB, a lovely film”.")
    this = task(default_run("lstm", "everyday").task)
    read = [this.read(text) for _, text in told]
    unknown = np.concatenate([~reading.known for reading in read]).mean()
    summed = [sum(RATED.get(word.lower(), 0.0) for word in reading.words) > 0 for reading in read]
    good = np.array([rated for rated, _ in told])
    print(f"{len(told):,} reviews, {good.mean():.0%} of them good; {unknown:.1%} of their words are unknown")
    print(f"the sum of the words' valences is right on {np.mean(summed == good):.3f}")
    for seed in range(FRESH, FRESH + asked.seeds):
        network = train(default_run("lstm", "everyday", seed))
        says = np.array([record(network, reading).answers[-1][1] > 0.5 for reading in read])
        print(f"LSTM, seed {seed}: right on {np.mean(says == good):.3f}")


if __name__ == "__main__":
    main()
