"""The screen stays on while a door is open: whoever could blank it is asked not to."""
