"""The scenes of *Shapes of sequence problems*: which timesteps read, and which answer."""
