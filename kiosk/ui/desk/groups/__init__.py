"""The page of event groups."""
