"""The weights before training, drawn from a seed.

NumPy draws them, so that the web process can show the untrained network of any recipe without torch.
"""

from typing import cast

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats
from ..spec import ModelSpec
from .shapes import gates, weight_shapes

HIGHWAY_BIAS = -1.0
"""A highway's gate starts nearly shut, so that a deep network first hands its input on."""


def draw_weights(model: ModelSpec, words: int, classes: int, seed: int) -> dict[str, NDArray[np.float32]]:
    """Return float32 weights by name, for a vocabulary of `words` and a readout of `classes`.

    Ranges are PyTorch's defaults: normal embeddings, everything else uniform in +-1/sqrt(hidden_size). An
    LSTM's forget gate starts at `forget_bias` (Gers et al. 2000, Jozefowicz et al. 2015): the sum of its
    two biases. Recurrent matrices are then drawn anew if the spec asks for another initialisation.
    """
    rng = np.random.default_rng((0x1217, seed))
    bound = model.hidden_size**-0.5
    weights: dict[str, Floats] = {}
    for name, shape in weight_shapes(model, words, classes).items():
        embeds = name == "embedding.weight"
        values = rng.standard_normal(shape) if embeds else rng.uniform(-bound, bound, shape)
        weights[name] = values.astype(np.float32)
    for name, array in weights.items():
        if name.startswith(("rnn.weight_hh", "decoder.weight_hh")):
            _draw_recurrent(array, model, rng)
        elif name.startswith("rnn.initial"):
            array[:] = 0 if model.initial_state == "learnt" else rng.uniform(-1, 1, array.shape)
        elif name.startswith("highway.bias"):
            array[:] = HIGHWAY_BIAS
        elif name.startswith(("rnn.bias", "decoder.bias")):
            _set_bias(name, array, model)
    return cast(dict[str, NDArray[np.float32]], weights)


def scaled_to_radius(matrix: Floats, radius: float) -> Floats:
    """Return a square matrix times a number, so that its largest eigenvalue has the size `radius`.

    Raises:
        ValueError: if no number does it: all eigenvalues are 0, some entry is not finite or would not be.
    """
    if not np.isfinite(matrix).all():
        raise ValueError("The matrix has entries that are not finite; a spectral radius needs finite ones.")
    now = float(np.abs(np.linalg.eigvals(matrix.astype(np.float64))).max())
    if now == radius == 0:
        return matrix
    if now == 0:
        raise ValueError(f"All eigenvalues of the matrix are 0; no scaling gives it the radius {radius:g}.")
    with np.errstate(all="ignore"):
        scaled = (matrix * (radius / now)).astype(matrix.dtype)
    if not np.isfinite(scaled).all():
        raise ValueError(f"The radius {radius:g} is too large: entries become infinite. Choose less.")
    return scaled


def _draw_recurrent(array: Floats, model: ModelSpec, rng: np.random.Generator) -> None:
    """Draw each gate's (H, H) block as the model says, in place."""
    units = model.hidden_size
    for block in array.reshape(-1, units, units):
        if model.initialisation == "identity":
            block[:] = np.eye(units)
        elif model.initialisation == "gaussian":
            block[:] = rng.standard_normal((units, units)) * units**-0.5
        elif model.initialisation == "orthogonal":
            q, r = np.linalg.qr(rng.standard_normal((units, units)))
            block[:] = q * np.sign(np.diag(r))
        if model.spectral_radius is not None:
            block[:] = scaled_to_radius(block, model.spectral_radius)


def _set_bias(name: str, array: Floats, model: ModelSpec) -> None:
    names, units = gates(model), model.hidden_size
    if model.kind == "rnn" and model.initialisation == "identity":
        array[:] = 0
    if model.kind == "lstm" and "forget_gate" in names:
        start = names.index("forget_gate") * units
        array[start : start + units] = model.forget_bias if "bias_ih" in name else 0
