"""Keeps the screen on while a door is open, by a request to each program that could turn it off."""
