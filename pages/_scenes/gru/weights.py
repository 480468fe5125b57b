"""How many weights each cell has, for any sizes: one block for the RNN, one more for each gate."""

from core import ModelSpec, weight_count
from core.spec import Kind
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture
from pages._shell.words import thousands

ANSWERS = {"two": "twice as many", "three": "3 times", "four": "4 times", "eight": "8 times"}
WORDS, VECTOR, UNITS, LAYERS = 50_000, 100, 100, 4
PRESETS = {
    "50,000 words, 4 layers of 100": {
        "cell": "lstm", "words": WORDS, "vector": VECTOR, "units": UNITS, "layers": LAYERS,
        "oneHot": False, "twoBiases": False,
    },
    "1,003 one-hot words, 4 units": {
        "cell": "rnn", "words": 1003, "vector": 1003, "units": 4, "layers": 1,
        "oneHot": True, "twoBiases": False,
    },
    "one unit with peepholes": {
        "cell": "peepholes", "words": 1000, "vector": 50, "units": 1, "layers": 1,
        "oneHot": False, "twoBiases": False,
    },
}  # fmt: skip
"""Networks of lectures; the first is the one that the scene opens with and tells of."""


def counted(kind: Kind) -> tuple[int, int]:
    """Return the weights of the cell, and of the whole network, of the first of the networks."""
    count = weight_count(
        ModelSpec(kind, layers=LAYERS),
        WORDS,
        WORDS,
        embedding_size=VECTOR,
        hidden_size=UNITS,
        one_bias=True,
    )
    return count.part("matrices", "biases"), count.total


def show(scene: SceneFrame) -> None:
    """Show the weights of each cell for sizes that are typed."""
    guess = scene.predict(ANSWERS)
    (rnn, plain), (gru, _), (lstm, whole) = (counted(kind) for kind in ("rnn", "gru", "lstm"))
    show_picture(
        "sizes",
        {"presets": PRESETS, "first": next(iter(PRESETS))},
        key=f"{scene.key}_picture",
        name="weights-of-cells",
        alt="The weights of an RNN."
        if guess.pending
        else f"Weights of the cells: RNN {thousands(rnn)}, GRU {thousands(gru)}, LSTM {thousands(lstm)}.",
        veiled=guess.pending,
    )
    scene.explain(
        guess,
        "four",
        True,
        came="Calculated",
        measured=f"{lstm // rnn} times: {thousands(lstm)} instead of {thousands(rnn)}",
        rnn=thousands(rnn),
        lstm=thousands(lstm),
        plain=thousands(plain),
        whole=thousands(whole),
        more=f"{100 * (whole / plain - 1):.1f}",
    )
    if not guess.pending:
        show_proof("gru/weights")
    scene.notes()
