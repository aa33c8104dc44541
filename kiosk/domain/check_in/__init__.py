"""Scans and their outcomes, attendance, and the door and kiosks that take them."""
