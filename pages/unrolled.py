"""The unrolled RNN: one cell for every word, one step taken apart, and what its state remembers."""

from pages._scenes.unrolled import dog, loop, roll, step, twin
from pages._shell.lesson.scenes import lesson

lesson(
    "unrolled",
    {"roll": roll.show, "step": step.show, "dog": dog.show, "twin": twin.show, "loop": loop.show},
)
