"""The scenes of the unrolled RNN."""
