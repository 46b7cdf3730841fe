"""What lists of leads and of projects have in common: three views, marks, a filter, and views under a name."""
