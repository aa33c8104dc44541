"""Checking people in, and correcting it afterwards."""
