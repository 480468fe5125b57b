"""Figures: measured values in, pictures out. Pure functions that know numpy and plotly, never torch."""
