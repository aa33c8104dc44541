"""Imports people from files: reads them, compares them with the database, writes them."""
