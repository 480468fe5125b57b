"""GRU and relatives: what the update gate mixes, and what each gate more costs and brings."""

from pages._scenes.gru import beside, blend, brackets, conventions, counting, ladder, reset, weights
from pages._shell.lesson.scenes import lesson

lesson(
    "gru",
    {
        "blend": blend.show,
        "reset": reset.show,
        "beside": beside.show,
        "ladder": ladder.show,
        "conventions": conventions.show,
        "weights": weights.show,
        "counting": counting.show,
        "brackets": brackets.show,
    },
)
