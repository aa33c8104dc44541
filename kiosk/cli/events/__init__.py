"""Commands about events and series."""
