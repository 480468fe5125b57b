"""The page of all claims: what its link asks for, and the table."""
