"""The scenes of *GRU and relatives*: what the update gate mixes, what each gate costs, and what it brings."""
