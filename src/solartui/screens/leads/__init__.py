"""The leads as a list."""
