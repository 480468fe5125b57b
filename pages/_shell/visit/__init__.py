"""A visit: who comes, what the link says, what is chosen from then on."""
