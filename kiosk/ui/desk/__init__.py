"""The organizer's application."""
