"""The options that the desk shows and changes."""
