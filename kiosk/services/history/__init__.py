"""The audit: the changes that organizers made."""
