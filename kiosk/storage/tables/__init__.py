"""Reads and writes rows, with a module for each table, and two for users: people, and their accounts."""
