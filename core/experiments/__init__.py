"""Proofs: what a lesson claims, measured over seeds, kept, and measured anew by whoever doubts it.

An `Experiment` is a claim as a frozen value: what is held constant, the recipes of a seed, what is measured
of its trained networks, and from where on that bears the claim. A button on a page, Python and a command run
it the same way:

    from core import experiment, measure
    proof = experiment("gradients/trained")
    values = [found.values for found in measure(proof, range(20))]  # a number a line of each seed
    print(proof.verdict(values).text)

    python -m core.experiments gradients --seeds 20 --keep

Each lesson's proofs stand in `lessons/<lesson>.py`, as `EXPERIMENTS`; nothing else lists them. What was
measured is kept in `kept/<lesson>.json`, with its date and processor, and written by the command only.

Decisions:

- A seed is a recipe of its own (`training.Seed`) that the desk has trained like any other: a process trains
  the networks of the seed one after the other, and measures them there with NumPy. So the web process neither
  trains nor measures, the quotas of the desk hold, and who asks for the same seeds shares them.
- `measure` gets networks with their scores and nothing else, so it runs wherever networks can be read.
- Experiments that measure the same (function, lines, recipes) share their seeds and what is kept: several
  claims about the same networks cost one training.
- Kept values are read strictly, and belong to their function, lines and recipes: who changes one of these has
  to measure anew, and a test says so.
- A claim that does not hold is kept as such: `expected` says what is known to come out, and the command ends
  with an error when something else does.
"""

from .experiment import Experiment, Line, Trained, Verdict
from .keeping import Kept, kept
from .measuring import Found, measure, measured
from .registry import experiment, experiments

__all__ = [
    "Experiment",
    "Found",
    "Kept",
    "Line",
    "Trained",
    "Verdict",
    "experiment",
    "experiments",
    "kept",
    "measure",
    "measured",
]
