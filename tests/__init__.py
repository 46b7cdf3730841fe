"""Everything that is tested, a folder for each floor."""
