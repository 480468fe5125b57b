"""The scenes of *Deeper and both ways*."""
