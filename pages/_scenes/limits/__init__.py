"""What none of it is: how small these networks are, whose numbers they have, and what is used today."""
