"""Fixtures every test may ask for, and guards every test is under."""

import os

pytest_plugins = ["tests.databases", "tests.guards"]

# Before anything asks Qt for a screen; journeys that want a real one bring their own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
