"""Long runs, with their counts as options: ``python -m tests.soak --help``."""
