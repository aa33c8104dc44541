"""Frozen helpers of the revisions: add to them, but never change one that a released revision calls.

A revision must always do the same, so neither it nor a helper imports code of `kiosk`, which changes.
"""
