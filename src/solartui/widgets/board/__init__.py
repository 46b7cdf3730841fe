"""The records of a list on a board: a column for each stage."""
