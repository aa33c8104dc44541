"""Fixtures for every test, and guards that check every test."""

import os
import signal

from hypothesis import settings

pytest_plugins = ["tests.databases", "tests.guards"]

# Before Qt looks for a screen; journeys that need a real one set their own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A shell makes programs in the background ignore Ctrl+C, which some tests send to themselves.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Benchmarks measure, tests do not time: a busy machine fails no example.
settings.register_profile("kiosk", deadline=None)
settings.load_profile("kiosk")
