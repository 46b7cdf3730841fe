"""Triage: one lead after the other, one key for each decision."""
