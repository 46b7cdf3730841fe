"""The command line: the same rules as on the screens, for shells and scripts."""
