"""The numbers of the page on limits: how large the default networks are, and what the claims rest on."""

from collections.abc import Mapping
from functools import reduce
from operator import or_

from core import default_run, experiments, kept, task, weight_count
from core.spec import Kind, TaskName
from pages._shell.words import either, listed, thousands

_SHOWN: tuple[tuple[Kind, TaskName], ...] = (("lstm", "everyday"), ("lstm", "recall"), ("rnn", "recall"))


def sizes() -> Mapping[str, str]:
    """Return layers, units, weights and words of some default networks: "lstm_recall_weights": "5,760"."""
    return reduce(or_, (_size(kind, name) for kind, name in _SHOWN))


def _size(kind: Kind, name: TaskName) -> dict[str, str]:
    spec = default_run(kind, name)
    asked = task(spec.task)
    count = weight_count(spec.model, len(asked.vocabulary), len(asked.classes))
    known = {
        "layers": spec.model.layers,
        "units": spec.model.hidden_size,
        "weights": count.total,
        "words": len(asked.vocabulary),
    }
    return {f"{kind}_{name}_{what}": thousands(number) for what, number in known.items()}


def measured() -> Mapping[str, str]:
    """Return how many claims are kept, how many do not hold, and what they were measured on."""
    found = [kept(one) for one in experiments()]
    seeds = sorted({len(one.seeds) for one in found})
    failing = sum(one.verdict.word == "fails" for one in found)
    return {
        "claims": str(len(found)),
        "failing": str(failing),
        "seeds": either([str(one) for one in seeds]),
        "processors": listed(sorted({one.processor for one in found})),
        "days": listed(sorted({one.date for one in found})),
    }
