"""Dates and times in words: on a screen, at a terminal, on paper."""
