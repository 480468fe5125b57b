"""The tasks: what is asked, what counts as right, and the sentences that show it. One file a task; NumPy only."""

from core.spec import TaskSpec
from core.tasks.base import Batch, Task
from core.tasks.recall import Recall
from core.tasks.sentiment import Sentiment

__all__ = ["Batch", "Task", "task"]


def task(spec: TaskSpec) -> Task:
    """Return the task that a spec names."""
    return Recall(spec) if spec.name == "recall" else Sentiment(spec)
