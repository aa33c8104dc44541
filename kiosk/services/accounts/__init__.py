"""Organizers' accounts, their permissions, and the staff PIN of this machine."""
