"""What the questions of *Check yourself* are made from."""
