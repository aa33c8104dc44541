"""People from files: read, compared with the database, written."""
