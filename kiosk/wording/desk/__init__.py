"""Texts of the desk's pages that also the terminal or paper shows."""
