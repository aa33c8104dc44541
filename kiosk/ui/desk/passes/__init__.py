"""Passes shown, saved and printed."""
