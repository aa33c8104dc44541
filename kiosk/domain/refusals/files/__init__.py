"""Refusals about files that are read or written."""
