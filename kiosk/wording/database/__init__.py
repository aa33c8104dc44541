"""Faults of the database in words, and how its tables differ."""
