"""Texts of a door's screen, for guests and for staff."""
