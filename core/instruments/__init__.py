"""The instruments: what looks into a network. NumPy on its weights, written as the equations."""

from core.instruments.gradient import GradientProfile, gradient_profile
from core.instruments.trace import Part, Trace, record

__all__ = ["GradientProfile", "Part", "Trace", "gradient_profile", "record"]
