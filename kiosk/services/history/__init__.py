"""The audit: what organizers changed."""
