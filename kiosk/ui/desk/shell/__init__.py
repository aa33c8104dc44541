"""The desk's frame: its window, its gates, and what every page has."""
