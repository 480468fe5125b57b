"""A network of the visitor's own: opened from its files (`opening`), found again by its key (`shown`)."""
