"""The page that imports people from a file."""
