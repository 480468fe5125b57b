"""The scenes of *Learning through time*."""
