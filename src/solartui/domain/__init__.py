"""The rules of the desk: pure functions and frozen records, no input or output."""
