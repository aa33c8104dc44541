"""Options that the desk shows and changes."""
