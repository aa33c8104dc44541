"""Participants, their passes and guest lists."""
