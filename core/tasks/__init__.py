"""The tasks: what is asked, what counts as right, and the sentences that show it. One file a task.

A new task is a file here, a line in `REGISTRY`, its name in `core.spec.TaskName`, and what its lengths count
in `core.spec.limits.LIMITS`.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from ..spec import TaskName, TaskSpec
from .adding import Adding
from .agreement import Agreement
from .anbn import Counting
from .base import Batch, Recipe, Task
from .brackets import Brackets
from .characters import Characters
from .recall import Recall
from .reversal import Reversal
from .sentiment import Sentiment
from .tagging import Tagging
from .total import Total
from .words import Words
from .xor import DelayedXor

__all__ = ["REGISTRY", "Batch", "Recipe", "Task", "task"]

REGISTRY: Mapping[TaskName, type[Task]] = MappingProxyType(
    {
        "recall": Recall,
        "agreement": Agreement,
        "sentiment": Sentiment,
        "brackets": Brackets,
        "anbn": Counting,
        "adding": Adding,
        "total": Total,
        "xor": DelayedXor,
        "tagging": Tagging,
        "characters": Characters,
        "words": Words,
        "reversal": Reversal,
    }
)


@lru_cache(maxsize=64)
def task(spec: TaskSpec) -> Task:
    """Return the task that a spec names. Tasks never change, so one object serves all who ask."""
    return REGISTRY[spec.name](spec)
