"""Checks people in, and corrects check-ins afterwards."""
