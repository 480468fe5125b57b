"""The scenes of *Which gate matters?*: LSTMs without some of their gates, kept over random starts."""
