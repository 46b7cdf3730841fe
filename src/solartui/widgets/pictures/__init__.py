"""Pictures and maps, as cells of a terminal."""
