"""The first page: today's events."""
