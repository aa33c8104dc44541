"""Organizers' accounts and sharing, and the staff PIN of this machine."""
