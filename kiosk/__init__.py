"""Kiosk: the check-in door for events."""

__version__ = "0.1.0"
