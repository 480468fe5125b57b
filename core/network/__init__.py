"""A network as a frozen value: recipe, words and named weights (`network`), drawn at first by `initial`.

Names and shapes are PyTorch's (`shapes`); `files` writes and reads it. Knows no torch.
"""

from .network import Answer, Network, Weights, initial_network
from .shapes import GATES

__all__ = ["GATES", "Answer", "Network", "Weights", "initial_network"]
