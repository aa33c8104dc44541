"""Reads the codes in a frame, and advises people whose code cannot be read."""
