"""Rehearses a venue: whole doors without windows, people with passes, and what fails on a real day."""
