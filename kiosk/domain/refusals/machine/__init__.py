"""Refusals about this machine: its cameras, screens and options."""
