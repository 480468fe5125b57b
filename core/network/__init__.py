"""A network as a frozen value: its recipe and its named weights (`network`), drawn at first by `initial`.

Names and shapes are PyTorch's (`shapes`); `files` writes and reads it. Knows no torch.
"""

from .network import Network, Weights, expected_weights, initial_network
from .shapes import GATES

__all__ = ["GATES", "Network", "Weights", "expected_weights", "initial_network"]
