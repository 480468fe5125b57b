"""Words to numbers: one-hot columns, counted neighbours, learnt vectors, and arithmetic with them."""

from pages._scenes.words import analogy, counts, ids, learn, task
from pages._shell.lesson.scenes import lesson

lesson(
    "words",
    {"ids": ids.show, "counts": counts.show, "learn": learn.show, "analogy": analogy.show, "task": task.show},
)
