"""Reading and writing rows, one module a table."""
