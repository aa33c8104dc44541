"""Faults of the database and of cameras, as facts."""
