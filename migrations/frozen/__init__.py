"""Helpers of the revisions, frozen: add to them, but change nothing that a released revision calls.

A revision does the same forever, so neither it nor a helper imports code of `kiosk`, which moves on.
"""
