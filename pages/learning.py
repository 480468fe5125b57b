"""Learning through time: one matrix is learnt from every word, as far as the gradient goes back."""

from pages._scenes.learning import far, search, step, summands, windows
from pages._shell.lesson.scenes import lesson

lesson(
    "learning",
    {
        "sum": summands.show,
        "step": step.show,
        "search": search.show,
        "windows": windows.show,
        "far": far.show,
    },
)
