"""Keeps a door's own database together with the central one: commands up, changes down."""
