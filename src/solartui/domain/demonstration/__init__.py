"""The demonstration desk: believable, invented people and sites at real places, the same ones for the same number."""
