"""One revision a file; Alembic loads each by its path."""
