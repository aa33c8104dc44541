"""Words for refusals about events, their groups and series."""
