"""Refusals about people, their passes and accounts."""
