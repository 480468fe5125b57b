"""Figures: measured values in, pictures out. Pure functions that know numpy and plotly, never torch."""

from importlib.util import find_spec

if find_spec("plotly") is None:
    raise ModuleNotFoundError("Figures need Plotly: pip install 'unrolled[figures]'.", name="plotly")
