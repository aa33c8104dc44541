"""Fixtures every test may ask for, and guards every test is under."""

pytest_plugins = ["tests.databases", "tests.leaks"]
