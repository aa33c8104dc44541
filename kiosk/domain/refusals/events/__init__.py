"""Refusals about events, their groups and series."""
