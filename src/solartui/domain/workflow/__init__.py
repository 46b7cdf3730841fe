"""What has to be done in a project, in which order, and what follows from what was done: data, and rules over data."""
