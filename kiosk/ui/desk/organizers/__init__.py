"""Organizers' accounts, invitations, passwords and sharing."""
