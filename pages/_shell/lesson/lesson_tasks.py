"""The tasks that the lessons are about; their default networks are trained when the server starts."""

from core.spec import TaskName

LESSON_TASKS: tuple[TaskName, ...] = ("recall", "sentiment")
