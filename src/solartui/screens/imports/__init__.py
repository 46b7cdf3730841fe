"""Bringing in a spreadsheet."""
