"""Places on a map, to be looked at and to be chosen."""
