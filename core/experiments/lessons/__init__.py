"""The experiments of each lesson, as `EXPERIMENTS` in the module that is called like it."""
