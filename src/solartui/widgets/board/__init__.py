"""The leads of a list on a board: a column for each stage."""
