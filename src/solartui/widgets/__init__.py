"""Regions of the screen: each owns its pixels, its keys and its state, and knows no service."""
