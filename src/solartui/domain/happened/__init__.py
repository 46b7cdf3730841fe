"""What happened to records, in words, one module for each kind of record."""
