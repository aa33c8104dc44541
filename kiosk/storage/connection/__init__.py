"""Connections to SQLite and PostgreSQL, with their time limits."""
