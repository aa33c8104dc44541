"""Refusals of values as they are typed."""
