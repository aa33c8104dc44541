"""The revisions, one in each file; Alembic loads each by its path."""
