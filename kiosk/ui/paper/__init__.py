"""Printed pages: passes as badges, and sheets to sign."""
