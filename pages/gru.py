"""GRU and relatives: what the update gate mixes, and what each gate more costs and brings."""

from pages._scenes.gru import blend, conventions, weights
from pages._shell.lesson.scenes import lesson

lesson(
    "gru",
    {
        "blend": blend.show,
        "conventions": conventions.show,
        "weights": weights.show,
    },
)
