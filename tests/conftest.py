"""Fixtures every test may ask for, and guards every test is under."""

import os
import signal

pytest_plugins = ["tests.databases", "tests.guards"]

# Before anything asks Qt for a screen; journeys that want a real one bring their own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A shell that starts the tests in the background has them ignore Ctrl+C, which some send to themselves.
signal.signal(signal.SIGINT, signal.default_int_handler)
