"""The decisions of the web process about runs: which is trained next, for whom, and for how long."""
