"""The tables, their types, and the revisions that build them."""
