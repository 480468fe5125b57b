"""The tasks: what is asked, what counts as right, and the sentences that show it. One file a task.

A new task is a file here, a line in `REGISTRY`, its name in `core.spec.TaskName`, and what its lengths count
in `core.spec.limits.LIMITS`.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from core.spec import TaskName, TaskSpec
from core.tasks.adding import Adding
from core.tasks.agreement import Agreement
from core.tasks.anbn import Counting
from core.tasks.base import Batch, Recipe, Task
from core.tasks.brackets import Brackets
from core.tasks.characters import Characters
from core.tasks.recall import Recall
from core.tasks.reversal import Reversal
from core.tasks.sentiment import Sentiment
from core.tasks.tagging import Tagging
from core.tasks.total import Total
from core.tasks.words import Words
from core.tasks.xor import DelayedXor

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
