"""An event while people arrive: its numbers, its lists, its kiosks, and news of changes."""
