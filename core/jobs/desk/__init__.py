"""What the web process decides about runs: which is trained next, for whom, how long, what is told of it."""
