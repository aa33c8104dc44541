"""Reads and writes rows, with one module for each table."""
