"""The tasks: what is asked, what counts as right, and the sentences that show it. One file a task."""

from functools import lru_cache

from core.spec import TaskSpec
from core.tasks.base import Batch, Task
from core.tasks.recall import Recall
from core.tasks.sentiment import Sentiment

__all__ = ["Batch", "Task", "task"]


@lru_cache(maxsize=64)
def task(spec: TaskSpec) -> Task:
    """Return the task that a spec names. Tasks never change, so one object serves all who ask."""
    return Recall(spec) if spec.name == "recall" else Sentiment(spec)
