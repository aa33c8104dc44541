"""The tables, their types, and the revisions that lead to them."""
