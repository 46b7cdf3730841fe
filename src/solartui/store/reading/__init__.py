"""Single records, read by SQL text straight from the driver."""
