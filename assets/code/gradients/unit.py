# One weight multiplied with itself: what is left of the gradient after 50 steps back.
numbers = {f"{weight} to the power of 50": weight**50 for weight in (0.9, 1.0, 1.1)}
