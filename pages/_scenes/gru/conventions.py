"""Four ways to write a GRU: what its update gate means, and where its reset gate stands."""

from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture

NUMBERS = {
    "inputs": (1.0, -1.0, 0.5),
    "weightIh": (0.5, -1.0, 1.0, 0.2, 0.8, -0.6),
    "weightHh": (0.9, 0.1, -0.4, 0.3, 0.7, -0.2, 0.5, 0.6, 1.5, -0.8, 0.4, 1.1),
}
"""Inputs, and weights in the order r, z, n, of two units without biases."""

WHO = {
    "A": "Cho 2014, d2l, ONNX",
    "B": "Chung 2014, Olah’s blog",
    "C": "PyTorch, Keras, cuDNN",
    "D": "hardly used",
}
ANSWERS = {
    "columns": "A = B and C = D",
    "rows": "A = C and B = D",
    "all": "all four",
    "none": "none",
}


def show(scene: SceneFrame) -> None:
    """Show the four ways with the same numbers, and which of them are the same network."""
    guess = scene.predict(ANSWERS)
    show_picture(
        "conventions",
        {"numbers": NUMBERS, "who": WHO},
        key=f"{scene.key}_picture",
        name="gru-conventions",
        alt="Four ways to write a GRU, with the same numbers."
        if guess.pending
        else "Four ways to write a GRU. With the sign of z’s weights turned, A equals B and C equals D; "
        "where the reset gate stands makes another network.",
        veiled=guess.pending,
    )
    scene.explain(guess, "columns", True, came="Calculated", measured="A = B, C = D")
    if not guess.pending:
        show_proof("gru/conventions")
    scene.notes()
