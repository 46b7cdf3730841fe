"""Offers on pages: their rows, and what can be done with them."""
