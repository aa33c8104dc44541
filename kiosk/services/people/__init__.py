"""Participants, their passes, and the guest lists they are on."""
