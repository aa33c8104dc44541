"""Pixels and threads."""
