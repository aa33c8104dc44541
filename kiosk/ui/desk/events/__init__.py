"""The pages and sheets of events."""
