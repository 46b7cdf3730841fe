"""Layout of regions and the wiring between them; the only place where widgets and services meet."""
