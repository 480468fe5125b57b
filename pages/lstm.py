"""Inside the LSTM: gates, cell state and hidden state on the reader's sentence, scene by scene."""

from pages._scenes.lstm import belt, carousel, gates, hold, ledger, shown, start, unit, units
from pages._shell.lesson.scenes import lesson

lesson(
    "lstm",
    {
        "gates": gates.show,
        "belt": belt.show,
        "unit": unit.show,
        "ledger": ledger.show,
        "hold": hold.show,
        "carousel": carousel.show,
        "shown": shown.show,
        "start": start.show,
        "units": units.show,
    },
)
