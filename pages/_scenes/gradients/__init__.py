"""Vanishing gradients: before and after training, one unit, slopes, and the matrix of every step back."""
