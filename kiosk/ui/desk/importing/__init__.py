"""People imported from a file."""
