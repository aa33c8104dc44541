"""Walks the paths of docs/adding.md: each place to change is named by mypy or by a test.

Each TOML file of this folder holds the edits of one path.
"""
