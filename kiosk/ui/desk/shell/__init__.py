"""The desk's frame: its window, its gates, and the base of its pages."""
