"""Records as cards, one below the other or in several columns."""
