"""Pieces of statements that tables and queries share: who sees what, pages of lists, people by name."""
